"""规范性文件 of an organ over the two years: made, amended, repealed, declared 失效, running out, extended, entered late."""

import datetime as dt
from random import Random

from gongkai.apps.disclosure.actions.normative import (
    record_amended,
    record_expired,
    record_extended,
    record_made,
    record_repealed,
)
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.organs.models import Organ
from proof.year_simulation.world import FIRST, Story, World

FATES = ("stands", "repealed", "expired", "runs_out", "extended", "amended", "runs_out_at_new_year")


def document(world: World, slug: str, number: int, made: dt.date, fate: str, chance: Random) -> Story:  # fmt: skip
    """One document from its making to its end, entered some days after each."""
    days, organ = world.days, world.organs[slug]
    entered = days.after(made, chance.choice((0, 1, 5)))
    yield entered
    until = {"runs_out": made + dt.timedelta(days=chance.randint(90, 420)),
             "extended": made + dt.timedelta(days=200),
             "runs_out_at_new_year": dt.date(made.year, 12, 31)}.get(fate)  # fmt: skip
    held = _made(world, organ, slug, number, made, until, entered)
    if fate in ("stands", "runs_out", "runs_out_at_new_year"):
        return
    day = days.after(made + dt.timedelta(days=chance.randint(60, 190)), 0)
    if day < entered:
        return
    yield day
    act = {"repealed": record_repealed, "expired": record_expired, "amended": record_amended}
    with world.on(day):
        clerk = world.who(f"{slug}-clerk", day)
        if fate == "extended":
            record_extended(clerk, held, day, day + dt.timedelta(days=300), by_text="延长通知")
        else:
            act[fate](clerk, held, day, by_text=f"模办发〔{day.year}〕{number}号")


def _made(
    world: World, organ: Organ, slug: str, number: int, made: dt.date, until: dt.date | None,
    entered: dt.date, amendment: str = "",
) -> NormativeDocument:  # fmt: skip
    with world.on(entered):
        return record_made(
            world.who(f"{slug}-clerk", entered),
            organ=organ,
            title=f"{organ.short_name}管理办法之{number}",
            document_number=f"模{slug}发〔{made.year}〕{number}号",
            made_on=made,
            valid_until=until,
            amendment=amendment,
        )


def earlier(world: World, slug: str, number: int) -> Story:
    """A document of before the two years, in force throughout."""
    yield FIRST
    _made(world, world.organs[slug], slug, number, dt.date(2020, 5, 6), None, FIRST)


def joint(world: World, slugs: tuple[str, str], number: int, made: dt.date) -> list[Story]:
    """联合发文: entered by both organs, each in its own writing of the one number."""
    return [
        _joint(world, slug, f"模联发{brackets}{number}号", made)
        for slug, brackets in zip(slugs, (f"〔{made.year}〕", f"[{made.year}]"), strict=True)
    ]


def _joint(world: World, slug: str, written: str, made: dt.date) -> Story:
    yield made
    with world.on(made):
        record_made(
            world.who(f"{slug}-clerk", made), organ=world.organs[slug], title="联合管理办法",
            document_number=written, made_on=made,
        )  # fmt: skip


def forgotten(world: World, slug: str, number: int, made: dt.date, found: dt.date) -> Story:
    """A document of a locked year that nobody had entered: it is entered as an amendment."""
    yield found
    organ = world.organs[slug]
    _made(world, organ, slug, number, made, None, found, "清理文件时发现漏登，按原件补登。")
