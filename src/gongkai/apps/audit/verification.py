"""Holding the log against itself, against its seals, and against seals that were kept outside.

What each way of tampering leaves behind:
an edited row no longer has its own hash; one that was hashed anew no longer is what the next row is
bound to; a removed row leaves a gap, or at the end a head and seals that point beyond; an inserted
row needs a number that is taken; a log that was rewritten whole no longer reaches its seals.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.apps.audit.chain import FIELDS, GENESIS, digest
from gongkai.apps.audit.models import ChainHead, Entry, Seal
from gongkai.apps.audit.seals import KeptSeal

# A log that is damaged throughout is not told row by row: memory stays bounded.
MOST_FAULTS = 200
CHUNK = 2_000
REPORT_EVERY = 50_000


@dataclass(frozen=True)
class Fault:
    """One place where the log is not what it was. `seq` is the row, or the first of the rows missing."""

    seq: int
    kind: str
    message: str


@dataclass
class Verdict:
    """How many rows were read, where the chain ends, and what is wrong (at most MOST_FAULTS)."""

    rows: int = 0
    last_seq: int = 0
    root: str = GENESIS
    seals: int = 0
    faults: list[Fault] = field(default_factory=list)
    more_faults: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.faults

    def add(self, seq: int, kind: str, message: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(seq, kind, message))
        else:
            self.more_faults += 1


def verify(
    kept: Iterable[KeptSeal] = (), report: Callable[[int], object] = lambda rows: None
) -> Verdict:
    """Read the whole log once, in order. `kept` are seals from outside; `report` gets rows so far."""
    roots = _roots(kept)
    verdict = Verdict(seals=len(roots))
    for row in _rows():
        _check_row(row, verdict)
        for where, root in roots.pop(row["seq"], ()):
            if root != row["hash"]:
                verdict.add(
                    row["seq"],
                    "seal",
                    f"第 {row['seq']} 行的摘要与{where}不符：这一行或它之前的记录被整体改写过",
                )
        verdict.rows += 1
        verdict.last_seq, verdict.root = row["seq"], row["hash"]
        if verdict.rows % REPORT_EVERY == 0:
            report(verdict.rows)
    _check_end(verdict, roots)
    return verdict


def _roots(kept: Iterable[KeptSeal]) -> dict[int, list[tuple[str, str]]]:
    """By the last row it covers: where a seal stands, and its root."""
    roots: dict[int, list[tuple[str, str]]] = {}
    for seal in Seal.objects.order_by("last_seq").iterator():
        roots.setdefault(seal.last_seq, []).append((f"{seal.day}的封印", seal.root))
    for one in kept:
        roots.setdefault(one.last_seq, []).append((f"外部保存的{one.day}封印", one.root))
    return roots


def _rows() -> Iterator[Mapping[str, Any]]:
    names = (*FIELDS, "previous_hash", "hash")
    for values in Entry.objects.order_by("seq").values_list(*names).iterator(chunk_size=CHUNK):
        yield dict(zip(names, values, strict=True))


def _check_row(row: Mapping[str, Any], verdict: Verdict) -> None:
    seq, expected = row["seq"], verdict.last_seq + 1
    if seq != expected:
        verdict.add(expected, "removed", f"缺少第 {expected} 至 {seq - 1} 行：记录被删除")
    if row["hash"] != digest(row, row["previous_hash"]):
        verdict.add(seq, "edited", f"第 {seq} 行的内容与摘要不符：这一行被改动或插入")
    elif row["previous_hash"] != verdict.root and seq == expected:
        # Both hold by themselves: one of the two was written anew.
        verdict.add(
            seq,
            "rebound",
            f"第 {seq} 行没有接在第 {seq - 1} 行之后：第 {seq - 1} 行被改写过，或者第 {seq} 行是后来插入的",
        )


def _check_end(verdict: Verdict, roots: Mapping[int, list[tuple[str, str]]]) -> None:
    head = ChainHead.objects.filter(pk=1).first()
    end = head.seq if head else 0
    if end > verdict.last_seq:
        verdict.add(
            verdict.last_seq + 1,
            "removed",
            f"日志应当到第 {end} 行，现在止于第 {verdict.last_seq} 行：末尾的记录被删除",
        )
    elif end < verdict.last_seq:
        verdict.add(
            end + 1, "inserted", f"第 {end + 1} 行起不是程序写入的：日志登记到第 {end} 行为止"
        )
    elif head and head.hash != (verdict.root if verdict.rows else ""):
        verdict.add(end, "edited", f"第 {end} 行与日志末行的登记不符：这一行被改写过")
    # Rows that a seal covers and that were never met.
    for seq in sorted(roots):
        for where, _ in roots[seq]:
            verdict.add(seq, "removed", f"没有第 {seq} 行，而{where}写到这一行：记录被删除")
