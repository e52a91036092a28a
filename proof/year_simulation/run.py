"""One simulation from its seed: founded, planned, played to the end. Returns what was compiled on the way."""

import datetime as dt
import io
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from django.core.management import call_command

from gongkai.apps.annual.actions.past import PastFile, import_past_report
from gongkai.apps.cases.actions.rules import set_local
from gongkai.apps.cases.local_rules import Parts, text_of
from gongkai.apps.organs import actions
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.remedies.actions.columns import set_result_columns
from gongkai.documents.rendering.writing import render
from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.forms import form_for_year
from proof.year_simulation import documents, january, plan, stated
from proof.year_simulation.applications import application
from proof.year_simulation.desks import YearDesk
from proof.year_simulation.website import website
from proof.year_simulation.world import (
    ELSEWHERE,
    INTO,
    LAST,
    MERGED,
    YEARS,
    Story,
    World,
    found,
    play,
)


@dataclass(repr=False)
class Kept:
    """`compiled`: (organ, year, kind, as of) → the bytes of `report compile --rows` on the day it was made."""

    world: World
    compiled: dict[tuple[str, int, str, str], bytes] = field(default_factory=dict)


def simulate(seed: int, *, big: bool = False) -> Kept:
    """The two years. Equal seeds give equal counties."""
    chance = Random(seed)
    world = found(seed, big=big)
    kept = Kept(world)
    desks = {slug: YearDesk(world, slug) for slug in world.organs}
    stories: list[Story] = [
        application(desks[slug], life) for slug, life in plan.lives(world, chance, big=big)
    ]
    stories += _documents(world, chance, big=big)
    stories += [_merger(world), _rules(world)]
    opening: dict[str, int] = {}
    for year in YEARS:
        stories += _figures(world, year, chance)
        stories += _reports(world, year, opening, chance, big=big)
        stories += [_locked(world, year), _compiled(kept, year), website(world, year)]
    play(world, stories, LAST)
    return kept


def compile_bytes(slug: str, year: int, kind: str, as_of: str) -> bytes:
    """As `gongkai report compile --rows` prints it."""
    out = io.StringIO()
    call_command(
        "report_compile", organ=slug, year=year, kind=kind, as_of=as_of, rows=True, stdout=out
    )
    return out.getvalue().encode()


def _documents(world: World, chance: Random, *, big: bool) -> list[Story]:
    stories = []
    number = 0
    for slug in ("xzf", "zfb", "sfj") + (("jyj", "mzj") if big else ()):
        for fate in documents.FATES:
            number += 1
            year = YEARS[number % 2]
            made = world.days.after(
                dt.date(year, 1, 3) + dt.timedelta(days=chance.randint(0, 340)), 0
            )
            stories.append(documents.document(world, slug, number, made, fate, chance))
        stories += [documents.earlier(world, slug, 80 + nth) for nth in range(3)]
    return stories + [
        documents.forgotten(world, "zfb", 90, dt.date(2024, 6, 3), dt.date(2025, 5, 12))
    ]


def _figures(world: World, year: int, chance: Random) -> list[Story]:
    stories = []
    for slug in world.organs:
        if slug == MERGED and year == 2025:
            stories.append(stated.for_the_year(world, slug, year, chance))
        elif slug in ("sfj", "jyj"):
            stories.append(stated.by_month(world, slug, year, chance))
        else:
            stories.append(stated.for_the_year(world, slug, year, chance))
    return stories


def _rules(world: World) -> Story:
    """The county's own rules and columns on record, as the law has them; a report of before the program is read in."""
    day = world.days.after(dt.date(2024, 1, 2), 0)
    yield day
    with world.on(day):
        set_local(world.office(day), text_of(Parts("模拟县规定")), reason="登记本县的规则")
        set_result_columns(world.office(day), {}, reason="核对归列，不作修改")
        organ = world.organs["zfb"]
        cells = dict.fromkeys(form_for_year(2023).cells, Decimal(0))
        past = report_from_cells(cells, organ=organ.name, year=2023, form="2021")
        data = PastFile("2023.json", render(past, "json"))
        import_past_report(world.who("zfb-head", day), organ, data)


def _merger(world: World) -> Story:
    """One organ is merged into another; from that day the other's people do its work."""
    day = plan.MERGED_ON
    yield day
    with world.on(day):
        actions.abolish_organ(
            world.who("system", day), world.organs[MERGED], on=day, successor=world.organs[INTO]
        )
    for login in [one for one in world.people if one.startswith(f"{MERGED}-")]:
        world.people[login] = world.people[login.replace(MERGED, INTO, 1)]


def _reports(
    world: World, year: int, opening: dict[str, int], chance: Random, *, big: bool
) -> list[Story]:
    stories = []
    start = world.days.after(dt.date(year + 1, 1, 12), 0)
    for slug in world.organs:
        if slug == MERGED and year == plan.MERGED_ON.year:
            continue  # who took it over reports for it
        late = dt.date(year + 1, 2, 14 if year == 2024 else 11) if slug == "zfb" else None
        returned = slug == "sfj" and year == 2024
        stories.append(january.handed_in(world, slug, year, start, late=late, returned=returned))
    if big or year == YEARS[1]:
        stories.append(stated.handed_from_elsewhere(world, ELSEWHERE, year, opening, chance))
    stories.append(january.list_of_units(world, year))
    stories.append(january.government(world, year, world.days.after(dt.date(year + 1, 3, 10), 0),
                                      publish=year == YEARS[0]))  # fmt: skip
    return stories


def _locked(world: World, year: int) -> Story:
    day = plan.LOCKED_ON[year]
    yield day
    with world.on(day):
        lock_year(world.office(day), year)


def _compiled(kept: Kept, year: int) -> Story:
    """The compilation of every unit and of the county is kept in the evening of some days."""
    world = kept.world
    for day in (
        world.days.after(dt.date(year + 1, 1, 15), 0),
        plan.LOCKED_ON[year] + dt.timedelta(days=1),
    ):
        day = world.days.after(day, 0)
        yield day
        as_of = world.days.before(day, 1).isoformat()
        with world.on(day):
            for slug in world.organs:
                kept.compiled[slug, year, "own", as_of] = compile_bytes(slug, year, "own", as_of)
            kept.compiled["xzf", year, "government", as_of] = compile_bytes(
                "xzf", year, "government", as_of
            )
