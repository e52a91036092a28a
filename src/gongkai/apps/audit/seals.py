"""Seals as small text files, to be kept where this program cannot write: on paper, on a disc, elsewhere."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from gongkai.apps.audit.models import Seal
from gongkai.apps.clock import CHINA

TITLE = "政府信息公开平台审计日志封印"
MOST_BYTES = 4_000
MOST_FILES = 20_000


@dataclass(frozen=True)
class KeptSeal:
    """What a file kept outside says: the log's row `last_seq` had this hash."""

    day: dt.date
    last_seq: int
    root: str


class UnreadableSeal(Exception):
    """A file in the folder of seals is not one; the message says which."""


def name_of(seal: Seal) -> str:
    """The name of the seal's file."""
    return f"seal-{seal.day.isoformat()}-{seal.last_seq:09d}.txt"


def text_of(seal: Seal) -> str:
    """What the seal's file says; `read_folder` reads it back."""
    at = seal.sealed_at.astimezone(CHINA).isoformat(timespec="seconds")
    return (
        f"{TITLE}\n日期 {seal.day.isoformat()}\n末行序号 {seal.last_seq}\n"
        f"摘要 {seal.root}\n封印时间 {at}\n"
    )


def write(seal: Seal, folder: Path) -> Path | None:
    """Write one seal as a file, unless it is there already. Returns the file that was written."""
    path = folder / name_of(seal)
    if path.exists():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(seal), encoding="utf-8")
    return path


def read_folder(folder: Path) -> list[KeptSeal]:
    """Every seal in the folder. Raises UnreadableSeal for a file that is damaged."""
    if not folder.is_dir():
        raise UnreadableSeal(f"没有这个目录：{folder}")
    files = sorted(folder.glob("seal-*.txt"))[:MOST_FILES]
    return [_read(path) for path in files]


def _read(path: Path) -> KeptSeal:
    with path.open("rb") as file:
        said = file.read(MOST_BYTES).decode("utf-8", "replace")
    found = re.search(
        r"^日期 (\d{4}-\d\d-\d\d)\s+末行序号 (\d{1,18})\s+摘要 ([0-9a-f]{64})\s", said, re.MULTILINE
    )
    try:
        if not said.startswith(TITLE) or found is None:
            raise ValueError
        return KeptSeal(dt.date.fromisoformat(found[1]), int(found[2]), found[3])
    except ValueError as broken:
        raise UnreadableSeal(
            f"封印文件 {path.name} 读不懂：内容残缺或者被改动过。请换用另外保存的一份。"
        ) from broken
