"""A slip of the pen found in a text, and the word lists the scanners work with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Slip:
    """Words at [start, end) of the scanned text that are wrong or doubtful.

    `proposals` are the possible repairs, none chosen; `certain` is False where the words can be
    right in some sentence; `reason` is a Chinese sentence without the quoted words.
    """

    start: int
    end: int
    text: str
    reason: str
    proposals: tuple[str, ...] = ()
    certain: bool = True


def overlaps(start: int, end: int, others: list[Slip]) -> bool:
    return any(start < other.end and other.start < end for other in others)


def is_han(character: str) -> bool:
    """A Chinese character of the common blocks."""
    return "\u3400" <= character <= "\u9fff"


@cache
def word_data(name: str) -> Mapping[str, Any]:
    """A word list of this room by file name without suffix."""
    text = (files(__package__) / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Mapping[str, Any] = yaml.load(text, Loader=loader)
    return loaded
