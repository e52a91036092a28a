"""Sealed files that no row names: left by acts that failed, and by drafts whose time was up."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import program
from gongkai.apps.cases.filing import discard_content
from gongkai.apps.cases.models import CaseFile

# An act takes seconds; a day leaves room for whatever was stopped half-way and is looked into.
AGE = dt.timedelta(days=1)
# Database and files that do not belong together look like nothing but strangers: then nobody sweeps.
MOST, MOST_SHARE = 200, 0.5
CHUNK = 500


@dataclass(frozen=True)
class Swept:
    """How many files were removed; `refused` says why none was."""

    removed: int = 0
    refused: str = ""


def sweep(at: dt.datetime) -> Swept:
    """Remove files below SEALED_ROOT that are older than a day and that no row names."""
    root = Path(settings.SEALED_ROOT)
    every = [one for one in root.rglob("*") if one.is_file() and not one.is_symlink()]
    _finish_destroying()
    strangers: list[Path] = []
    for start in range(0, len(every), CHUNK):
        some = {one.relative_to(root).as_posix(): one for one in every[start : start + CHUNK]}
        named = set(CaseFile.objects.filter(path__in=some).values_list("path", flat=True))
        strangers += [one for name, one in some.items() if name not in named and _old(one, at)]
    if len(strangers) > MOST and len(strangers) > MOST_SHARE * len(every):
        return Swept(
            refused=f"{root} 里 {len(every)} 个文件中有 {len(strangers)} 个没有登记，"
            "数据库和卷宗文件可能不是同一份备份。没有清除任何文件，请先核对。"
        )
    if strangers:
        with transaction.atomic():
            audit.record(
                program("清理"),
                "sealing.sweep",
                kind="SealedFiles",
                after={"files": len(strangers)},
            )
        for one in strangers:
            one.unlink(missing_ok=True)
    return Swept(len(strangers))


def _finish_destroying() -> None:
    """Bytes of files whose destruction was approved, where the program ended before they were removed."""
    rows = CaseFile.objects.exclude(destroyed_at=None).values_list("path", flat=True)
    for path in rows.iterator(chunk_size=CHUNK):
        discard_content(path)


def _old(file: Path, at: dt.datetime) -> bool:
    try:
        return file.stat().st_mtime < (at - AGE).timestamp()
    except FileNotFoundError:
        return False
