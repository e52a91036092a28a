"""Who has tried in vain, and what is locked by it: a user name at an address, in a known browser, or everywhere.

The rows are those of django-axes. Its column for the browser's name holds a word of ours instead: the mark
of a browser in which this person has come in before, or nothing. So nobody fills the table by calling
their browser something else, and nobody passes for a known one.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from axes.models import AccessAttempt
from django.db.models import Q, QuerySet, Sum

from gongkai.apps import clock
from gongkai.apps.organs import safety

HERE, KNOWN, ACCOUNT = "here", "known", "account"


@dataclass(frozen=True)
class Lock:
    """`kind`: HERE (user name and address), KNOWN (a known browser), ACCOUNT (every unknown browser)."""

    kind: str
    failures: int
    until: dt.datetime
    address: str = ""


def lock_for(
    username: str, address: str, known: str = "", *, now: dt.datetime | None = None
) -> Lock | None:
    """The lock that keeps this attempt out, or None. `known`: the mark of a known browser, else "".

    A known browser is counted by itself: what others try elsewhere does not touch it.
    """
    tried = recent(username, now)
    if known:
        return _lock(KNOWN, tried.filter(user_agent=known), "failures")
    here = _lock(HERE, tried.filter(user_agent="", ip_address=address or None), "failures", address)
    return here or _lock(ACCOUNT, tried, "failures_account")


def locks_of(username: str) -> list[Lock]:
    """Every lock that stands on this user name now, for whoever may lift it."""
    tried = recent(username)
    strangers = tried.filter(user_agent="")
    found = [
        _lock(HERE, strangers.filter(ip_address=one), "failures", one or "")
        for one in strangers.values_list("ip_address", flat=True).distinct()
    ]
    marks = tried.exclude(user_agent="").values_list("user_agent", flat=True).distinct()
    found += [_lock(KNOWN, tried.filter(user_agent=one), "failures") for one in marks]
    found.append(_lock(ACCOUNT, tried, "failures_account"))
    return [one for one in found if one is not None]


def recent(username: str, now: dt.datetime | None = None) -> "QuerySet[AccessAttempt]":
    """Failures that still count."""
    since = (now or clock.now()) - _length()
    return AccessAttempt.objects.filter(Q(username=username) & Q(attempt_time__gte=since))


def _length() -> dt.timedelta:
    return dt.timedelta(minutes=safety.number("lock_minutes"))


def _lock(
    kind: str, tried: "QuerySet[AccessAttempt]", limit: str, address: str = ""
) -> Lock | None:
    most = safety.number(limit)
    number = tried.aggregate(number=Sum("failures_since_start"))["number"] or 0
    if number < most:
        return None
    rows = tried.order_by("attempt_time").values_list("attempt_time", "failures_since_start")
    return Lock(kind, most, _until(rows, number, most), address)


def _until(rows: Iterable[tuple[dt.datetime, int]], number: int, most: int) -> dt.datetime:
    """When enough of the failures are old: each row counts until `lock_minutes` after its last one."""
    last = clock.now()
    for at, failures in rows:
        last, number = at, number - failures
        if number < most:
            break
    return last + _length()
