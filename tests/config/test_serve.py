"""Server and worker together: started, started again, and stopped with what started them."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.config.serve import STARTING
from tests.databases import migrated_file

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="reads processes from /proc"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(parent: int) -> dict[str, int]:
    """Of this process: which is the server, which the worker."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with contextlib.suppress(OSError, IndexError):
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            if int(status[1]) == parent and status[0] != "Z":
                found["worker" if "gongkai.config.worker" in words else "server"] = int(folder.name)
    return found


def until(condition: Callable[[], object], seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copyfile(migrated_file(), tmp_path / "gongkai.sqlite3")
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text("首页", encoding="utf-8")
    return tmp_path


@pytest.fixture
def served(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[], bool]]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai.config.serve"],
        env=os.environ
        | {
            "GONGKAI_HOME": str(home),
            "PORT": str(port),
            "WEB_WORKERS": "1",
            "GONGKAI_DATABASE": "",
        },
        stdout=subprocess.DEVNULL,
    )

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    yield process, answers
    process.kill()
    process.wait()


def gone(*processes: int) -> bool:
    """No such process, or a dead one whom nobody buries: in a container the first process may not."""
    for process in processes:
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            if status[0] not in "ZX":
                return False
    return True


def test_what_dies_is_started_again_and_both_stop_in_order(home: Path, served) -> None:
    process, answers = served
    until(answers)
    answered = time.monotonic()
    # The worker works: it notes which program made the pages, and asks for the whole site.
    until((home / "publishing" / "made-by").exists)
    # A server that dies sooner is taken for one that cannot start, and nothing is started again.
    until(lambda: time.monotonic() > answered + STARTING)
    first = children(process.pid)
    for name in ("worker", "server"):
        os.kill(first[name], signal.SIGKILL)
        until(lambda name=name: children(process.pid).get(name, first[name]) != first[name])
    until(answers)
    second = children(process.pid)
    process.terminate()
    assert process.wait(120) == 0
    assert gone(*second.values()) and not answers()


def test_both_stop_when_what_started_them_is_killed(home: Path, served) -> None:
    process, answers = served
    until(answers)
    until((home / "publishing" / "made-by").exists)
    started = children(process.pid)
    assert set(started) == {"server", "worker"}
    process.kill()
    process.wait()
    until(lambda: gone(*started.values()))


def test_a_port_that_is_taken_ends_it(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-m", "gongkai.config.serve"],
            env=os.environ
            | {
                "GONGKAI_HOME": str(home),
                "PORT": str(taken.getsockname()[1]),
                "GONGKAI_DATABASE": "",
            },
            capture_output=True,
            timeout=600,
            check=False,
        )
    assert done.returncode != 0
