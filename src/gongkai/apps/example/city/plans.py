"""What will happen to each application of 示例市, drawn from a seed: the same seed draws the same city."""

import datetime as dt
import random
from dataclasses import dataclass

from gongkai.apps.example.city.book import Book, Ending, book
from gongkai.apps.example.loading.organs import example_name
from gongkai.domain.deadlines import channels

# How applications come: most online and by hand, every channel of the law at least once.
CHANNEL_WEIGHTS = {
    "in_person": 26, "online": 38, "registered_post": 22, "ordinary_letter": 4,
    "email": 6, "fax": 2, "misdirected": 2,
}  # fmt: skip
APPLICANT_WEIGHTS = {"natural": 82, "business": 10}  # the other kinds share the rest
# What may follow an answer; "" nothing.
REMEDIES = {
    "": 180, "review-maintained": 4, "review-revoked": 4, "review-not-accepted": 2, "review-ended": 2,
    "suit-rejected": 2, "suit-revoked": 2, "suit-withdrawn": 1, "suit-appealed": 1,
    "review-then-suit": 2, "review-running": 1,
}  # fmt: skip
# What may happen on the way besides what the ending needs.
DETOURS = {"": 60, "correction": 9, "organ-answers": 4, "joint-silent": 2, "unit": 3, "extension": 9,
           "returned": 4, "split": 3, "joined": 3, "late": 4}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """One application. `pace`: working days from receipt to the proposal; `digits` makes numbers of mail."""

    number: int
    organ: str
    arrives: dt.date
    channel: str
    applicant_kind: str
    name: str
    person: int
    subject: str
    description: str
    ending: Ending
    detour: str
    remedy: str
    pace: int
    served: str
    archived_after: int


def plans(count: int, days: list[dt.date], seed: int) -> list[Plan]:
    """`count` applications over the working days, in order of arrival; the first of every kind come early."""
    chance, held = random.Random(seed), book()
    early = days[: max(1, len(days) * 2 // 3)]
    must = _each_once(held, chance)
    made = []
    for number in range(count):
        given = must[number] if number < len(must) else {}
        among = early if given else days
        if given.get("late_in_year"):
            among = [one for one in days if one.month == 12 and one.day > 17] or days
        made.append(_plan(number, chance, held, among, given))
    return sorted(made, key=lambda one: (one.arrives, one.number))


def _each_once(held: Book, chance: random.Random) -> list[dict[str, str]]:
    """Every ending, and beside them every channel, applicant, detour and remedy, before anything by chance."""
    endings = list(held.endings)
    plain = [
        key for key in ("give", "point", "part", "internal", "absent", "not-ours") if key in endings
    ]
    rows = [{"ending": key, "detour": "", "remedy": ""} for key in endings]
    for number, row in enumerate(rows):
        row["channel"] = list(channels())[number % len(channels())]
    kinds = list(_kind_weights(held))
    for number, kind in enumerate(kinds):
        rows[number]["applicant_kind"] = kind
    for number, detour in enumerate(key for key in DETOURS if key):
        rows.append({"ending": plain[number % len(plain)], "detour": detour, "remedy": ""})
    for remedy in (key for key in REMEDIES if key):
        ending = "internal" if remedy.startswith("review") else "point"
        rows.append({"ending": ending, "detour": "", "remedy": remedy})
    chance.shuffle(rows)
    # And some that wait on the last of December, for the figures of two years.
    return rows + [
        {"ending": one, "detour": "", "remedy": "", "late_in_year": "yes"} for one in plain[:4]
    ]


def _kind_weights(held: Book) -> dict[str, int]:
    return {**dict.fromkeys(held.firms, 2), **APPLICANT_WEIGHTS}


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _plan(
    number: int, chance: random.Random, held: Book, days: list[dt.date], given: dict[str, str]
) -> Plan:
    organ = _organ(held, chance)
    weights = {key: one.weight for key, one in held.endings.items()}
    ending = held.endings[given.get("ending") or _drawn(chance, weights)]
    kind = given.get("applicant_kind") or _drawn(chance, _kind_weights(held))
    channel = given.get("channel") or _drawn(chance, CHANNEL_WEIGHTS)
    detour = given.get("detour", _drawn(chance, DETOURS))
    remedy = given.get("remedy", _drawn(chance, REMEDIES))
    if ending.kind != "application":
        channel, detour, remedy, kind = "in_person", "", "", "natural"
    if ending.procedures or not ending.path:
        detour = "" if detour not in ("late", "returned") or not ending.path else detour
    if not ending.path:
        remedy = ""
    if remedy.startswith("suit") and ending.outcome.startswith("NO_"):
        remedy = "review-then-suit"  # refusals under Art. 14-16 go to the review first
    thing = chance.choice(held.things[organ])
    place, year = chance.choice(held.places), chance.randint(2021, 2025)
    subject = f"{place}{year}年{thing}"
    natural = kind == "natural"
    return Plan(
        number=number,
        organ=organ,
        arrives=chance.choice(days),
        channel=channel,
        applicant_kind=kind,
        name=example_name(chance) if natural else f"{held.firms[kind]}{number % 40 + 1}",
        person=chance.randint(0, 989),
        subject=subject,
        description=f"{subject}的全文，包括附件、附图。" if number % 3 else f"请公开{subject}。",
        ending=ending,
        detour=detour,
        remedy=remedy,
        pace=chance.randint(3, 16),
        served=chance.choice(("direct", "post", "post", "online")),
        archived_after=chance.randint(2, 30),
    )


def _organ(held: Book, chance: random.Random) -> str:
    """Some organs are asked far more than others."""
    slugs = [one.slug for one in held.organs if one.slug in held.things]
    return chance.choices(
        slugs, [8 if slug in ("zgj", "zjj", "xzf", "cdj") else 3 for slug in slugs]
    )[0]
