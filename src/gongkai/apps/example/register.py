"""The organs of the example county, as plain values from `data/organs.yaml`."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class ExampleOrgan:
    """`name` is the full name (示例县教育局); `matters` names its list in `matters.yaml`."""

    slug: str
    name: str
    short: str
    kind: str
    topic: str
    duty: tuple[str, ...]
    matters: str
    postcode: str = "000000"
    address: str = ""
    founded_on: dt.date = dt.date(2019, 3, 1)
    abolished_on: dt.date | None = None
    successor: str = ""


@cache
def register() -> dict[str, ExampleOrgan]:
    """Folder → organ, the county government first."""
    loaded = yaml.safe_load((files(__package__) / "data" / "organs.yaml").read_text("utf-8"))
    county, duty = loaded["county"], loaded["township_duty"]
    rows = [_organ({**loaded["government"]}, "government", county)]
    rows += [_organ(one, "department", county) for one in loaded["departments"]]
    rows += [
        _organ({**one, "duty": duty, "matters": "towns"}, "township", county)
        for one in loaded["townships"]
    ]
    rows += [_organ(one, "dispatched", loaded["city"]) for one in loaded["dispatched"]]
    rows += [_organ(one, "authorised", county) for one in loaded["authorised"]]
    rows += [_organ(one, "department", county) for one in loaded["abolished"]]
    return {one.slug: one for one in rows}


def _organ(row: dict[str, Any], kind: str, before: str) -> ExampleOrgan:
    number = sum(ord(letter) for letter in row["slug"]) % 90 + 1
    return ExampleOrgan(
        slug=row["slug"],
        name=f"{before}{row['name']}",
        short=row["short"],
        kind=kind,
        topic=row["topic"],
        duty=tuple(row["duty"].split("、")),
        matters=row.get("matters", row["slug"]),
        postcode=row.get("postcode", "000000"),
        address=row.get("address") or _address(row["short"], kind, number),
        founded_on=row.get("founded_on", dt.date(2019, 3, 1)),
        abolished_on=row.get("abolished_on"),
        successor=row.get("successor", ""),
    )


def _address(short: str, kind: str, number: int) -> str:
    if kind == "township":
        return f"示例县{short}政府街{number}号"
    return f"示例县文化路{number}号"


def meant(words: str) -> tuple[str, ...]:
    """The organs that a theme names: folders, or `all`, `departments`, `towns`; `-czj` but that one."""
    found: list[str] = []
    for word in words.split():
        if word.startswith("-"):
            found.remove(word[1:])
            continue
        if word == "towns":
            found += [o.slug for o in register().values() if o.kind == "township"]
        elif word == "departments":
            found += [o.slug for o in register().values() if o.kind == "department"]
        elif word == "all":
            found += list(register())
        else:
            found.append(word)
    return tuple(slug for slug in found if register()[slug].abolished_on is None)
