"""Running a reader on hostile bytes in a child process: bounded time, memory and answer, no traces.

The caller's process stays out of reach of the file: the child has its own process group (ended as
a whole, with LibreOffice if it runs), its own temporary folder (removed whatever happens), no core
dumps, and answers over a pipe. A process with one thread and little memory forks directly, which
costs a few milliseconds; any other asks `sandbox_server`, a small process kept for the purpose.
What each limit is and why: docs/operations/limits.md.
"""

import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from gongkai.documents import sandbox_server
from gongkai.documents.errors import Unreadable
from gongkai.documents.supervising import LIMITS, MEGABYTE, Limits, open_answer, supervise

# A parent that itself holds more than this leaves a forked child too little.
_LIGHT = 160 * MEGABYTE


def call(
    target: str,
    data: bytes,
    name: str,
    *,
    limits: Limits = LIMITS,
    preload: Sequence[str] = (),
    prepare: Callable[[], None] | None = None,
) -> Any:
    """The result of `module:function` called with (data, name) in a child process within `limits`.

    `preload`: modules to import before the fork, so that many files do not import them each anew;
    `prepare`: what to do besides, with the same aim (the server has done both at its start).
    Raises what the function raised if that is a DocumentError, and Unreadable for everything else:
    too large, too slow, out of memory, killed by a signal, a fault of a library.
    """
    check_size(len(data), limits)
    if _may_fork():
        for module in (target.partition(":")[0], *preload):
            import_module(module)
        if prepare is not None:
            prepare()
        answer = supervise(target, data, name, limits)
    else:
        answer = sandbox_server.ask(target, data, name, limits)
    return open_answer(answer)


def check_size(size: int, limits: Limits = LIMITS) -> None:
    """Raises Unreadable if a file of `size` bytes is too large to be read."""
    if size > limits.input:
        raise Unreadable(
            f"文件有{size / MEGABYTE:.0f}MB，超过{limits.input // MEGABYTE}MB的上限。",
            "年度报告一般不到5MB。请压缩或删去其中的图片，只保留报告正文和表格后再试。",
        )


def _may_fork() -> bool:
    """Whether this process can be forked safely and cheaply: one thread, and not much memory."""
    if threading.active_count() > 1 or threading.current_thread() is not threading.main_thread():
        return False
    try:
        with open("/proc/self/status", "rb") as status:
            for line in status:
                if line.startswith(b"VmData:"):
                    return int(line.split()[1]) * 1024 < _LIGHT
    except OSError:
        pass
    return True
