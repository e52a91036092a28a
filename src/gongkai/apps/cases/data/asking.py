"""The choices of the application form (Art. 29), and the limits of the online door; both data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.apps.cases.models import APPLICANT_KINDS
from gongkai.domain.law.strict_yaml import Node, read

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Option:
    """One choice. `of`: natural or organisation (id kinds); `checked`: how the number is checked;
    `needs`: the contact that a route cannot do without (address, email, phone)."""

    key: str
    label: str
    about: str = ""
    of: str = ""
    checked: str = ""
    needs: str = ""


@dataclass(frozen=True)
class Choices:
    """What may be chosen on the form, by key in the order shown. Keys stand in the database."""

    applicant_kinds: Mapping[str, Option]
    id_kinds: Mapping[str, Option]
    forms: Mapping[str, Option]
    routes: Mapping[str, Option]


def parse_asking(text: str, path: str) -> Choices:
    """Read the choices; LawDataError for an unknown key."""
    given = read(text, path).mapping(("applicant_kinds", "id_kinds", "forms", "routes"))
    kinds = _options(given["applicant_kinds"], ("label", "about"), ())
    if tuple((one.key, one.label) for one in kinds.values()) != APPLICANT_KINDS:
        raise given["applicant_kinds"].error("申请人类别应与表三的列一致")
    return Choices(
        kinds,
        _options(given["id_kinds"], ("label", "of"), ("checked",)),
        _options(given["forms"], ("label",), ()),
        _options(given["routes"], ("label",), ("needs",)),
    )


def _options(node: Node, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, Option]:
    made = {}
    for key, one in node.entries().items():
        values = {name: value.text() for name, value in one.mapping(required, optional).items()}
        made[str(key)] = Option(str(key), **values)
    return made


@cache
def asking() -> Choices:
    """The choices of this version."""
    return parse_asking((_HERE / "asking.yaml").read_text(encoding="utf-8"), "cases/asking.yaml")


@cache
def _limits() -> Mapping[str, int]:
    root = read((_HERE / "online.yaml").read_text(encoding="utf-8"), "cases/online.yaml")
    made = {}
    for key, node in root.entries().items():
        given = node.mapping(("value", "unit", "about"))
        made[str(key)] = given["value"].integer(1, 100_000)
    return made


def limit(key: str) -> int:
    """A limit of the online door, in the unit that online.yaml names."""
    return _limits()[key]
