"""How many questions one process answers at a time. A question takes milliseconds; a flood waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from gongkai.apps.search.engine.interface import SearchError

AT_A_TIME, WAIT_SECONDS = 3, 5.0
_turns = BoundedSemaphore(AT_A_TIME)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, not for ever."""
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise SearchError("现在同时搜索的人太多，请过半分钟再试。")
    try:
        yield
    finally:
        _turns.release()
