"""Figures that no ledger counts: stated by month or for the year, some wrongly at first, confirmed by another person."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from random import Random

from gongkai.apps.annual.actions.delivering import look_at_typed, take_delivery
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.models import Source, Statement
from gongkai.domain.reports.forms import form_for_year
from proof.year_simulation.world import Story, World

COUNTS = ("t2.licences", "t2.penalties", "t2.compulsory")
OTHERS = ("one.training", "one.inspections", "one.fee_yuan")
KINDS = ("natural", "business", "research", "welfare", "legal_service", "other")
ROWS = ("granted", "partial", "refused.third_party", "unable.not_held", "other.other")


def state(
    world: World, slug: str, year: int, said: list[Said], day: dt.date, *, amendment: str = "",
    source: str = Source.FORM,
) -> list[Statement]:  # fmt: skip
    with world.on(day):
        return state_figures(
            world.who(f"{slug}-clerk", day), world.organs[slug], year, said,
            amendment=amendment, source=source,
        )  # fmt: skip


def confirm(world: World, slug: str, rows: list[Statement], day: dt.date) -> None:
    with world.on(day):
        confirm_figures(world.who(f"{slug}-final", day), rows)


def by_month(world: World, slug: str, year: int, chance: Random) -> Story:
    """Every month in the month after it; one month is stated wrongly and mended; fees once for the year."""
    wrong = chance.randint(1, 12)
    for month in range(1, 13):
        after = dt.date(year + month // 12, month % 12 + 1, 5)
        day = world.days.after(after, 0)
        yield day
        said = [Said(cell, Decimal(chance.randint(0, 30)), month, "统计表") for cell in COUNTS]
        rows = state(world, slug, year, said, day)
        day = world.days.after(day, 1)
        yield day
        confirm(world, slug, rows, day)
        if month == wrong:
            day = world.days.after(day, 2)
            yield day
            again = state(world, slug, year, [Said(COUNTS[0], Decimal(41), month, "核对后")], day)
            if chance.random() < 0.8:  # else nobody confirms it: the earlier figure stands
                day = world.days.after(day, 1)
                yield day
                confirm(world, slug, again, day)
    yield from for_the_year(world, slug, year, chance, cells=("t2.fees", *OTHERS))


def for_the_year(
    world: World, slug: str, year: int, chance: Random, cells: tuple[str, ...] = (*COUNTS, "t2.fees", *OTHERS),
) -> Story:  # fmt: skip
    """In January, for the whole year; one figure is mended before the report is compiled."""
    day = world.days.after(dt.date(year + 1, 1, 3), chance.randint(1, 3))
    day = max(day, world.last.date())
    yield day
    said = [Said(cell, _value(cell, chance), evidence="年度统计表") for cell in cells]
    rows = state(world, slug, year, said, day)
    day = world.days.after(day, 1)
    yield day
    confirm(world, slug, rows, day)
    cell = chance.choice(cells)
    again = state(world, slug, year, [Said(cell, _value(cell, chance))], day)
    confirm(world, slug, again, day)


def _value(cell: str, chance: Random) -> Decimal:
    if cell == "t2.fees":
        return Decimal(chance.randint(100, 99_999)) / 100
    if cell == "one.fee_yuan":
        return Decimal(0)
    return Decimal(chance.randint(0, 60))


def kept_elsewhere(
    opening: Mapping[str, int], chance: Random
) -> tuple[dict[str, Decimal], dict[str, int]]:
    """表三 and 表四 without totals of an organ that keeps its cases in a register of its own, right in every equation.

    Returns what it types and its 结转下年度 by column.
    """
    form = form_for_year(2024)
    names = [one for table in ("t3", "t4") for one in form.cells_of(table)]
    cells = {one: 0 for one in names if "total" not in one}
    closing = {}
    for kind in KINDS:
        new, carried = chance.randint(0, 3), opening.get(kind, 0)
        left = min(new + carried, chance.choice((0, 0, 1)))
        cells[f"t3.new.{kind}"], cells[f"t3.carried_in.{kind}"] = new, carried
        cells[f"t3.carried_out.{kind}"] = closing[kind] = left
        for _ in range(new + carried - left):
            cells[f"t3.{chance.choice(ROWS)}.{kind}"] += 1
    cells["t4.review.upheld"], cells["t4.review.pending"] = (
        chance.randint(0, 2),
        chance.randint(0, 1),
    )
    return {cell: Decimal(value) for cell, value in cells.items()}, closing


def handed_from_elsewhere(
    world: World, slug: str, year: int, opening: dict[str, int], chance: Random
) -> Story:
    """Typed, looked at, taken; confirmed by another person. `opening` becomes what the next year opens with."""
    day = world.days.after(dt.date(year + 1, 1, 8), 0)
    yield day
    typed, closing = kept_elsewhere(opening, chance)
    opening.clear()
    opening.update(closing)
    organ = world.organs[slug]
    with world.on(day):
        clerk = world.who(f"{slug}-clerk", day)
        delivery = look_at_typed(clerk, organ, year, typed)
        take_delivery(clerk, delivery)
    rows = Statement.objects.filter(delivery=delivery).select_related("organ")
    confirm(world, slug, list(rows), day)
