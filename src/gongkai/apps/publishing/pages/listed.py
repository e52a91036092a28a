"""Rows of a list as a page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.disclosure.models import ItemKind
from gongkai.apps.publishing.pages.addresses import day, year_in_china
from gongkai.apps.publishing.pages.shelves import Row
from gongkai.apps.publishing.pages.validity import ENDED, words_on
from gongkai.apps.publishing.pages.world import World


@dataclass(frozen=True, slots=True)
class Line:
    """Date left, title, number and organ in grey."""

    day: str
    year: int
    title: str
    address: str
    detail: str
    mark: str = ""
    # No longer in force: nobody is to take it for a rule of today.
    ended: str = ""


def validities(rows: Iterable[Row]) -> dict[int, str]:
    """Item → the word of its validity today, for the normative documents among the rows."""
    return words_on([row.item_id for row in rows if row.kind == ItemKind.NORMATIVE], clock.today())


def lines(world: World, rows: Sequence[Row], *, with_organ: bool = False) -> list[Line]:
    """`with_organ` where the list is not of one organ alone."""
    made, words = [], validities(rows)
    for row in rows:
        word = words.get(row.item_id, "")
        detail = [row.number] if row.number else []
        if with_organ:
            detail.append(world.organs[row.organ_id].short_name)
        mark = f"公示至 {day(row.notice_period_end)}" if row.notice_period_end else ""
        made.append(
            Line(
                day(row.at),
                year_in_china(row.at),
                row.title,
                row.address,
                "　".join(detail),
                mark,
                word if word in ENDED.values() else "",
            )
        )
    return made


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the pager; no address for the page one is on."""

    label: str
    address: str = ""
    rel: str = ""


def part_address(folder: str, part: int, parts: int) -> str:
    """Part 0 and what comes after the last numbered part is the head."""
    return folder if part == 0 or part > parts else f"{folder}page-{part}.html"


def pager(folder: str, part: int, parts: int) -> list[Step]:
    """From the newest to the oldest. A numbered page does not say how many there are: it stays as it is."""
    if parts == 0:
        return []
    if part == 0:
        older = [Step("较早", part_address(folder, parts, parts), "next")]
        return [Step("最新"), *older, *_oldest(folder, parts)]
    steps = [
        Step("最新", folder),
        Step("较新", part_address(folder, part + 1, parts), "prev"),
        Step(f"第 {part} 页"),
    ]
    if part > 1:
        steps += [
            Step("较早", part_address(folder, part - 1, parts), "next"),
            *_oldest(folder, part - 1),
        ]
    return steps


def _oldest(folder: str, above: int) -> list[Step]:
    return [Step("最早", part_address(folder, 1, above))] if above > 1 else []
