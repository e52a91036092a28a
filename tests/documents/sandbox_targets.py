"""What the tests of the sandbox run in the child: it must be quick to import."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

from gongkai.documents.errors import NotAReport


def echo(data: bytes, name: str) -> tuple[bytes, str]:
    return data, name


def refuse(data: bytes, name: str) -> None:
    raise NotAReport("这不是年报。", "请换一个文件。")


def eat_memory(data: bytes, name: str) -> int:
    return len(bytearray(2**30))


def eat_memory_bit_by_bit(data: bytes, name: str) -> int:
    held = []
    while True:
        held.append(os.urandom(2**20))


def never_end(data: bytes, name: str) -> None:
    while True:
        pass


def sleep(data: bytes, name: str) -> None:
    time.sleep(60)


def fall(data: bytes, name: str) -> None:
    os.kill(os.getpid(), int(data))


def leave(data: bytes, name: str) -> None:
    os._exit(0)


def break_down(data: bytes, name: str) -> None:
    raise KeyError("a fault of a library")


def recurse(data: bytes, name: str) -> None:
    recurse(data, name)


def answer_much(data: bytes, name: str) -> bytes:
    return b"x" * (5 * 2**20)


def answer_foreign(data: bytes, name: str) -> Any:
    return subprocess.CompletedProcess([], 0)


def litter(data: bytes, name: str) -> None:
    """Write temporary files, start a grandchild that would outlive us, and hang."""
    import tempfile

    folder = tempfile.mkdtemp()
    Path(folder, "left").write_bytes(b"x" * 1000)
    Path("here").write_bytes(b"x")
    process = subprocess.Popen(["sleep", "600"])
    note = Path(data.decode())
    note.with_suffix(".part").write_text(str(process.pid))
    note.with_suffix(".part").rename(note)  # whole, or not there
    time.sleep(60)


def write_much(data: bytes, name: str) -> None:
    with open("large", "wb") as file:
        for _ in range(200):
            file.write(b"x" * 2**20)


def peak(data: bytes, name: str) -> int:
    """Take memory until there is no more, give it back; the largest resident size in bytes."""
    import resource

    held = []
    try:
        while True:
            held.append(os.urandom(2**20))
    except MemoryError:
        held.clear()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
