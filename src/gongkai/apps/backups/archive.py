"""The backup file: a compressed tar with a list of digests as its last member.

Members: `database.sqlite3` or `database.pgdump`; `media/…` (originals of attachments and pictures);
`files/…` (attachments as they were published); `sealed/…` (files of cases, as sealed as they lie); `keys/…`; `others/…`; `contents.json`. Pages and the search index
are not in it: both are made again from the database.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = "gongkai.backup/1"
CONTENTS = "contents.json"
FOLDERS = ("media", "files", "sealed", "keys", "others")
DATABASES = ("database.sqlite3", "database.pgdump")
CHUNK = 1024 * 1024
# The list itself, and one member: far above what a county needs, far below what would fill a disk unseen.
LARGEST_LIST = 256 * 1024 * 1024
LARGEST_MEMBER = 200 * 1024 * 1024 * 1024


class BackupError(Exception):
    """It cannot be kept or given back; the message is a sentence that says what to do."""


@dataclass
class Contents:
    """What the list says: when and of which database, and member → (digest, bytes)."""

    made_at: str
    vendor: str
    members: dict[str, tuple[str, int]] = field(default_factory=dict)


class Writer:
    """Adds members and keeps their digests; `close` writes the list."""

    def __init__(self, file: IO[bytes], contents: Contents) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w:gz", compresslevel=6)  # noqa: SIM115
        self.contents = contents

    def add(self, name: str, path: Path) -> None:
        """One file under this name. What grew meanwhile is taken as it was when it was opened."""
        with open(path, "rb") as source:
            size = os.fstat(source.fileno()).st_size
            measured = _Measured(source, size)
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = size, 0o600
            self._tar.addfile(entry, measured)  # type: ignore[arg-type]
        self.contents.members[name] = (measured.digest.hexdigest(), size)

    def add_folder(self, name: str, folder: Path) -> None:
        """Every regular file below the folder; links are not followed."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                self.add(f"{name}/{path.relative_to(folder).as_posix()}", path)

    def close(self) -> None:
        """The list, and the end of the archive."""
        stated = {
            "format": FORMAT,
            "made_at": self.contents.made_at,
            "vendor": self.contents.vendor,
            "members": self.contents.members,
        }
        data = json.dumps(stated, ensure_ascii=False).encode()
        entry = tarfile.TarInfo(CONTENTS)
        entry.size, entry.mode = len(data), 0o600
        self._tar.addfile(entry, io.BytesIO(data))
        self._tar.close()


class _Measured:
    """A file read through, at most `size` bytes, with its digest on the way."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        self.digest, self._source, self._left = hashlib.sha256(), source, size

    def read(self, count: int = -1) -> bytes:
        data = self._source.read(self._left if count < 0 else min(count, self._left))
        self._left -= len(data)
        self.digest.update(data)
        return data


def unpack(file: IO[bytes], folder: Path) -> Contents:
    """Write every member below the (empty) folder and hold it against the list.

    BackupError where the file is no backup, is damaged, or names anything outside the folder.
    """
    seen: dict[str, tuple[str, int]] = {}
    stated: bytes | None = None
    try:
        with tarfile.open(fileobj=file, mode="r|gz") as tar:
            for entry in tar:
                if entry.name == CONTENTS:
                    stated = _listed(tar, entry)
                else:
                    seen[entry.name] = _written(tar, entry, folder)
    except (tarfile.TarError, EOFError, OSError) as why:
        raise BackupError(f"备份文件不完整或已损坏（{why}）。请换一份备份。") from why
    contents = _contents(stated)
    if seen != contents.members:
        wrong = sorted(set(seen.items()) ^ set(contents.members.items()))
        raise BackupError(f"备份文件与其清单不符：{wrong[0][0]}。请换一份备份。")
    return contents


def _listed(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    source = tar.extractfile(entry)
    if source is None or entry.size > LARGEST_LIST:
        raise BackupError("备份文件的清单读不出来。请换一份备份。")
    return source.read()


def _written(tar: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> tuple[str, int]:
    source = tar.extractfile(entry) if entry.isreg() else None
    if source is None or not _allowed(entry.name) or entry.size > LARGEST_MEMBER:
        raise BackupError(
            f"备份文件里有不该有的内容：{entry.name[:120]!r}。请确认它是本程序的备份。"
        )
    target = folder / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with open(target, "xb") as out:
        for chunk in _chunks(source):
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest(), entry.size


def _allowed(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        return False
    return name in DATABASES or (len(path.parts) > 1 and path.parts[0] in FOLDERS)


def _contents(stated: bytes | None) -> Contents:
    try:
        given = json.loads(stated or b"")
        if given["format"] != FORMAT:
            raise BackupError(f"备份文件的格式是 {given['format']}，本程序认识的是 {FORMAT}。")
        members = {name: (digest, size) for name, (digest, size) in given["members"].items()}
        return Contents(given["made_at"], given["vendor"], members)
    except (ValueError, KeyError, TypeError) as why:
        raise BackupError("这不是本程序的备份文件，或者它没有写完。请换一份备份。") from why


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk
