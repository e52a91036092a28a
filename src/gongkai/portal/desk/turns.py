"""How many reports one process works on at a time; the others wait their turn, not for ever."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from gongkai.portal.refusals import Refusal

AT_A_TIME = int(os.environ.get("GONGKAI_DESK_TURNS", "2"))
WAIT_SECONDS = 40.0

_turns = BoundedSemaphore(AT_A_TIME)

BUSY = Refusal(
    503,
    "现在同时校核的人太多",
    f"等了 {WAIT_SECONDS:.0f} 秒还没有轮到这份文件。文件已经删除，没有保留。",
    "请过半分钟再试一次。",
)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn. Raises Refusal (503) where none comes free in time."""
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise BUSY
    try:
        yield
    finally:
        _turns.release()
