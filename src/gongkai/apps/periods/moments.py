"""Moments of recorded time, as people write them."""

import datetime as dt

from gongkai.apps import clock


def moment_of(text: str) -> dt.datetime | None:
    """The end of a day in China (`2026-01-16`); None for nothing. Raises ValueError with a sentence."""
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是有效的日期，应写作 2026-01-16。") from None
    return dt.datetime.combine(day, dt.time.max, clock.CHINA)
