"""What organs keep in their statutory columns beside the daily news: one piece a column and organ."""

import datetime as dt
import random
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from gongkai.apps.clock import CHINA
from gongkai.apps.example.days import instant, working_days
from gongkai.apps.example.piece import Part, Piece
from gongkai.apps.example.register import ExampleOrgan, register
from gongkai.apps.example.themes import Theme, compose, themes

# Whoever keeps ten such pieces wrote two of them in 2023, three in 2024, five in 2025.
YEARS = (2023, 2024, 2025, 2024, 2025, 2023, 2025, 2024, 2025, 2025)
LEFT_BEHIND = ("work-plan", "services", "no-fees", "purchases", "proposals")


def holdings() -> Iterator[Piece]:
    """The pieces of `data/themes/standing.yaml`, an organ each, and every organ's list of laws."""
    order = {slug: number for number, slug in enumerate(register())}
    for number, theme in enumerate(themes("standing")):
        for slug in theme.organs:
            year = YEARS[(order[slug] + number * 3) % len(YEARS)]
            days = _days(theme, year)
            chance = random.Random(f"{slug}:{theme.name}")
            at = instant(days[int(chance.random() * len(days))], chance)
            yield compose(theme, register()[slug], at, chance)
    for organ in register().values():
        if organ.abolished_on is None:
            yield _law_list(organ, order[organ.slug])
        else:
            yield from _left_behind(organ)


def _left_behind(organ: ExampleOrgan) -> Iterator[Piece]:
    """What an organ that is no more had published in the last whole year of its work."""
    assert organ.abolished_on is not None
    year = organ.abolished_on.year - 1
    kept = [one for one in themes("standing") if one.name in LEFT_BEHIND]
    kept += [one for one in themes("news") if set(register()) - {organ.slug} == set(one.organs)]
    chance = random.Random(organ.slug)
    for theme in kept:
        days = _days(theme, year)
        day = days[int(chance.random() * len(days))]
        yield compose(theme, organ, instant(day, chance), chance)


def _days(theme: Theme, year: int) -> tuple[dt.date, ...]:
    """The days on which a piece of the theme may go out: what tells of the year, in its last weeks."""
    title = theme.titles[0]
    if "{year}" in title and "情况" in title:
        return working_days(dt.date(year, 11, 20), dt.date(year, 12, 28))
    return working_days(dt.date(year, 1, 20), dt.date(year, 5, 28))


@cache
def laws() -> dict[str, tuple[str, ...]]:
    """Organ's folder (or `towns`) → full names of the laws and regulations it carries out."""
    loaded = yaml.safe_load((files(__package__) / "data" / "laws.yaml").read_text("utf-8"))
    return {slug: tuple(names) for slug, names in loaded.items()}


def _law_list(organ: ExampleOrgan, number: int) -> Piece:
    """Of autumn 2025, when every law in the list was in force."""
    days = working_days(dt.date(2025, 9, 1), dt.date(2025, 11, 14))
    at = instant(days[number % len(days)], random.Random(organ.slug)).astimezone(CHINA)
    held = laws()[organ.slug if organ.slug in laws() else "towns"]
    rows = (("序号", "名称"), *((str(i), f"《{name}》") for i, name in enumerate(held, 1)))
    lead = f"{organ.name}实施的主要法律、行政法规和国家规定如下，全文可以在国家法律法规数据库查阅。"
    return Piece(
        kind="information",
        organ=organ.slug,
        column="zdgk/20-1",
        title=f"{organ.name}实施的法律法规目录",
        parts=(
            Part("p", lead),
            Part("table", rows=rows),
            Part("p", "行政规范性文件见“政策文件”栏目，以台账登记的有效性为准。"),
        ),
        at=at,
        summary=lead,
        keywords=f"{organ.short},法律法规",
        source=organ.name,
        genre="其他",
        topic=organ.topic,
        made_on=at.date(),
    )
