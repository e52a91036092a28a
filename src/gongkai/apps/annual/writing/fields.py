"""Bound figures: {{t3.new.total}} in the prose fills itself from the compilation, so it cannot drift.

Stored by its key; who writes reads and writes its name: {{本年新收政府信息公开申请数量}}.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FIELD = re.compile(r"\{\{\s*([^{}\s](?:[^{}\n]{0,78}[^{}\s])?)\s*\}\}")
# What stands where a field has no value yet: never a zero, and the check of blanks finds it.
NO_VALUE = "〔未填报〕"


@dataclass(frozen=True)
class Bound:
    """A field where it stands: its offsets in the filled text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Filled:
    """The text with its fields filled; `unknown`: names no field has; `blank`: fields without a value."""

    text: str
    unknown: tuple[str, ...]
    blank: tuple[str, ...]
    bound: tuple[Bound, ...] = ()

    def bound_in(self, start: int, end: int) -> Bound | None:
        """The field that stands anywhere in this stretch of the filled text."""
        found = (one for one in self.bound if one.start < end and start < one.end)
        return next(found, None)


def tidy(text: str) -> str:
    """Lines without blanks at their edges, empty lines left out: how a report keeps its paragraphs."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def fill(text: str, values: Mapping[str, str | None]) -> Filled:
    """Fill every field. An unknown name stays as it was written, and is named."""
    unknown: list[str] = []
    blank: list[str] = []
    bound: list[Bound] = []
    made: list[str] = []
    length = last = 0
    for found in FIELD.finditer(text):
        name = found[1]
        made.append(text[last : found.start()])
        length += found.start() - last
        last = found.end()
        value = values.get(name)
        if name not in values:
            unknown.append(name)
            value = found[0]
        elif value is None:
            blank.append(name)
            value = NO_VALUE
        bound.append(Bound(name, length, length + len(value)))
        made.append(value)
        length += len(value)
    made.append(text[last:])
    return Filled("".join(made), tuple(unknown), tuple(blank), tuple(bound))


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The text with its fields under other names; those without one stay as they are."""
    return FIELD.sub(lambda found: f"{{{{{names.get(found[1], found[1])}}}}}", text)


def fields_in(text: str) -> tuple[str, ...]:
    """The names of the fields in a text, in order."""
    return tuple(FIELD.findall(text))
