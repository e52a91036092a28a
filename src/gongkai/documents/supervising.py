"""One child process for one file: confined, watched, ended as a group, its traces removed.

The child answers over a pipe with a pickle of our own classes alone. What each limit is and why:
docs/operations/limits.md.
"""

import contextlib
import os
import pickle
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from io import BytesIO
from typing import Any, NoReturn

from gongkai.documents.errors import DocumentError, Unreadable

MEGABYTE = 1024 * 1024
FOLDER = "gongkai-sandbox-"
_RESAVE = "请用原来的软件重新打开并另存一份（最好是 .docx），再试一次。"
_TOO_MUCH = "文件的内容过多，不像一份年度报告。"


@dataclass(frozen=True)
class Limits:
    """`seconds`: of wall time and of CPU time each. `memory`: bytes of data the child may hold.

    Code of shared libraries (some 100 MB at most) comes on top of `memory`: together below 512 MB.
    `written`: bytes of any one file it may write. `answer`: bytes of the pickled result.
    """

    input: int = 60 * MEGABYTE
    seconds: int = 20
    memory: int = 400 * MEGABYTE
    written: int = 64 * MEGABYTE
    answer: int = 64 * MEGABYTE


LIMITS = Limits()


def supervise(target: str, data: bytes, name: str, limits: Limits) -> bytes:
    """Fork, run `target` in the child, and return its pickled answer; the calling process has one thread.

    Whatever happens, the child's process group is ended and its temporary folder removed.
    """
    folder = _make_folder()
    try:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            _child(target, data, name, limits, folder, writing)
        os.close(writing)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        try:
            with os.fdopen(reading, "rb", buffering=0) as pipe:
                answer, end = _collect(pipe.fileno(), limits)
            reason = "" if end is _End.WHOLE else _reason(pid, end, limits)
        finally:
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(pid, 0)
        return _packed(Unreadable(reason, _RESAVE)) if reason else answer
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_folder() -> str:
    """A private temporary folder; those of supervisors that were killed are swept away first."""
    parent = os.environ.get("TMPDIR") or "/tmp"
    with contextlib.suppress(OSError):
        for entry in os.listdir(parent):
            if entry.startswith(FOLDER) and not _alive(
                entry.removeprefix(FOLDER).partition("-")[0]
            ):
                shutil.rmtree(os.path.join(parent, entry), ignore_errors=True)
    folder = os.path.join(parent, f"{FOLDER}{os.getpid()}-{os.urandom(8).hex()}")
    os.mkdir(folder, 0o700)
    return folder


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True
    return True


class _End(Enum):
    """How the child's answer ended."""

    WHOLE = 1
    CUT = 2
    LATE = 3
    LARGE = 4


def _collect(pipe: int, limits: Limits) -> tuple[bytes, _End]:
    """The answer: eight bytes of length, then the pickle."""
    deadline = time.monotonic() + limits.seconds
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    parts = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return b"", _End.LATE
        part = os.read(pipe, 1 << 20)
        if not part:
            break
        parts += part
        if len(parts) > limits.answer + 8:
            return b"", _End.LARGE
    size = int.from_bytes(parts[:8], "big")
    whole = len(parts) >= 8 and len(parts) - 8 == size
    return bytes(parts[8:]), _End.WHOLE if whole else _End.CUT


def _reason(pid: int, end: _End, limits: Limits) -> str:
    """Why the child gave no whole answer, in a sentence."""
    slow = f"读取这个文件超过了{limits.seconds}秒，已停止。文件可能过于复杂或已损坏。"
    if end is _End.LATE:
        return slow
    if end is _End.LARGE:
        return _TOO_MUCH
    ended = None
    for _ in range(50):
        ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is not None:
            break
        time.sleep(0.01)
    if ended is None:
        return slow
    if ended.si_code == os.CLD_EXITED:
        return "读取这个文件时没有得到完整的结果，文件可能过大或已损坏。"
    if ended.si_status in (signal.SIGXCPU, signal.SIGALRM):
        return slow
    return "读取这个文件时解析程序崩溃，已停止。文件可能已损坏，或者展开后超出内存上限。"


def _child(
    target: str, data: bytes, name: str, limits: Limits, folder: str, writing: int
) -> NoReturn:
    """The forked process: confine itself, run the target, write the answer, end without clean-up."""
    status = 1
    try:
        _confine(limits, folder, writing)
        answer = _run(target, data, name, limits)
        view = memoryview(len(answer).to_bytes(8, "big") + answer)
        while view:
            view = view[os.write(writing, view) :]
        status = 0
    finally:
        os._exit(status)


def _confine(limits: Limits, folder: str, writing: int) -> None:
    import resource

    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    # Should the supervisor be killed, the child does not outlive its time either.
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1),
        (resource.RLIMIT_DATA, limits.memory, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written, limits.written),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (soft, hard))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.closerange(3, writing)
    os.closerange(writing + 1, 65_536)
    os.environ.update(TMPDIR=folder, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    if "tempfile" in sys.modules:
        vars(sys.modules["tempfile"])["tempdir"] = None  # let it look at TMPDIR again
    os.chdir(folder)


def _run(target: str, data: bytes, name: str, limits: Limits) -> bytes:
    """The pickled result or refusal."""
    too_much = _packed(
        Unreadable(f"读取这个文件需要的内存超过{limits.memory // MEGABYTE}MB，已停止。", _RESAVE)
    )
    try:
        module, _, function = target.partition(":")
        run: Callable[[bytes, str], Any] = getattr(import_module(module), function)
        answer = pickle.dumps(("result", run(data, name)), protocol=5)
        if len(answer) > limits.answer:
            return _packed(Unreadable(_TOO_MUCH, _RESAVE))
        return answer
    except DocumentError as refusal:
        return _packed(refusal)
    except MemoryError:
        return too_much
    except BaseException as error:  # faults of parsers: RecursionError, panics of Rust code …
        if isinstance(error.__context__, MemoryError) or isinstance(error.__cause__, MemoryError):
            return too_much
        return _packed(
            Unreadable(f"文件已损坏或结构异常，无法读取（{type(error).__name__}）。", _RESAVE)
        )


def _packed(refusal: DocumentError) -> bytes:
    return pickle.dumps(("refusal", refusal), protocol=5)


class _Answers(pickle.Unpickler):
    """Takes only this project's own data classes: a child taken over by a file can send no more."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(("gongkai.domain.", "gongkai.documents.")):
            found = super().find_class(module, name)
            if isinstance(found, type) or name in _MAKERS:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


_PLAIN = {("decimal", "Decimal"), ("builtins", "set"), ("builtins", "frozenset")}
_MAKERS = ("load_form",)


def open_answer(answer: bytes) -> Any:
    try:
        kind, content = _Answers(BytesIO(answer)).load()
    except Exception as error:
        raise Unreadable("读取这个文件时没有得到完整的结果，文件可能已损坏。", _RESAVE) from error
    if kind == "refusal" and isinstance(content, DocumentError):
        raise content
    return content
