"""The law as this county reads it: the newest local file and the calendar that goes with it."""

import datetime as dt
from functools import lru_cache

from gongkai.apps.cases.models import LocalRules
from gongkai.apps.clock import CHINA
from gongkai.domain.law import Local, parse_local
from gongkai.domain.working_days import Calendar, load_calendar


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[Local, Calendar]:
    local = parse_local(text, "本地规则") if text else Local()
    return local, load_calendar(local)


def law_in_use() -> tuple[Local, Calendar]:
    """The local file last set by the county office, and its calendar. One query."""
    newest = LocalRules.objects.order_by("-id").values_list("text", flat=True).first()
    return _read(newest or "")


Versions = tuple[tuple[str, dt.datetime], ...]


def law_versions() -> Versions:
    """Every version of the local file with the moment from which it was used, newest first. One query."""
    return tuple(LocalRules.objects.order_by("-id").values_list("text", "recorded_at"))


def laws_on(day: dt.date, versions: Versions) -> list[tuple[Local, Calendar]]:
    """The law as it was in use on a day in China, newest first: more than one where it was changed that day."""
    start = dt.datetime.combine(day, dt.time(), CHINA)
    found = []
    for text, at in versions:
        if at < start + dt.timedelta(days=1):
            found.append(_read(text))
            if at < start:
                return found
    return [*found, _read("")]
