"""The manifest on disk: a log that only grows, and a signed head that says how much of it counts.

    00000001.log   + sha256 size sm3-or-dash path      a file as it was written
                   - path                              a file that was removed
                   = chain                             end of a block
    head.json      which log, how many bytes and lines, the chain's last value, when, signature

A publication appends one block and replaces the head: its cost is that of what changed, not of the site.
`chain` is SHA-256 over the chain before and the block, so the signature over the head covers every
line. A process killed between the two leaves a tail that the head does not count; the next one cuts it
off. When the log has tripled, a new one is begun with one line a file: seldom enough that a
publication's share of it stays constant.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from gongkai.apps.publishing.manifest import signing

HEAD = "head.json"
GENESIS = "0" * 64
# A new log is begun when this one has grown to three times what it began with.
SMALLEST_COMPACTION, GROWTH = 20_000, 3
FILES_A_BLOCK = 1_000


class BrokenManifest(ValueError):
    """The manifest itself cannot be trusted; the message says why."""


class Record(NamedTuple):
    """A file as it was written. `sm3` is "" where the installation does not ask for it."""

    path: str
    sha256: str
    size: int
    sm3: str = ""


@dataclass(frozen=True)
class Head:
    """How much of which log counts. `began_with` is the number of lines the log was begun with."""

    log: str
    length: int
    lines: int
    began_with: int
    chain: str
    at: str
    signature: str = ""

    def message(self) -> bytes:
        """What is signed: every field but the signature, in a fixed form."""
        values = {k: v for k, v in vars(self).items() if k != "signature"}
        return json.dumps(values, sort_keys=True, separators=(",", ":")).encode()


class ManifestLog:
    """For the one process that holds the lock of the public folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = signing.signing_key(folder)

    def append(self, written: Iterable[Record], removed: Iterable[str], *, at: str) -> None:
        """Add one block and sign the new head."""
        lines = [_line(record) for record in written] + [f"- {path}\n" for path in removed]
        if not lines:
            return
        head = read_head(self.folder)
        name = head.log if head else "00000001.log"
        start, chain = (head.length, head.chain) if head else (0, GENESIS)
        count, began_with = (head.lines, head.began_with) if head else (0, 0)
        block, chain = _block(lines, chain)
        with open(self.folder / name, "ab") as file:
            file.truncate(start)
            file.seek(0, os.SEEK_END)
            file.write(block)
            file.flush()
            os.fsync(file.fileno())
        self._sign(Head(name, start + len(block), count + len(lines), began_with, chain, at))

    def wants_compaction(self) -> bool:
        """Whether most of the log is history. Asked after an append."""
        head = read_head(self.folder)
        return head is not None and head.lines > max(SMALLEST_COMPACTION, GROWTH * head.began_with)

    def restart(self, records: Iterable[Record], *, at: str) -> None:
        """Begin a new log with one line a file; the old log goes when the new head is in place."""
        head = read_head(self.folder)
        number = int(head.log.partition(".")[0]) + 1 if head else 1
        name, chain, files, length = f"{number:08d}.log", GENESIS, 0, 0
        with open(self.folder / name, "wb") as file:
            for lines in _in_blocks(_line(record) for record in records):
                block, chain = _block(lines, chain)
                file.write(block)
                length, files = length + len(block), files + len(lines)
            file.flush()
            os.fsync(file.fileno())
        self._sign(Head(name, length, files, files, chain, at))
        for old in self.folder.glob("*.log"):
            if old.name != name:
                old.unlink(missing_ok=True)

    def _sign(self, head: Head) -> None:
        values = vars(head) | {"signature": signing.sign(self.key, head.message())}
        part = self.folder / f"{HEAD}.part"
        with open(part, "w", encoding="ascii") as file:
            json.dump(values, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, self.folder / HEAD)


def read_head(folder: Path) -> Head | None:
    """The head as it stands, unverified; None where nothing was ever published."""
    try:
        values = json.loads((folder / HEAD).read_bytes())
        head = Head(**values)
        if not (head.log.endswith(".log") and head.log[:-4].isdigit()):
            raise ValueError
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, AttributeError):
        raise BrokenManifest(
            f"清单头文件损坏：{folder / HEAD}。请运行 gongkai site publish --all 重新生成。"
        ) from None
    return head


def read_manifest(folder: Path, key_path: Path | None = None) -> dict[str, Record]:
    """Every file by path, after checking the signature and the chain of every block."""
    head = read_head(folder)
    if head is None:
        raise BrokenManifest(
            f"{folder} 里没有清单，可能还没有发布过。请先运行 gongkai site publish --all。"
        )
    key = signing.public_key(key_path or folder / signing.PUBLIC)
    if not signing.is_signed(key, head.message(), head.signature):
        raise BrokenManifest(
            "清单的签名不对：清单被人改过，或者不是这把密钥签的。请与另存的清单核对。"
        )
    files: dict[str, Record] = {}
    chain, block = GENESIS, hashlib.sha256()
    block.update(chain.encode())
    for line in _counted_lines(folder / head.log, head.length):
        if not line.startswith(b"= "):
            block.update(line)
            _apply(files, line)
            continue
        chain = block.hexdigest()
        if line[2:].strip().decode("ascii", "replace") != chain:
            raise BrokenManifest("清单内容与其校验链不符：清单被人改过。请与另存的清单核对。")
        block = hashlib.sha256(chain.encode())
    if chain != head.chain:
        raise BrokenManifest(
            "清单内容与签名的清单头不符：清单被人改过，或者文件不完整。请与另存的清单核对。"
        )
    return files


def _counted_lines(path: Path, length: int) -> Iterator[bytes]:
    try:
        with open(path, "rb") as file:
            while length > 0 and (line := file.readline()):
                length -= len(line)
                yield line
    except FileNotFoundError:
        return


def _apply(files: dict[str, Record], line: bytes) -> None:
    try:
        sign, rest = line.decode("utf-8").rstrip("\n").split(" ", 1)
        if sign == "-":
            files.pop(rest, None)
            return
        sha256, size, sm3, path = rest.split(" ", 3)
        files[path] = Record(path, sha256, int(size), "" if sm3 == "-" else sm3)
    except ValueError:
        raise BrokenManifest(f"清单里有读不懂的一行：{line[:120]!r}") from None


def _line(record: Record) -> str:
    return f"+ {record.sha256} {record.size} {record.sm3 or '-'} {record.path}\n"


def _block(lines: list[str], chain: str) -> tuple[bytes, str]:
    body = "".join(lines).encode("utf-8")
    chain = hashlib.sha256(chain.encode() + body).hexdigest()
    return body + f"= {chain}\n".encode("ascii"), chain


def _in_blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == FILES_A_BLOCK:
            yield block
            block = []
    if block:
        yield block
