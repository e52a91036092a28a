"""The tree of columns that every organ has (`columns.yaml`)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.apps.disclosure.models import ItemKind
from gongkai.apps.organs.models import Level
from gongkai.domain.law.strict_yaml import Node, read


@dataclass(frozen=True)
class ColumnSpec:
    """One column of the tree; `levels` are the levels of organs that have it."""

    code: str
    name: str
    column_type: str
    about: str
    keywords: str
    kinds: tuple[str, ...]
    levels: tuple[str, ...]

    @property
    def parent_code(self) -> str:
        return self.code.rpartition("/")[0]


@dataclass(frozen=True)
class ColumnTree:
    specs: dict[str, ColumnSpec]
    topic_kinds: tuple[str, ...]


def parse_columns(text: str, path: str) -> ColumnTree:
    """LawDataError where a code is doubled, a parent missing, a type or kind unknown."""
    given = read(text, path).mapping(("columns", "topic_kinds", "column_types"))
    types = tuple(one.text() for one in given["column_types"].sequence())
    specs: dict[str, ColumnSpec] = {}
    for node in given["columns"].sequence():
        spec = _spec(node, types)
        if spec.code in specs:
            raise node.error(f"栏目代码重复：{spec.code}")
        if spec.parent_code and spec.parent_code not in specs:
            raise node.error(f"上级栏目应先列出：{spec.parent_code}")
        specs[spec.code] = spec
    return ColumnTree(specs, _kinds(given["topic_kinds"]))


def _spec(node: Node, types: tuple[str, ...]) -> ColumnSpec:
    one = node.mapping(("code", "name", "type", "kinds", "keywords", "about"), ("for",))
    levels = (
        tuple(level.choice(tuple(Level.values)) for level in one["for"].sequence())
        if "for" in one
        else tuple(Level.values)
    )
    return ColumnSpec(
        one["code"].text(),
        one["name"].text(),
        one["type"].choice(types),
        one["about"].text(),
        one["keywords"].text(),
        _kinds(one["kinds"]),
        levels,
    )


def _kinds(node: Node) -> tuple[str, ...]:
    if node.value == []:
        return ()
    return tuple(kind.choice(tuple(ItemKind.values)) for kind in node.sequence())


@cache
def column_tree() -> ColumnTree:
    """`columns.yaml`."""
    text = (files(__package__) / "columns.yaml").read_text("utf-8")
    return parse_columns(text, "data/columns.yaml")


def kinds_of(code: str) -> tuple[str, ...]:
    """The kinds of information a column takes; of a topic column (`zt/…`) the topics' kinds."""
    tree = column_tree()
    if code in tree.specs:
        return tree.specs[code].kinds
    return tree.topic_kinds if code.startswith("zt/") else ()
