"""The open items of the example, from `data/open.yaml`."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class OpenText:
    """`state`: draft, blocked, first, second, last, ready, returned, scheduled, urgent."""

    organ: str
    column: str
    kind: str
    state: str
    title: str
    text: str
    summary: str = ""
    keywords: str = ""
    genre: str = ""
    reason: str = ""
    days_ago: int = 1
    # Working days from its making to its writing: the clock of Art. 26 runs.
    formed_ago: int = 2
    notice_days: int = 0


@cache
def _loaded() -> tuple[OpenText, ...]:
    text = (files("gongkai.apps.example") / "data" / "open.yaml").read_text("utf-8")
    return tuple(OpenText(**row) for row in yaml.safe_load(text))


OPEN_TEXTS = _loaded()
