"""The limits of figures that come from programs; data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from gongkai.domain.law.strict_yaml import read


@cache
def _limits() -> Mapping[str, int]:
    text = (Path(__file__).parent / "delivering.yaml").read_text(encoding="utf-8")
    made = {}
    for key, node in read(text, "annual/data/delivering.yaml").entries().items():
        made[str(key)] = node.mapping(("value", "unit", "about"))["value"].integer(1, 100_000)
    return made


def limit(key: str) -> int:
    """A limit, in the unit that delivering.yaml names."""
    return _limits()[key]
