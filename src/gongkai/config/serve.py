"""`python -m gongkai.config.serve`: the site on 127.0.0.1:8000 (or `PORT`) and its background worker.

This process only watches over the two: it starts them, starts one again that died, and stops both.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from gongkai.config.alive import VARIABLE

SERVER = ("-m", "gunicorn", "--config", "python:gongkai.config.gunicorn")
WORKER = ("-m", "gongkai.config.worker")
# A server whose first start ends within this many seconds cannot start at all (the port is taken).
STARTING = 10
LONGEST_PAUSE = 30
PATIENCE = 40


@dataclass
class Child:
    """A process to be kept running; `pause` grows while it keeps dying."""

    arguments: tuple[str, ...]
    alive_fd: int
    process: subprocess.Popen[bytes] | None = None
    began: float = 0
    lived: float = 0
    starts: int = 0
    due: float = 0
    pause: float = field(default=1)

    def start(self) -> None:
        self.began = time.monotonic()
        self.starts += 1
        self.process = subprocess.Popen(
            [sys.executable, *self.arguments],
            pass_fds=(self.alive_fd,),
            env=os.environ | {VARIABLE: str(self.alive_fd)},
            # Ctrl+C in the terminal reaches `serve` alone, which stops the two in order.
            start_new_session=True,
        )

    def ended(self) -> int | None:
        """The exit code, once; the next start is put off a little longer each time."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self.process = None
        self.lived = time.monotonic() - self.began
        self.pause = 1 if self.lived > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
        self.due = time.monotonic() + self.pause
        return code

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Stopped(Exception):
    """Somebody asked to stop."""


def main() -> int:
    """Serve until interrupted; the settings of the server are in `gongkai.config.gunicorn`."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    read_end, _write_end = os.pipe()  # never written to: it closes when this process is gone
    server, worker = Child(SERVER, read_end), Child(WORKER, read_end)
    try:
        while True:
            for child in (server, worker):
                if child.process is None and time.monotonic() >= child.due:
                    child.start()
            time.sleep(0.2)
            code = server.ended()
            if code is not None and server.starts == 1 and server.lived < STARTING:
                return code or 1
            worker.ended()
    except Stopped:
        return 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        until = time.monotonic() + PATIENCE
        for child in (server, worker):
            child.stop()
        for child in (server, worker):
            child.wait(until)


def _stop(number: int, frame: object) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
