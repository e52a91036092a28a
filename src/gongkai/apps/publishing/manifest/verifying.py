"""Holding the public folder against the signed manifest: every changed, missing or foreign file by name.

Needs neither the database nor Django: it can run on the web server, or on a machine that only has a
copy of the folder, the manifest and the public key.
"""

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from gongkai.apps.publishing.folder import STAGING
from gongkai.apps.publishing.manifest.log import Record, read_manifest

# A publication under way has files that the manifest lists a moment later; they are looked at again.
LOOKS, PAUSE = 3, 1.0
FILES_A_SHARE = 256
Progress = Callable[[int, int], None]


@dataclass
class Differences:
    """Paths below the public folder, sorted. `checked` is the number of files of the manifest."""

    checked: int = 0
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.foreign)


def verify(
    root: Path,
    manifest: Path,
    *,
    key: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Differences:
    """Compare every file. Raises `BrokenManifest` if the manifest itself cannot be trusted.

    `jobs` threads hash at the same time; `progress` is told (files hashed, files in all).
    """
    files = read_manifest(manifest, key)
    found = _compare(root, files, jobs or os.cpu_count() or 1, progress)
    for _ in range(LOOKS - 1):
        if not found:
            break
        time.sleep(PAUSE)
        found = _second_look(root, read_manifest(manifest, key), found)
    return found


def _compare(
    root: Path, files: dict[str, Record], jobs: int, progress: Progress | None
) -> Differences:
    found = Differences(checked=len(files))
    seen: set[str] = set()
    with ThreadPoolExecutor(jobs) as pool:
        walk = _walk(root)
        shares = iter(lambda: list(islice(walk, FILES_A_SHARE)), [])
        # A bounded number of shares under way: a large site is not read into memory.
        for group in iter(lambda: list(islice(shares, 4 * jobs)), []):
            for share, wrong in zip(
                group, pool.map(lambda s: _wrong(root, files, s), group), strict=True
            ):
                for path, known in share:
                    (seen.add if path in files and known else found.foreign.append)(path)
                found.changed += wrong
                if progress:
                    progress(len(seen), len(files))
    found.missing = sorted(files.keys() - seen)
    found.changed.sort()
    found.foreign.sort()
    # Something else than a file (a link, a folder) in the place of one: changed, not missing and foreign.
    replaced = set(found.missing) & set(found.foreign)
    found.changed = sorted({*found.changed, *replaced})
    found.missing = [path for path in found.missing if path not in replaced]
    found.foreign = [path for path in found.foreign if path not in replaced]
    return found


def _walk(root: Path) -> Iterator[tuple[str, bool]]:
    """Every entry that is no folder: its path below `root`, and whether it is a plain file."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if path == STAGING:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                else:
                    yield path, entry.is_file(follow_symlinks=False)


def _wrong(root: Path, files: dict[str, Record], share: list[tuple[str, bool]]) -> list[str]:
    return [
        path
        for path, is_file in share
        if is_file and path in files and not _as_listed(root, files[path])
    ]


def _as_listed(root: Path, record: Record) -> bool:
    try:
        with open(root / record.path, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size != record.size:
                return False
            return hashlib.file_digest(file, "sha256").hexdigest() == record.sha256
    except OSError:
        return False


def _second_look(root: Path, files: dict[str, Record], found: Differences) -> Differences:
    """The same question about the paths in doubt, against the manifest as it stands now."""
    again = Differences(checked=len(files))
    for path in sorted({*found.changed, *found.missing, *found.foreign}):
        there = os.path.lexists(root / path)
        record = files.get(path)
        if record is None:
            if there:
                again.foreign.append(path)
        elif not there:
            again.missing.append(path)
        elif (root / path).is_symlink() or not _as_listed(root, record):
            again.changed.append(path)
    return again
