"""How often programs may ask: counted in the database, so that every worker counts the same.

Rows lie under keyed digests (`cases.attempts`) and are forgotten with the others there.
"""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.data.delivering import limit
from gongkai.apps.cases.attempts import caller, key_of
from gongkai.apps.cases.models import Attempts


class TooOften(Exception):
    """`seconds` until the next one is looked at."""

    def __init__(self, until: dt.datetime, now: dt.datetime) -> None:
        self.seconds = max(1, -(-int((until - now).total_seconds()) // 1))
        super().__init__(f"请求太频繁，请 {self.seconds} 秒以后再试。")


def count_call(key_id: int) -> None:
    """One request of a key. Raises TooOften."""
    _count(f"delivery-key:{key_id}", limit("calls_per_minute"), dt.timedelta(minutes=1))


def count_wrong_key(address: str) -> None:
    """One request with a key that is none. Raises TooOften once there were too many.

    It says no more than the refusal does and keeps nobody out: a key cannot be guessed, and a right one
    from the same address (a proxy, one network) is always looked at.
    """
    key = key_of("delivery-from", caller(address))
    _count(key, limit("wrong_keys_per_hour"), dt.timedelta(hours=1))


def _count(key: str, most: int, window: dt.timedelta) -> None:
    """`open_at` is the end of the window that is counted."""
    now = clock.now()
    with transaction.atomic():
        Attempts.objects.get_or_create(key=key, defaults={"last_at": now, "open_at": now})
        row = Attempts.objects.select_for_update().get(key=key)
        if row.open_at <= now:
            row.failures, row.open_at = 0, now + window
        over = row.failures >= most
        if not over:
            row.failures += 1
        row.last_at = now
        row.save()
    if over:
        raise TooOften(row.open_at, now)
