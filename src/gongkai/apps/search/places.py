"""Organs and columns as labels of a document: names and the way from the root to each."""

from dataclasses import dataclass
from typing import TypeVar

from gongkai.apps.disclosure.models import Column
from gongkai.apps.organs.models import Organ
from gongkai.apps.search.engine.interface import Label

Node = TypeVar("Node", Organ, Column)


@dataclass(frozen=True)
class Places:
    """Organs and columns with the way from the root to each; read once a run."""

    organs: dict[int, tuple[Label, ...]]
    columns: dict[int, tuple[Label, ...]]
    names: dict[int, str]
    above: frozenset[int]


def read_places() -> Places:
    """Two queries."""
    organs = {one.pk: one for one in Organ.objects.all()}
    columns = {one.pk: one for one in Column.objects.all()}
    return Places(
        {pk: tuple(Label(o.slug, o.short_name) for o in _way(pk, organs)) for pk in organs},
        {pk: tuple(Label(c.code, c.name) for c in _way(pk, columns)) for pk in columns},
        {pk: one.name for pk, one in organs.items()},
        frozenset(one.parent_id for one in organs.values() if one.parent_id),
    )


def _way(pk: int, nodes: dict[int, Node]) -> list[Node]:
    way: list[Node] = []
    at: int | None = pk
    while at is not None and at in nodes and len(way) < 20:
        way.insert(0, nodes[at])
        at = nodes[at].parent_id
    return way
