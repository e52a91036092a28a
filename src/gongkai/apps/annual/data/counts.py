"""Counts of section 一 that are no cell of a table: from the ledgers, or stated by the units."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.apps.disclosure.queries.counts import CLASSES
from gongkai.domain.law.strict_yaml import Node, read


@dataclass(frozen=True)
class CountKind:
    """`ledger`: a class of `disclosure.queries.counts`; "" where units state it."""

    key: str
    label: str
    unit: str
    ledger: str


def parse_counts(text: str, path: str) -> dict[str, CountKind]:
    """Read the kinds; LawDataError for an unknown ledger or key."""
    return {str(key): _kind(str(key), one) for key, one in read(text, path).entries().items()}


def _kind(key: str, node: Node) -> CountKind:
    given = node.mapping(("label", "unit"), ("ledger",))
    known = tuple(one.code for one in CLASSES)
    ledger = given["ledger"].choice(known) if "ledger" in given else ""
    return CountKind(key, given["label"].text(), given["unit"].text(), ledger)


@cache
def counts() -> Mapping[str, CountKind]:
    """Every kind by key, in the order of section 一."""
    text = (Path(__file__).parent / "counts.yaml").read_text(encoding="utf-8")
    return parse_counts(text, "annual/data/counts.yaml")
