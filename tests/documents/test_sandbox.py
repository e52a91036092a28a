"""The child process: its limits hold, its traces vanish, and every end has a sentence."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.documents import sandbox_server, supervising
from gongkai.documents.errors import NotAReport, Unreadable
from gongkai.documents.sandbox import Limits, call

HERE = "tests.documents.sandbox_targets"
SMALL = Limits(seconds=1, memory=200 * 2**20)
# Far above every limit used here and far below what the targets would take if they were let run.
LATEST = 45.0


def in_this_thread(work: Callable[[], Any]) -> Any:
    return work()


def in_another_thread(work: Callable[[], Any]) -> Any:
    """As a web server does it; the exception comes out here."""
    result: list[Any] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:
            result.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Temporary files go to a folder of the test, which must be empty in the end."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="module", autouse=True)
def end_server() -> Iterator[None]:
    yield
    if sandbox_server._server is not None:
        sandbox_server._server.process.kill()
        sandbox_server._server.process.wait()


ways = pytest.mark.parametrize("way", [in_this_thread, in_another_thread])


def refusal(way: Callable[..., Any], target: str, data: bytes = b"", limits: Limits = SMALL) -> str:
    """What a target that must not succeed is refused with, and that it was ended at all."""
    start = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        way(lambda: call(f"{HERE}:{target}", data, "年报.txt", limits=limits))
    # The clock of a busy machine says no more than that; the sentence says which limit ended it.
    assert time.monotonic() - start < LATEST
    assert caught.value.message.endswith("。")
    assert caught.value.advice
    return caught.value.message


@ways
def test_the_result_comes_back(way: Callable[..., Any]) -> None:
    data = os.urandom(300_000)
    assert way(lambda: call(f"{HERE}:echo", data, "年报.txt")) == (data, "年报.txt")


@ways
def test_a_refusal_keeps_its_class_and_sentence(way: Callable[..., Any]) -> None:
    with pytest.raises(NotAReport, match="这不是年报。") as caught:
        way(lambda: call(f"{HERE}:refuse", b"", "a"))
    assert caught.value.advice == "请换一个文件。"


@ways
@pytest.mark.parametrize("target", ["eat_memory", "eat_memory_bit_by_bit"])
def test_memory_is_bounded(way: Callable[..., Any], target: str) -> None:
    assert "内存超过200MB" in refusal(way, target, limits=Limits(memory=200 * 2**20))


@ways
@pytest.mark.parametrize("target", ["never_end", "sleep"])
def test_time_is_bounded(way: Callable[..., Any], target: str) -> None:
    assert "超过了1秒" in refusal(way, target)


@ways
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_is_survived(way: Callable[..., Any], number: int) -> None:
    assert "崩溃" in refusal(way, "fall", str(int(number)).encode(), Limits())


@ways
def test_faults_of_parsers_are_refusals(way: Callable[..., Any]) -> None:
    for target, said in (
        ("break_down", "KeyError"),
        ("recurse", "RecursionError"),
        ("leave", "没有得到完整的结果"),
    ):
        assert said in refusal(way, target, limits=Limits())


@ways
def test_the_answer_is_bounded_and_of_our_own_classes(way: Callable[..., Any]) -> None:
    assert "内容过多" in refusal(way, "answer_much", limits=Limits(answer=2**20))
    assert "没有得到完整的结果" in refusal(way, "answer_foreign", limits=Limits())


@ways
def test_a_file_too_large_is_refused_before_anything(way: Callable[..., Any]) -> None:
    assert "超过1MB" in refusal(way, "echo", b"x" * (2**20 + 1), Limits(input=2**20))


def test_written_files_are_bounded() -> None:
    assert "OSError" in refusal(in_this_thread, "write_much", limits=Limits(written=2**20))


@ways
def test_nothing_is_left_and_nobody_survives(way: Callable[..., Any], tmp_path: Path) -> None:
    note = tmp_path / "pid"
    # On a busy machine the child may not come so far as to litter within the shortest time.
    for seconds in (1, 4, 16):
        said = refusal(way, "litter", str(note).encode(), Limits(seconds=seconds))
        assert f"超过了{seconds}秒" in said
        if note.exists():
            break
    pid = int(note.read_text())
    until = time.monotonic() + LATEST  # the grandchild would sleep longer
    while _runs(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_folders_of_killed_supervisors_are_swept(temporary: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = temporary / f"{supervising.FOLDER}{ended.pid}-0123"
    left.mkdir()
    (left / "file").write_text("x")
    mine = temporary / f"{supervising.FOLDER}{os.getpid()}-0123"
    mine.mkdir()
    code = f"from gongkai.documents import sandbox; sandbox.call('{HERE}:echo', b'', 'a')"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=600)
    assert not left.exists()
    mine.rmdir()


def test_many_threads_at_once() -> None:
    results: list[Any] = []
    threads = [
        threading.Thread(
            target=lambda n=n: results.append(call(f"{HERE}:echo", bytes([n]) * 70_000, str(n)))
        )
        for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(name for _, name in results) == sorted(map(str, range(12)))
    assert all(data == bytes([int(name)]) * 70_000 for data, name in results)


def test_the_server_is_started_anew_when_it_has_died() -> None:
    def ask() -> Any:
        return call(f"{HERE}:echo", b"1", "a")

    assert in_another_thread(ask) == (b"1", "a")
    assert sandbox_server._server is not None
    sandbox_server._server.process.kill()
    sandbox_server._server.process.wait()
    assert in_another_thread(ask) == (b"1", "a")


PEAK = """
import sys, threading
from gongkai.documents import sandbox
ballast = bytearray(int(sys.argv[1]) * 2**20)
ballast[::4096] = b"1" * len(ballast[::4096])
print(sandbox.call("tests.documents.sandbox_targets:peak", b"", "a"))
"""


@pytest.mark.parametrize("ballast", [1, 300])
def test_the_peak_stays_below_half_a_gigabyte_whatever_the_parent_holds(ballast: int) -> None:
    made = subprocess.run(
        [sys.executable, "-c", PEAK, str(ballast)],
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    assert 100 * 2**20 < int(made.stdout) < 512 * 2**20


def test_a_forged_answer_is_refused() -> None:
    for forged in (
        b"",
        b"junk",
        pickle.dumps(("result", os.system)),
        pickle.dumps(("result", subprocess.Popen)),
    ):
        with pytest.raises(Unreadable):
            supervising.open_answer(forged)
