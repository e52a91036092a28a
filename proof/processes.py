"""Processes of a proof: begun, waited for, killed with SIGKILL."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path


def killed(process: int) -> None:
    """SIGKILL, and gone."""
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def started(task: Callable[[], None]) -> int:
    """A process that does the task. This one never opens the database, so a fork shares nothing."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    try:
        task()
        os._exit(0)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)


def in_a_process(task: Callable[[], None]) -> None:
    """Done and ended before it goes on; RuntimeError where it failed."""
    _, status = os.waitpid(started(task), 0)
    if status:
        raise RuntimeError("一个步骤没有完成，见上面的错误")


def lines(path: Path) -> list[str]:
    """Of a file that another process appends to; none while it is not there."""
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
