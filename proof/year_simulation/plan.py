"""What will happen in the two years, drawn from a seed: every kind of thing once, the rest by chance."""

import datetime as dt
from collections.abc import Iterator
from random import Random

from gongkai.apps.example.city.book import Ending, book
from gongkai.apps.example.city.plans import Plan
from gongkai.domain.deadlines import channels
from proof.year_simulation import disputes
from proof.year_simulation.applications import Life
from proof.year_simulation.world import ELSEWHERE, MERGED, World

KINDS = (
    "natural",
    "natural",
    "natural",
    "business",
    "research",
    "welfare",
    "legal_service",
    "other",
)
TWISTS = ("split", "split-back", "joined", "joined-undone", "late", "returned", "withdrawn-undone",
          "correction", "extension", "organ-answers", "joint-silent", "unit")  # fmt: skip
PLAIN = ("give", "point", "part", "internal", "not-ours", "create", "petition")
BUSY = ("xzf", "zfb", "sfj")
MERGED_ON = dt.date(2025, 7, 1)
LOCKED_ON = {2024: dt.date(2025, 4, 1), 2025: dt.date(2026, 4, 1)}


def lives(world: World, chance: Random, *, big: bool) -> list[tuple[str, Life]]:
    """Organ and application, in no order."""
    made = _Maker(world, chance)
    rows = list(_must(made, big=big))
    for _ in range(chance.randint(60, 90) if big else 0):
        rows.append(made.by_chance())
    return rows


class _Maker:
    """Draws applications; numbers them."""

    def __init__(self, world: World, chance: Random) -> None:
        self.world, self.chance, self.number = world, chance, 0
        self.keys = [key for key, one in book().endings.items()]
        self.organs = [slug for slug in world.organs if slug != ELSEWHERE]

    def plan(self, arrives: dt.date, ending: str, **more: object) -> Plan:
        self.number += 1
        chance, held = self.chance, book().endings[ending]
        application = held.kind == "application"
        kind = chance.choice(KINDS) if application else "natural"
        values: dict[str, object] = {
            "number": self.number, "organ": "", "arrives": arrives,
            "channel": chance.choice(list(channels())) if application else "in_person",
            "applicant_kind": kind, "name": f"申请人{self.number}", "person": self.number % 990,
            "subject": f"第{self.number}片区{chance.randint(2019, 2024)}年规划",
            "description": f"第{self.number}片区规划的全文，包括附图。", "ending": held, "detour": "",
            "remedy": "", "pace": chance.randint(3, 14),
            "served": chance.choice(("direct", "post", "post", "online")),
            "archived_after": chance.randint(2, 12),
        }  # fmt: skip
        return Plan(**(values | more))  # type: ignore[arg-type]

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        days = [one for one in self.world.days.all if first <= one <= last]
        return self.chance.choice(days)

    def any_day(self, slug: str) -> dt.date:
        last = dt.date(2025, 6, 20) if slug == MERGED else dt.date(2025, 12, 31)
        return self.day(dt.date(2024, 1, 2), last)

    def by_chance(self) -> tuple[str, Life]:
        slug = self.chance.choice(self.organs)
        ending = book().endings[self.chance.choice(self.keys)]
        plain = bool(ending.path) and not ending.procedures and ending.kind == "application"
        twist = self.chance.choice(("", "", *TWISTS)) if plain else ""
        remedy = self.chance.choice(disputes.WAYS) if plain and self.chance.random() < 0.3 else ""
        return slug, Life(
            self.plan(self.any_day(slug), ending.key, remedy=_possible(remedy, ending)), twist
        )


def _possible(remedy: str, ending: Ending) -> str:
    """Refusals under Art. 14 to 16 go to the review first."""
    return (
        "review-then-suit"
        if remedy.startswith("suit") and ending.outcome.startswith("NO_")
        else remedy
    )


def _must(made: _Maker, *, big: bool) -> Iterator[tuple[str, Life]]:
    """Every kind of thing once; in a small county some endings and remedies only."""
    chance, organs = made.chance, made.organs
    rare = [key for key in made.keys if key not in (*PLAIN, "withdrawn")]
    endings = made.keys if big else ["withdrawn", *chance.sample(rare, 4)]
    ways = disputes.WAYS if big else (*chance.sample(disputes.WAYS, 4), "co-defendant", "review-revoked")  # fmt: skip
    for number, channel in enumerate(channels()):
        slug = organs[number % len(organs)]
        ending = PLAIN[number % len(PLAIN)]
        yield slug, Life(made.plan(made.any_day(slug), ending, channel=channel))
    for number, ending in enumerate(endings):
        slug = organs[number % len(organs)]
        yield slug, Life(made.plan(made.any_day(slug), ending))
    for twist in TWISTS:
        slug = chance.choice(BUSY)
        yield slug, Life(made.plan(made.any_day(slug), chance.choice(("give", "point"))), twist)
    for way in ways:
        arrives = made.day(dt.date(2024, 2, 1), dt.date(2025, 8, 29))
        ending = "point" if way.startswith("suit") else "internal"
        yield "sfj", Life(made.plan(arrives, ending, remedy=way, archived_after=3))
    yield from _of_the_new_year(made)
    yield from _wrongly_recorded(made)
    # Running when the organ is merged.
    yield MERGED, Life(made.plan(dt.date(2025, 6, 20), "give", channel="in_person", pace=14))
    yield MERGED, Life(made.plan(dt.date(2025, 6, 19), "third", channel="in_person"))


def _of_the_new_year(made: _Maker) -> Iterator[tuple[str, Life]]:
    """Posted on the last day of the year; waiting on it: for the office, a correction, a third party, the post."""
    for year in (2024, 2025):
        last = dt.date(year, 12, 31)
        early, late = made.world.days.before(last, 12), made.world.days.before(last, 4)
        yield (
            "sfj",
            Life(made.plan(early, "give", channel="in_person", served="post"), answered_on=last),
        )
        yield "zfb", Life(made.plan(late, "point", channel="in_person", pace=9))
        yield "sfj", Life(made.plan(late, "no-correction", channel="registered_post"))
        yield "zfb", Life(made.plan(late, "third", channel="in_person"))
        yield "xzf", Life(made.plan(last, "give", channel="email"))
        if year == 2024:
            yield MERGED, Life(made.plan(late, "create", channel="in_person", pace=12))


def _wrongly_recorded(made: _Maker) -> Iterator[tuple[str, Life]]:
    """The day of posting was another: in the same year, over the new year before and after the year is locked."""
    for answered, sent, to, found in (
        (dt.date(2024, 8, 20), None, dt.date(2024, 8, 21), dt.date(2024, 9, 18)),
        (dt.date(2024, 12, 30), None, dt.date(2025, 1, 2), dt.date(2025, 1, 20)),
        (dt.date(2024, 12, 31), dt.date(2025, 1, 3), dt.date(2024, 12, 31), dt.date(2025, 6, 3)),
    ):
        arrives = made.world.days.before(answered, 10)
        yield "sfj", Life(
            made.plan(arrives, "point", channel="in_person", served="post", archived_after=3),
            answered_on=answered, sent_on=sent, amended_on=found, amended_to=to,
        )  # fmt: skip
