"""For the bench: any number of cases as rows, as the acts leave them; the log of acts is left out.

A block of 10,000 is made in Python, the others are copied by the database from it with other numbers, so that
a million take minutes and not hours. Every case was received, handled, answered and put away, but for three
of a hundred of the first block, which are under way on the bench's day: what lies in the archive grows with the
years, what lies on the desks does not.
"""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from gongkai.apps import clock
from gongkai.apps.cases.models import Case, Event, Figures, Filing, Paper, Party
from gongkai.apps.cases.parties import Identity, keep_identity
from gongkai.apps.clock import CHINA
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.domain.cases import outcomes
from tests.county import County, make_county, make_organ

BLOCK = 10_000
ORGANS = 30
TODAY = dt.date(2026, 11, 20)
FIRST = dt.date(2019, 5, 15)
RUNNING = 37  # every so-manieth case is under way
NAME = "王一百"  # of the applicant that is searched for
STATES = (
    "arrived",
    "received",
    "handling",
    "correcting",
    "consulting_third_party",
    "to_review",
    "decided",
)
# The organ waits for somebody else: no day of its own runs.
WAITING = ("correcting", "consulting_third_party")
KINDS = ("natural", "natural", "natural", "natural", "business", "legal_service", "other")
# Columns that differ from copy to copy: numbers are unique, and names not everybody's.
OWN = {
    Case: {"number": "number || '-' || {n}"},
    Paper: {"number": "number || '-' || {n}"},
    Party: {
        "name_match": "substr(name_match, 1, 56) || 'x' || {n}",
        "id_match": "''",
        "phone_match": "''",
    },
}
# Keys into tables that are copied too.
REFERS = {
    Party: ("case_id",),
    Filing: ("case_id", "paper_id"),
    Event: ("case_id",),
    Figures: ("case_id",),
}


def make_cases(size: int) -> County:
    """The tiny county with thirty organs and `size` cases (a multiple of 10,000, or less than that)."""
    county = make_county()
    for number in range(ORGANS - 3):
        make_organ(f"示例县第{number}局", f"第{number}局", f"ju{number}", OrganKind.DEPARTMENT,
                   county.government)  # fmt: skip
    with transaction.atomic():
        _first_block(min(size, BLOCK), county)
        for copy in range(1, size // BLOCK):
            for model in (Case, Paper, Filing, Party, Event, Figures):
                _copied(model, copy)
        _set_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return county


def _first_block(size: int, county: County) -> None:
    organs = list(Organ.objects.order_by("pk"))
    noon = clock.now()
    cases, papers, parties, events, figures, filings = [], [], [], [], [], []
    chance = random.Random(2026)
    clerk = county.people["case_clerk"]
    for pk in range(1, size + 1):
        organ = organs[pk % len(organs)]
        one = _case(pk, organ, chance, clerk.pk if organ.pk == county.department.pk else None)
        cases.append(one)
        papers.append(
            Paper(pk=pk, organ=organ, number=f"B-{pk}", kind="application", channel="in_person",
                  arrived_on=one.arrived_on, recorded_at=noon)
        )  # fmt: skip
        filings.append(Filing(pk=pk, case_id=pk, paper_id=pk, since=noon))
        party = Party(pk=pk, case_id=pk, role="applicant", kind=one.applicant_kind)
        keep_identity(
            party, Identity(name=NAME if pk == 100 else f"某{pk % 4000}", phone="00000000000")
        )
        parties.append(party)
        made = list(_events(one))
        one.events_held = len(made)
        for number, event in enumerate(made, 1):
            event.pk, event.number = pk * 10 + number, number
        events += made
        figures.append(
            Figures(pk=pk, case_id=pk, organ_id=organ.pk, since=noon, applicant_kind=one.applicant_kind,
                    received_on=one.received_on, closed_on=one.closed_on, outcome=one.outcome,
                    variant=one.variant)
        )  # fmt: skip
    for model, rows in ((Case, cases), (Paper, papers), (Filing, filings), (Party, parties),
                        (Event, events), (Figures, figures)):  # fmt: skip
        model.objects.bulk_create(rows, batch_size=500)


def _case(pk: int, organ: Organ, chance: random.Random, handler: int | None) -> Case:
    running = pk % RUNNING == 0
    span = (TODAY - FIRST).days - 60
    received = TODAY - dt.timedelta(days=chance.randint(0, 45)) if running else (
        FIRST + dt.timedelta(days=chance.randint(0, span)))  # fmt: skip
    codes = [(code, variant.key) for code, one in outcomes().items() for variant in one.variants]
    outcome, variant = ("", "") if running else chance.choice(codes)
    state = chance.choice(STATES) if running else "archived"
    ours = running and state not in WAITING
    return Case(
        pk=pk, organ=organ, number=f"{organ.slug}-B-{pk}", kind="application",
        applicant_kind=chance.choice(KINDS), subject=f"第{pk}号公开事项", description="请公开该事项的全文。",
        created_at=dt.datetime.combine(received, dt.time(9), CHINA), handler_id=handler, state=state,
        arrived_on=received, received_on=None if state == "arrived" else received,
        due_on=received + dt.timedelta(days=28),
        next_due_on=received + dt.timedelta(days=28) if ours else None, next_due="reply" if ours else "",
        consulting=1 if state == "consulting_third_party" else 0,
        closed_on=None if running else received + dt.timedelta(days=chance.randint(3, 27)),
        outcome=outcome, variant=variant, late_by=0, standing_on=TODAY,
    )  # fmt: skip


def _events(case: Case) -> Iterator[Event]:
    told: list[tuple[str, dt.date, dict[str, Any]]] = [
        ("submit", case.arrived_on, {"channel": "in_person", "paper": case.pk})
    ]  # type: ignore[list-item]
    if case.state != "arrived":
        told.append(("confirm", case.arrived_on, {"evidence": "回执"}))
    if case.state not in ("arrived", "received"):
        told.append(("assign", case.arrived_on, {"person": 1}))
    if case.closed_on is not None:
        told += [
            ("propose", case.closed_on, {"decision": 1}),
            ("reply", case.closed_on,
             {"decision": 1, "outcome": case.outcome, "variant": case.variant}),
            ("serve", case.closed_on, {"way": "direct"}),
            ("archive", case.closed_on, {}),
        ]  # fmt: skip
    for kind, on, facts in told:
        yield Event(
            case_id=case.pk, number=0, kind=kind, on=on, facts=facts, recorded_at=case.created_at
        )


def _copied(model: Any, copy: int) -> None:
    """The first block once more, `copy` blocks on: one statement of the database."""
    table, span = model._meta.db_table, BLOCK * (10 if model is Event else 1)
    names, values = [], []
    for field in model._meta.concrete_fields:
        column = field.column
        value = f'"{column}"'
        if column == "id":
            value = f"id + {copy * span}"
        elif column in REFERS.get(model, ()):
            value = f'"{column}" + {copy * BLOCK}'
        elif column in OWN.get(model, {}):
            value = OWN[model][column].format(n=f"'{copy}'")
        names.append(f'"{column}"')
        values.append(value)
    # What is under way is not copied.
    number = "id" if model in (Case, Paper) else "case_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table} "
            f"WHERE id <= {span + (9 if model is Event else 0)} AND {number} % {RUNNING} <> 0"
        )


def _set_sequences() -> None:
    """PostgreSQL counts on from what was inserted."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in (Case, Paper, Filing, Party, Event, Figures):
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
