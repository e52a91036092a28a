"""The word lists of this room, and patterns made of them."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def word_data(name: str) -> Mapping[str, Any]:
    """A YAML file of `data/` by its name without suffix."""
    text = (files(__package__) / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Mapping[str, Any] = yaml.load(text, Loader=loader)
    return loaded


@cache
def either(name: str, key: str) -> re.Pattern[str]:
    """Any of the words (regular expressions) of a list."""
    return re.compile("|".join(word_data(name)[key]))


def before(text: str, at: int, width: int) -> str:
    """What stands in the same paragraph before `at`, at most `width` characters."""
    return text[max(0, at - width) : at].rpartition("\n")[2]


def after(text: str, at: int, width: int) -> str:
    """What stands in the same paragraph from `at` on, at most `width` characters."""
    return text[at : at + width].partition("\n")[0]
