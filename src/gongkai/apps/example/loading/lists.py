"""Lists that an office keeps: 基层政务公开标准目录 with its mapping to columns, and the county's own words."""

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml

from gongkai.apps.audit.actions import Draft
from gongkai.apps.audit.actor import Actor
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import CountyWord, StandardEntry
from gongkai.apps.example.loading.stored import County

IMPORTED = dt.datetime(2025, 6, 12, 10, 20, tzinfo=CHINA)
WORDED = dt.datetime(2025, 7, 3, 15, 40, tzinfo=CHINA)


def load_lists(county: County) -> None:
    """Store both lists, with the rows of the log that their imports would have left."""
    catalogue = _read("catalogue.yaml")
    for number, table in enumerate(catalogue["fields"]):
        rows = StandardEntry.objects.bulk_create(_entries(county, table, catalogue["common"]))
        county.drafts.append(
            Draft(
                county.actor(table["organ"]),
                "catalogue.edit",
                subject=county.organs[table["organ"]],
                kind="StandardEntry",
                before={"rows": 0},
                after={"field": table["field"], "rows": len(rows)},
                at=IMPORTED + dt.timedelta(minutes=7 * number),
            )
        )
    words = CountyWord.objects.bulk_create(
        CountyWord(wrong=wrong, right=right, blocks=blocks, note=note)
        for wrong, right, blocks, note in _read("county_words.yaml")
    )
    person, organ = county.people["county-office"], county.organs["zfb"]
    office = Actor(person.pk, person.full_name, organ_id=organ.pk, organ_name=organ.name)
    county.drafts += [
        Draft(
            office, "words.edit", one, after={"right": one.right, "blocks": one.blocks}, at=WORDED
        )
        for one in words
    ]


def _read(name: str) -> Any:
    data = files("gongkai.apps.example") / "data" / name
    return yaml.safe_load(data.read_text("utf-8"))


def _entries(
    county: County, table: dict[str, Any], common: dict[str, str]
) -> Iterator[StandardEntry]:
    """The rows of a field's table; a row without a column is a gap that the office shows."""
    for number, (subject, sub_subject, content, code, *time) in enumerate(table["rows"], 1):
        yield StandardEntry(
            organ=county.organs[table["organ"]],
            field=table["field"],
            number=str(number),
            subject=subject,
            sub_subject=sub_subject,
            content=content,
            ground=table.get("ground", common["ground"]),
            time_limit=time[0] if time else common["time"],
            channels=common["channels"],
            audience=common["audience"],
            manner=common["manner"],
            level="乡级" if county.organs[table["organ"]].level == "township" else "县级",
            column=county.columns[table["organ"], code] if code else None,
        )
