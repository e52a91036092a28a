"""The data of 示例市 as plain values: organs, what is asked, and the ways a case ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class CityOrgan:
    """`kind`: of organs.models.OrganKind."""

    slug: str
    name: str
    short: str
    kind: str


@dataclass(frozen=True)
class Ending:
    """How a case ends. `path`: step=finding, in order; empty where it ends without an answer.

    `procedures`: keys of `procedures.PROCEDURES` that come before; `pieces`: a list of what is withheld;
    `encloses`: the information goes along; `tells_third`: a third party that refused is told.
    """

    key: str
    outcome: str
    weight: int
    variant: str = ""
    kind: str = "application"
    path: str = ""
    why: str = ""
    reasons: str = ""
    procedures: tuple[str, ...] = ()
    records: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    pieces: bool = False
    encloses: bool = False
    tells_third: bool = False

    def findings(self, corrected: bool) -> list[tuple[str, str, str]]:
        """Step, finding and reason; what was corrected is clear only now."""
        steps = [one.split("=") for one in self.path.split()]
        return [
            (step, "clear_now" if corrected and found == "clear" else found, self.why)
            for step, found in steps
        ]


@dataclass(frozen=True)
class Book:
    """The whole file."""

    organs: tuple[CityOrgan, ...]
    places: tuple[str, ...]
    things: Mapping[str, tuple[str, ...]]
    firms: Mapping[str, str]
    endings: Mapping[str, Ending]


@cache
def book() -> Book:
    """As shipped."""
    said: dict[str, Any] = yaml.safe_load((files(__package__) / "city.yaml").read_text("utf-8"))
    endings = (
        Ending(**{**one, "procedures": tuple(one.get("procedures", ()))}) for one in said["endings"]
    )
    return Book(
        organs=tuple(CityOrgan(**one) for one in said["organs"]),
        places=tuple(said["places"]),
        things={slug: tuple(names) for slug, names in said["things"].items()},
        firms=said["firms"],
        endings={one.key: one for one in endings},
    )
