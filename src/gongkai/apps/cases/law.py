"""The law as this county reads it: the newest local file and the calendar that goes with it."""

from functools import lru_cache

from gongkai.apps.cases.models import LocalRules
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
