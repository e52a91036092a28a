"""Counting what strangers try: wrong query codes lock slowly, sendings from one address are bounded.

Rows are kept under keyed digests: neither a number nor an address can be read from them.
"""

import datetime as dt
from ipaddress import ip_address, ip_network

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.models import Attempts
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.sealing import match

# The same key again and again doubles the wait up to the longest; more doublings change nothing.
MOST_DOUBLINGS = 12
_NOT_KEPT = (
    "这一次没有存入草稿。刚才填写的内容还在这一页上，请不要关闭，一小时以后再点“下一步”；"
    "以前保存的内容没有改动。着急的，可以打印申请表，当面提交或者邮寄。"
)


class Locked(Refused):
    """Too many wrong codes. `until`: from then on the next one is looked at."""

    def __init__(self, until: dt.datetime, now: dt.datetime) -> None:
        self.minutes = max(1, -(-int((until - now).total_seconds()) // 60))
        super().__init__(
            f"输错的次数太多，请 {self.minutes} 分钟以后再试。查询码在提交申请的回执上；遗失的，可以带身份证明到受理机关补领。"
        )
        self.until = until


class TooMany(Refused):
    """So many within an hour, from one address or of one form, that it is probably a program."""


def caller(address: str) -> str:
    """Who counts as one: an IPv4 address, the /64 of an IPv6 address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def _factor(address: str) -> int:
    """Of this machine itself come those behind a proxy that was not named as trusted: many people."""
    try:
        return limit("unknown_factor") if ip_address(address).is_loopback else 1
    except ValueError:
        return limit("unknown_factor")


def key_of(kind: str, value: str) -> str:
    """The row's key for a number or an address."""
    return f"{kind}:{match(kind, value or '-')}"


def try_code(number: str, address: str) -> None:
    """Count one try before the code is looked at, so that many at once gain nothing. Raises Locked.

    A try while locked is not looked at and does not lengthen the lock: a stranger could keep an
    applicant out for ever. Without a number (a draft's code stands alone) only the address counts.
    """
    now = clock.now()
    with transaction.atomic():
        rows = [_row("from", caller(address), now)]
        if number:
            rows.append(_row("number", number, now))
        waiting = [row.open_at for row in rows if row.open_at > now]
        if not waiting:
            for row in rows:
                row.failures += 1
                row.last_at = now
                row.open_at = now + _wait(row, _factor(address))
                row.save()
    if waiting:
        raise Locked(max(waiting), now)


def code_was_right(number: str, address: str) -> None:
    """Take the try back: the number begins anew, the address is one better."""
    with transaction.atomic():
        if number:
            Attempts.objects.filter(key=key_of("number", number)).delete()
        row = _row("from", caller(address), clock.now())
        row.failures = max(0, row.failures - 1)
        row.open_at = clock.now()
        row.save()


def _wait(row: Attempts, factor: int) -> dt.timedelta:
    of_number = row.key.startswith("number:")
    free = limit("free_tries_number") if of_number else limit("free_tries_address") * factor
    over = row.failures - free
    if over < 0:
        return dt.timedelta()
    seconds = limit("first_wait_seconds") * 2 ** min(over, MOST_DOUBLINGS)
    return min(dt.timedelta(seconds=seconds), dt.timedelta(minutes=limit("longest_wait_minutes")))


def _row(kind: str, value: str, now: dt.datetime) -> Attempts:
    """The row, locked; forgotten failures begin at zero."""
    key = key_of(kind, value)
    Attempts.objects.get_or_create(key=key, defaults={"last_at": now, "open_at": now})
    row = Attempts.objects.select_for_update().get(key=key)
    if now - row.last_at > dt.timedelta(hours=limit("forget_hours")):
        row.failures, row.open_at = 0, now
    return row


def count_hourly(what: str, address: str, by: int = 1) -> None:
    """Count something that an address may do so often within an hour (`what`_per_hour). Raises TooMany."""
    if _over(what, caller(address), limit(f"{what}_per_hour") * _factor(address), by):
        raise TooMany(
            "从您所在的网络地址来的提交太多了，请一小时以后再试。着急的，可以当面提交或者邮寄申请，随时都受理。"
        )


def count_save(draft: str, address: str) -> None:
    """Count one saving of a form. `draft`: what only this draft has. Raises TooMany."""
    most = limit("draft_saves_per_hour")
    if _over("saves", caller(address), limit("saves_per_hour") * _factor(address)):
        raise TooMany("从您所在的网络地址来的保存太多了，" + _NOT_KEPT)
    if _over("draft_saves", draft, most):
        raise TooMany(f"这份申请表一小时内已经保存了 {most} 次，" + _NOT_KEPT)


def _over(what: str, value: str, most: int, by: int = 1) -> bool:
    """Count; whether it is more than `most` within the hour. What is too much is not counted."""
    now = clock.now()
    with transaction.atomic():
        row = _row(what, value, now)
        if row.failures == 0 or row.open_at <= now:  # open_at: the end of the hour that is counted
            row.failures, row.open_at = 0, now + dt.timedelta(hours=1)
        row.failures += by
        row.last_at = now
        if over := row.failures > most:
            row.failures -= by
        row.save()
    return over


def forget_old() -> int:
    """Remove rows nobody has added to since a while. Returns how many."""
    since = clock.now() - dt.timedelta(hours=limit("forget_hours"))
    return Attempts.objects.filter(last_at__lt=since).delete()[0]
