"""The public folder on disk: files appear whole or not at all, and leave no empty folder behind.

A file is first staged beside its place (in `.staging` of the same folder tree, so on the same file
system), then moved over the old one in one step of the operating system. A reader, or a web server, sees
the old bytes or the new ones and never a part. No Django here: what is written is told by the caller.
"""

import contextlib
import fcntl
import hashlib
import itertools
import json
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

STAGING = ".staging"
# Addresses that belong to the running program: a file there would hide it from the public.
RESERVED = frozenset({"office", "api", "apply", "tools", "search"})
# A path of 300 characters is what `PublicFile` holds; 240 bytes is what every file system holds.
LONGEST_PATH, LONGEST_NAME = 300, 240
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
CHUNK = 1024 * 1024
SYNCS_AT_ONCE = 16
# One count a process, whatever its objects: two staged files must never have one name.
_numbers = itertools.count()


class UnsafePath(ValueError):
    """A page named a path that must not exist in the public folder; the message says which."""


class Busy(Exception):
    """Another process holds the lock of the public folder."""


def checked_path(path: str) -> str:
    """`path`, if it is a plain relative path below the public folder, in any file system."""
    parts = path.split("/")
    wrong = (
        len(path) > LONGEST_PATH
        or _UNSAFE.search(path)
        or any(not part or part.startswith(".") or part != part.strip() for part in parts)
        or any(len(part.encode()) > LONGEST_NAME for part in parts)
        or parts[0] in RESERVED
    )
    if wrong:
        raise UnsafePath(
            f"页面要写入的路径不合规：{path[:120]!r}。请检查栏目代码、机关目录和附件名称。"
        )
    return path


class PublicFolder:
    """`root` is what the web server serves; `state` holds the lock and the journal, never served."""

    def __init__(self, root: Path, state: Path) -> None:
        self.root, self.state = root, state
        self.staging = root / STAGING

    # -- one process at a time -------------------------------------------------------------

    @contextlib.contextmanager
    def locked(self, wait: float = 0) -> Iterator[None]:
        """Hold the folder, or raise `Busy` after `wait` seconds. A dead process holds nothing."""
        self.state.mkdir(parents=True, exist_ok=True)
        self.root.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.state / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(handle, wait)
            yield
        finally:
            os.close(handle)

    # -- what a killed process left --------------------------------------------------------

    @property
    def _journal(self) -> Path:
        return self.state / "journal.json"

    def announce(self, paths: Iterable[str]) -> None:
        """Write down the paths about to appear for the first time, before they do.

        A process that is killed between writing a file and recording it leaves a file nobody knows of;
        if the page then goes (a withdrawn attachment), nothing would ever remove it.
        """
        _write_whole(self._journal, json.dumps(sorted(paths), ensure_ascii=False).encode())

    def announced(self) -> list[str]:
        """What a killed process had announced and not confirmed."""
        try:
            found: list[str] = json.loads(self._journal.read_bytes())
        except FileNotFoundError:
            return []
        return [checked_path(path) for path in found]

    def confirm(self) -> None:
        """What was announced is recorded."""
        self._journal.unlink(missing_ok=True)

    def sweep_staging(self) -> None:
        """Drop what killed processes had staged. Only the holder of the lock may."""
        shutil.rmtree(self.staging, ignore_errors=True)

    # -- files -----------------------------------------------------------------------------

    def same(self, path: str, body: bytes) -> bool:
        """Whether exactly these bytes lie there already."""
        try:
            with open(self.root / path, "rb") as file:
                return os.fstat(file.fileno()).st_size == len(body) and file.read() == body
        except OSError:
            return False

    def size(self, path: str) -> int:
        """Bytes of the file that lies there; -1 if none does."""
        try:
            return os.stat(self.root / path, follow_symlinks=False).st_size
        except OSError:
            return -1

    def digest(self, path: str) -> str:
        """SHA-256 of the file that lies there; "" if none does."""
        try:
            with open(self.root / path, "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    def stage(self, body: bytes | Path) -> str:
        """Keep the bytes (or a copy of a stored file) ready to be moved; gives the staged name."""
        self.staging.mkdir(parents=True, exist_ok=True)
        name = f"{os.getpid()}-{next(_numbers)}"
        with open(self.staging / name, "wb") as file:
            if isinstance(body, Path):
                with open(body, "rb") as source:
                    shutil.copyfileobj(source, file, CHUNK)
            else:
                file.write(body)
        return name

    def flush(self, staged: Iterable[str]) -> None:
        """Wait until the disk has these: a power cut then leaves the old file or the new one, whole."""
        _sync_all(self.staging / name for name in staged)

    def put(self, staged: str, path: str) -> None:
        """Move a staged file to its place, over the old one."""
        target = self.root / path
        try:
            os.replace(self.staging / staged, target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.staging / staged, target)

    def remove(self, path: str) -> None:
        """Remove the file, and the folders that are empty without it."""
        target = self.root / path
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            target.unlink()
        for folder in target.parents:
            if folder == self.root:
                return
            try:
                folder.rmdir()
            except FileNotFoundError:
                continue
            except OSError:
                return

    def settle(self, paths: Iterable[str]) -> None:
        """Make the moves of these files survive a power cut, too."""
        _sync_all({(self.root / path).parent for path in paths})


def _take(handle: int, wait: float) -> None:
    end = time.monotonic() + wait
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise Busy("另一个进程正在写公开目录，请稍后再试。") from None
        time.sleep(0.05)


def _write_whole(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _sync_all(paths: Iterable[Path]) -> None:
    """Files or folders. Together: the disk writes once for many that wait at the same time."""
    with ThreadPoolExecutor(SYNCS_AT_ONCE) as pool:
        for _ in pool.map(_sync, paths):
            pass


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
