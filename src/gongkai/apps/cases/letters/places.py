"""Review organ and courts that an organ's letters name: from its own row, the county's, and the tree of organs."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps.cases.models import RemedyPlaces
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.domain.cases import Places, authors

NAMES = (
    "government",
    "upper_government",
    "upper_department",
    "parent_department",
    "basic_court",
    "intermediate_court",
)
# By the ends of names, where the kind of organ alone does not tell; an organ's own row goes before.
_BY_NAME = (
    ("街道办事处", "subdistrict"),
    ("税务局", "vertical"),
    ("海关", "vertical"),
    ("司法局", "justice_bureau"),
)
_BY_KIND = {
    OrganKind.GOVERNMENT: "county_government",
    OrganKind.DEPARTMENT: "county_department",
    OrganKind.TOWNSHIP: "township",
    OrganKind.DISPATCHED: "outpost",
    # Governments hear reviews against those they charge (复议法第二十四条) as against their departments.
    OrganKind.AUTHORISED: "county_department",
}


@dataclass(frozen=True)
class PlacesHeld:
    """`author`: a key of `domain.cases.authors()`; `missing`: labels of names this author's letters need."""

    author: str
    places: Places
    missing: tuple[str, ...]


def author_of(organ: Organ) -> str:
    """The kind of author by the organ's kind and name; its row of RemedyPlaces may say otherwise."""
    if organ.kind == OrganKind.DEPARTMENT and organ.name.endswith(("人民政府办公室", "政府办公室")):
        return "government_office"
    for end, key in _BY_NAME:
        if organ.name.endswith(end):
            return key
    return _BY_KIND[OrganKind(organ.kind)]


def places_held(organ: Organ, on: dt.date) -> PlacesHeld:
    """What is known for an organ's letters of a day. Two queries and one a step up the tree of organs."""
    rows = {
        row.organ_id: row
        for row in RemedyPlaces.objects.filter(organ=organ)
        | RemedyPlaces.objects.filter(organ=None)
    }
    own, county = rows.get(organ.pk), rows.get(None)
    held = {name: _first(name, own, county) for name in NAMES}
    held["government"] = held["government"] or _government_above(organ)
    if not held["parent_department"] and organ.parent is not None:
        held["parent_department"] = organ.parent.name
    author = (own.author if own else "") or author_of(organ)
    return PlacesHeld(
        author,
        Places(
            held["government"],
            held["upper_government"],
            held["upper_department"],
            {"basic": held["basic_court"], "intermediate": held["intermediate_court"]},
            held["parent_department"],
        ),
        tuple(_label(name) for name in _needed(author, on) if not held[name]),
    )


def places_of(organ: Organ, on: dt.date) -> PlacesHeld:
    """The same, complete. Raises Refused where a name is missing: no letter goes out with a gap."""
    made = places_held(organ, on)
    if made.missing:
        raise Refused(
            f"{organ.name}的文书还缺少救济告知要写的名称：{'、'.join(made.missing)}。"
            "请公开工作机构负责人或者主管部门在“复议机关和法院”里填写。"
        )
    return made


def _first(name: str, *rows: RemedyPlaces | None) -> str:
    return next((value for row in rows if row and (value := str(getattr(row, name)).strip())), "")


def _label(name: str) -> str:
    return str(RemedyPlaces._meta.get_field(name).verbose_name)


def _needed(author: str, on: dt.date) -> list[str]:
    """The names that the rules in force on a day ask for."""
    kind = authors()[author]
    fields = {"parent": "parent_department"}
    asked = {
        fields.get(place, place)
        for rule in [one for one in kind.review if one.since <= on][-1:]
        for place in ("government", "upper_government", "upper_department", "parent")
        if "{" + place + "}" in rule.organ
    }
    asked |= {f"{rule.level}_court" for rule in [one for one in kind.court if one.since <= on][-1:]}
    return [name for name in NAMES if name in asked]


def _government_above(organ: Organ) -> str:
    at: Organ | None = organ.parent
    while at is not None and at.kind != OrganKind.GOVERNMENT:
        at = at.parent
    return at.name if at is not None else ""
