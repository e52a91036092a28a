"""The local file as text: composed from a form, and read for one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from gongkai.apps.cases.models import LocalRules
from gongkai.domain.law import Local, parse_local

NAME = "本地规则"


@dataclass(frozen=True)
class Parts:
    """What the county office fills in; empty parts are left out of the file."""

    source: str
    rest: Mapping[dt.date, str] = field(default_factory=dict)
    work: Mapping[dt.date, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)


def text_of(parts: Parts) -> str:
    """The file in the form that `domain.law.parse_local` reads."""
    made: dict[str, Any] = {"source": parts.source}
    given = (
        ("rest", dict(sorted(parts.rest.items()))),
        ("work", dict(sorted(parts.work.items()))),
        ("choices", dict(parts.answers)),
        ("values", dict(parts.values)),
    )
    made |= {key: value for key, value in given if value}
    return str(yaml.safe_dump(made, allow_unicode=True, sort_keys=False))


def newest() -> LocalRules | None:
    """The version in use."""
    return LocalRules.objects.order_by("-id").first()


def local_in_use() -> Local:
    """The version in use as read; without one every national default holds."""
    found = newest()
    return parse_local(found.text, NAME) if found is not None and found.text else Local()
