"""The declared table of who may see what where (places.yaml), and whether something found stands in it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may

PLACES = Path(__file__).parent / "places.yaml"


@cache
def table() -> dict[str, Any]:
    return dict(yaml.safe_load(PLACES.read_text(encoding="utf-8")))


def markers_of(kinds: list[str]) -> frozenset[str]:
    return frozenset(one for kind in kinds for one in table()["kinds"][kind]["of"])


@dataclass(frozen=True)
class Looker:
    """Somebody who asks. `actor` of the office; `holds`: a code, a draft, or nothing; `own`: the markers
    that are of their own case (None: whatever the table says)."""

    name: str
    actor: Actor | None = None
    holds: tuple[str, ...] = ()
    own: frozenset[str] | None = None

    def has(self, right: str, organ_id: int) -> bool:
        if right in ("code", "draft"):
            return right in self.holds
        return self.actor is not None and may(self.actor, right, organ_id)


def allowed(looker: Looker, organ_id: int, route: str, method: str) -> frozenset[str]:
    """The markers that may stand in what this route gives this person."""
    found: frozenset[str] = frozenset()
    for row in table()["pages"]:
        here = row.get("method", method) == method and fnmatchcase(route, row["at"])
        if here and looker.has(row["right"], organ_id):
            found |= markers_of(row["shows"])
    return found if looker.own is None else found & looker.own


def allowed_in_column(column: str) -> frozenset[str]:
    return markers_of(table()["columns"].get(column, []))
