"""A child process that stops when the one that started it is gone, even if that one was killed."""

import os
import signal
import threading

VARIABLE = "GONGKAI_ALIVE_FD"


def stop_with_parent() -> None:
    """Watch the pipe that `serve` holds open; its end means that `serve` is gone. Else do nothing."""
    given = os.environ.get(VARIABLE)
    if given:
        threading.Thread(target=_watch, args=(int(given),), name="alive", daemon=True).start()


def _watch(handle: int) -> None:
    os.read(handle, 1)
    os.kill(os.getpid(), signal.SIGTERM)
