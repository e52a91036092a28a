"""The only place that asks the time. Everything else is given an instant or a day."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

# The law's days are days in China, wherever the server stands.
CHINA = ZoneInfo("Asia/Shanghai")
_stopped: ContextVar[dt.datetime | None] = ContextVar("stopped", default=None)


def now() -> dt.datetime:
    """This instant, with its zone."""
    return _stopped.get() or dt.datetime.now(CHINA)  # noqa: TID251


def today() -> dt.date:
    """This day in China."""
    return now().astimezone(CHINA).date()


@contextmanager
def stopped_at(instant: dt.datetime) -> Iterator[None]:
    """Inside, it is always `instant` (aware): for the example county's past, and for tests."""
    if instant.tzinfo is None:
        raise ValueError("钟表只接受带时区的时刻")
    token = _stopped.set(instant)
    try:
        yield
    finally:
        _stopped.reset(token)
