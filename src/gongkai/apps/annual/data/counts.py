"""Counts of section 一 that are no cell of a table: from the ledgers, or stated by the units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.apps.annual.ledgers import ledger_codes
from gongkai.domain.law.strict_yaml import Node, read


@dataclass(frozen=True)
class CountKind:
    """`ledger`: the code of a ledger (`annual.ledgers`); "" where units state it.

    `words`: a pattern of how prose names it, "" where typed figures are not held against it.
    """

    key: str
    label: str
    unit: str
    ledger: str
    words: str = ""


def parse_counts(text: str, path: str) -> dict[str, CountKind]:
    """Read the kinds; LawDataError for an unknown ledger or key."""
    return {str(key): _kind(str(key), one) for key, one in read(text, path).entries().items()}


def _kind(key: str, node: Node) -> CountKind:
    given = node.mapping(("label", "unit"), ("ledger", "words"))
    ledger = given["ledger"].choice(ledger_codes()) if "ledger" in given else ""
    words = given["words"].text() if "words" in given else ""
    try:
        re.compile(words)
    except re.error:
        raise given["words"].error("不是有效的正则表达式") from None
    return CountKind(key, given["label"].text(), given["unit"].text(), ledger, words)


@cache
def counts() -> Mapping[str, CountKind]:
    """Every kind by key, in the order of section 一."""
    text = (Path(__file__).parent / "counts.yaml").read_text(encoding="utf-8")
    return parse_counts(text, "annual/data/counts.yaml")
