"""Bound figures: {{t3.new.total}} in the prose fills itself from the compilation, so it cannot drift."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FIELD = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")
# What stands where a field has no value yet: never a zero, and the check of blanks finds it.
NO_VALUE = "〔未填报〕"


@dataclass(frozen=True)
class Filled:
    """The text with its fields filled; `unknown`: names no field has; `blank`: fields without a value."""

    text: str
    unknown: tuple[str, ...]
    blank: tuple[str, ...]


def fill(text: str, values: Mapping[str, str | None]) -> Filled:
    """Fill every field. An unknown name stays as it was written, and is named."""
    unknown: list[str] = []
    blank: list[str] = []

    def one(found: re.Match[str]) -> str:
        name = found[1]
        if name not in values:
            unknown.append(name)
            return found[0]
        value = values[name]
        if value is None:
            blank.append(name)
            return NO_VALUE
        return value

    return Filled(FIELD.sub(one, text), tuple(unknown), tuple(blank))


def fields_in(text: str) -> tuple[str, ...]:
    """The names of the fields in a text, in order."""
    return tuple(FIELD.findall(text))
