"""Changing the keys: a new key first, everything sealed anew, the old keys dropped when nothing needs them.

Killed anywhere, it goes on where it stopped when started again: a ring with two keys says that it has
not ended, and a value that the newest key opens is done.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import connection, transaction

from gongkai.apps.sealing.boxes import BrokenSeal, match, unseal
from gongkai.apps.sealing.columns import COLUMN, PART, Column, columns, sealed_files
from gongkai.apps.sealing.keys import KeyRing, path, ring, write

BATCH = 200
# A pass sees what others sealed meanwhile; two are enough, a third says that something is wrong.
PASSES = 3
MOST_FAULTS = 50

Report = Callable[[str, int], object]


class AlreadyRotating(Exception):
    """Another process is at it."""


@dataclass
class Rotated:
    """What was done. `faults`: values that no key opens, each in a sentence; then old keys are kept."""

    before: list[str]
    after: list[str]
    resumed: bool
    values: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)


@contextmanager
def alone() -> Iterator[None]:
    """One rotation at a time on this machine. Raises AlreadyRotating."""
    place = path().with_name(f"{path().name}.lock")
    with open(place, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            raise AlreadyRotating("另一个更换密钥的命令正在进行，请等它结束。") from busy
        yield


def add_key(*, matching: bool = False) -> Rotated:
    """The first step: a new key in front, unless a rotation that was broken off has made one already.

    `matching`: a new key for the digests too; until the rotation has ended, searches for the same
    applicant miss those whose digests are not computed yet.
    """
    old = ring()
    resumed = len(old.sealing) > 1
    sealing = old.sealing if resumed else (Fernet.generate_key(), *old.sealing)
    made = KeyRing(sealing, secrets.token_bytes(32) if matching else old.matching)
    if made != old:
        write(made, path())
    _wait_for_writers()
    return Rotated(old.marks(), made.marks()[:1], resumed)


def reseal(rotated: Rotated, report: Report = lambda what, done: None) -> None:
    """Every value and file under the newest key, every digest under the present one; then the old keys go."""
    for _ in range(PASSES):
        rotated.faults = []
        moved = sum(_values(one, rotated, report) for one in columns())
        moved += _files(rotated, report)
        if not moved:
            break
    else:
        rotated.faults.append("别的进程一直在用旧密钥封存，请重新启动所有进程后再执行一次。")
    if not rotated.faults:
        newest = ring()
        write(KeyRing(newest.sealing[:1], newest.matching), path())


def _wait_for_writers() -> None:
    """Return when every transaction that may have sealed under the old key has ended."""
    with transaction.atomic():  # on SQLite this is the lock that lets one writer in
        if connection.vendor == "postgresql":
            names = ", ".join(f'"{one.model._meta.db_table}"' for one in columns())
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _values(column: Column, rotated: Rotated, report: Report) -> int:
    """How many rows of one table had to be changed."""
    last, moved, seen = 0, 0, 0
    while True:
        with transaction.atomic():
            rows = list(
                column.rows.filter(pk__gt=last)
                .order_by("pk")
                .select_for_update()
                .values("pk", COLUMN, *column.matched)[:BATCH]
            )
            for row in rows:
                changes = _changes(column, row, rotated)
                if changes:
                    column.model._base_manager.filter(pk=row["pk"]).update(**changes)
                    moved += 1
        if not rows:
            break
        last, seen = rows[-1]["pk"], seen + len(rows)
        report(column.label, seen)
    rotated.values += moved
    return moved


def _changes(column: Column, row: dict[str, Any], rotated: Rotated) -> dict[str, Any]:
    keys, sealed = ring(), bytes(row[COLUMN])
    changes: dict[str, Any] = {}
    try:
        keys.newest().decrypt(sealed)
    except InvalidToken:
        try:
            changes[COLUMN] = keys.newest().encrypt(keys.box().decrypt(sealed))
        except InvalidToken:
            _fault(
                rotated, f"“{column.label}”第{row['pk']}行没有一把密钥打得开，请从备份恢复这一行。"
            )
            return {}
    if column.matched:
        try:
            opened = unseal(sealed)
        except (BrokenSeal, ValueError):
            _fault(rotated, f"“{column.label}”第{row['pk']}行打得开，但内容残缺。")
            return {}
        for name, key in column.matched.items():
            made = match(key, str(opened.get(key, "")))
            if made != row[name]:
                changes[name] = made
    return changes


def _files(rotated: Rotated, report: Report) -> int:
    moved = 0
    for seen, file in enumerate(sealed_files(), 1):
        try:
            moved += _file(file)
        except FileNotFoundError:
            continue  # destroyed meanwhile
        except InvalidToken:
            _fault(rotated, f"卷宗文件 {file.name} 没有一把密钥打得开，请从备份恢复这个文件。")
        if seen % 20 == 0:
            report("卷宗文件", seen)
    rotated.files += moved
    return moved


def _file(file: Path) -> int:
    keys, sealed = ring(), file.read_bytes()
    try:
        keys.newest().decrypt(sealed)
        return 0
    except InvalidToken:
        content = keys.newest().encrypt(keys.box().decrypt(sealed))
    waiting = file.with_name(f"{file.name}.{secrets.token_hex(4)}{PART}")
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    # A file that was destroyed while it was sealed anew does not come back.
    if not file.exists():
        waiting.unlink()
        return 0
    os.replace(waiting, file)
    return 1


def _fault(rotated: Rotated, sentence: str) -> None:
    if len(rotated.faults) < MOST_FAULTS:
        rotated.faults.append(sentence)
