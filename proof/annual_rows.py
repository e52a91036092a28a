"""For the bench of the year: units, cases, statements, documents and handed-in reports as rows, as the acts leave them.

A block of cases is made in Python and copied by the database with other numbers, as in `proof.case_rows`. Every
case has two rows of figures: as it stood from its receipt, and as it stands since its reply.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from gongkai.apps import clock
from gongkai.apps.annual.compiling.government import compile_government
from gongkai.apps.annual.items import items_of
from gongkai.apps.annual.models import (
    Compilation,
    Confirmation,
    Passage,
    Report,
    ReportKind,
    ReportState,
    Statement,
    Step,
    Unit,
    UnitList,
)
from gongkai.apps.cases.models import Case, Figures
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import NormativeDocument, NormativeEvent
from gongkai.apps.organs.models import Level, Organ, OrganKind
from gongkai.apps.remedies.models import Remedy, RemedyFigures
from gongkai.domain.cases import outcomes
from tests.county import County, credit_code, make_county

BLOCK = 10_000
YEAR = 2025
NOW = dt.datetime(YEAR + 1, 1, 20, 10, tzinfo=CHINA)
MOMENT = dt.datetime(YEAR + 1, 1, 10, 18, tzinfo=CHINA)  # of the reports that were handed in
MOST_OF_A_COUNTY = 100  # more units than this stand below a city, most of them in counties
A_COUNTY = 75  # organs of a county there, its government among them
DOCUMENTS = 20  # of a unit
KINDS = ("natural", "natural", "natural", "natural", "business", "legal_service", "other")
PROSE = ("one.proactive", "one.on_application", "one.management", "one.platform", "one.supervision")


@dataclass
class Year:
    """`government`: whose sum is asked for; `unit`: one that has handed in."""

    county: County
    government: Organ
    unit: Organ


def make_year(units: int, cases: int, in_year: int) -> Year:
    """`cases` applications of which `in_year` stand in the year's 表三, the others in the years before."""
    county = make_county()
    organs = _organs(county, units)
    with transaction.atomic():
        owners = [one for one in organs if one.kind != OrganKind.GOVERNMENT]
        _cases(1, in_year, owners, this_year=True)
        _cases(in_year + 1, cases - in_year, owners, this_year=False)
        _remedies(in_year // 20, owners)
        _statements(owners)
        _documents(owners)
        _lists(county.government, organs)
        _set_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with transaction.atomic():
        _reports(county.government)
    return Year(county, county.government, county.department)


def _organs(county: County, units: int) -> list[Organ]:
    """As many units as asked for, the county's two among them; of a city most below its counties."""
    top, made = county.government, [county.department, county.township]
    in_counties = units - units % A_COUNTY if units > MOST_OF_A_COUNTY else 0
    if in_counties:
        top.level = Level.CITY
        top.save()
    parent = top
    for n in range(units - 2):
        governs = n < in_counties and n % A_COUNTY == 0
        if n == in_counties:
            parent = top
        kind = OrganKind.GOVERNMENT if governs else OrganKind.DEPARTMENT
        name = f"第{n}县" if governs else f"第{n}局"
        organ = Organ.objects.create(
            name=f"示例{name}", short_name=name, slug=f"ju{n}", kind=kind, level=Level.COUNTY,
            parent=top if governs else parent, credit_code=credit_code(f"ju{n}"),
            founded_on=dt.date(2000, 1, 1), office_name="办公室", office_address="示例县人民路1号",
            office_hours="8:00-12:00", office_phone="0000-0000000", office_email="gk@shilixian.example",
        )  # fmt: skip
        if governs:
            parent = organ
        made.append(organ)
    return made


def _cases(first: int, number: int, organs: list[Organ], *, this_year: bool) -> None:
    block = min(number, BLOCK)
    chance = random.Random(first)
    codes = [(code, variant.key) for code, one in outcomes().items() for variant in one.variants]
    cases, figures = [], []
    for pk in range(first, first + block):
        one = _case(pk, organs[pk % len(organs)], chance, codes, this_year)
        cases.append(one)
        figures += _figures(one)
    Case.objects.bulk_create(cases, batch_size=500)
    Figures.objects.bulk_create(figures, batch_size=500)
    for begin in range(block, number, BLOCK):
        span = min(BLOCK, number - begin)
        _copied(Case, first, first + span - 1, {"id": begin, "number": begin})
        _copied(Figures, 2 * first, 2 * (first + span) - 1, {"id": 2 * begin, "case_id": begin})


def _case(
    pk: int, organ: Organ, chance: random.Random, codes: list[tuple[str, str]], this_year: bool
) -> Case:
    """Of the year: a tenth carried in, a tenth still open at its end. Of before: closed before the year."""
    first = dt.date(YEAR, 1, 1) if this_year else dt.date(2019, 5, 15)
    days = 325 if this_year else (dt.date(YEAR - 1, 11, 20) - first).days
    received = first + dt.timedelta(days=chance.randrange(days))
    if this_year and pk % 10 == 0:
        received = first - dt.timedelta(days=chance.randrange(1, 20))
    closed: dt.date | None = received + dt.timedelta(days=20 + chance.randrange(14))
    if this_year and pk % 10 == 1:
        received, closed = dt.date(YEAR, 12, 5 + chance.randrange(25)), None
    outcome, variant = chance.choice(codes) if closed else ("", "")
    return Case(
        pk=pk, organ=organ, number=f"B-{pk}", kind="application", subject=f"第{pk}号公开事项",
        applicant_kind=chance.choice(KINDS), created_at=_at(received), arrived_on=received,
        received_on=received, closed_on=closed, state="archived" if closed else "handling",
        due_on=received + dt.timedelta(days=34), outcome=outcome, variant=variant, late_by=0,
    )  # fmt: skip


def _figures(case: Case) -> Iterator[Figures]:
    assert case.pk and case.received_on
    told: dict[str, Any] = {
        "case_id": case.pk, "organ_id": case.organ_id, "applicant_kind": case.applicant_kind,
        "received_on": case.received_on,
    }  # fmt: skip
    since = _at(case.received_on)
    if case.closed_on is None:
        yield Figures(pk=2 * case.pk, since=since, **told)
        return
    until = _at(case.closed_on)
    yield Figures(pk=2 * case.pk, since=since, until=until, **told)
    yield Figures(
        pk=2 * case.pk + 1, since=until, closed_on=case.closed_on, outcome=case.outcome,
        variant=case.variant, **told,
    )  # fmt: skip


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), CHINA)


def _copied(model: Any, first: int, last: int, shifts: dict[str, int]) -> None:
    """Rows once more with other numbers: one statement of the database."""
    names = [field.column for field in model._meta.concrete_fields]
    values = [
        f"'B-' || (id + {shifts[one]})" if one == "number"
        else f'"{one}" + {shifts[one]}' if one in shifts
        else f'"{one}"'
        for one in names
    ]  # fmt: skip
    columns, table = ", ".join(f'"{one}"' for one in names), model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table} "
            f"WHERE id BETWEEN {first} AND {last}"
        )


def _remedies(number: int, organs: list[Organ]) -> None:
    rows, figures = [], []
    for pk in range(1, number + 1):
        organ, on = organs[pk % len(organs)], dt.date(YEAR, 1 + pk % 11, 3)
        block = ("review", "direct", "after_review")[pk % 3]
        rows.append(
            Remedy(pk=pk, organ=organ, kind="review" if block == "review" else "suit",
                   number=f"R-{pk}", role="", against="答复", forum="示例市人民政府",
                   created_at=_at(on), brought_on=on)
        )  # fmt: skip
        figures.append(
            RemedyFigures(remedy_id=pk, organ_id=organ.pk, since=_at(on), block=block, brought_on=on,
                          column=("upheld", "corrected", "other")[pk % 3],
                          concluded_on=on + dt.timedelta(days=25))
        )  # fmt: skip
    Remedy.objects.bulk_create(rows, batch_size=500)
    RemedyFigures.objects.bulk_create(figures, batch_size=500)


def _statements(organs: list[Organ]) -> None:
    """表二 by month, 第一部分 for the year; each confirmed."""
    period, rows = Period(YEAR), []
    for organ in organs:
        for item in items_of(organ, period):
            months = range(1, 13) if item.cell.startswith("t2.") else (None,)
            for month in months:
                rows.append(
                    Statement(pk=len(rows) + 1, organ=organ, year=YEAR, month=month, cell=item.cell,
                              value=Decimal(len(rows) % 40), source="form", recorded_at=MOMENT)
                )  # fmt: skip
    Statement.objects.bulk_create(rows, batch_size=500)
    Confirmation.objects.bulk_create(
        (Confirmation(statement=one, recorded_at=MOMENT) for one in rows), batch_size=500
    )


def _documents(organs: list[Organ]) -> None:
    rows = [
        NormativeDocument(
            pk=at * DOCUMENTS + n + 1, organ=organ, title=f"{organ.short_name}第{n}号办法",
            document_number=f"{organ.slug}〔{2016 + n % 10}〕{n}号", made_on=dt.date(2016 + n % 10, 6, 1),
            effective_on=dt.date(2016 + n % 10, 7, 1),
        )
        for at, organ in enumerate(organs)
        for n in range(DOCUMENTS)
    ]  # fmt: skip
    NormativeDocument.objects.bulk_create(rows, batch_size=500)
    NormativeEvent.objects.bulk_create(
        (
            NormativeEvent(
                document=one, kind="repealed", on=dt.date(YEAR, 3, 1), recorded_at=MOMENT
            )
            for one in rows
            if one.pk % DOCUMENTS == 3
        ),
        batch_size=500,
    )


def _lists(top: Organ, organs: list[Organ]) -> None:
    governments = [top, *(one for one in organs if one.kind == OrganKind.GOVERNMENT)]
    for government in governments:
        held = UnitList.objects.create(government=government, year=YEAR, frozen_at=MOMENT)
        below = [one for one in organs if one.parent_id == government.pk]
        Unit.objects.create(units=held, organ=government)
        Unit.objects.bulk_create(
            Unit(units=held, organ=one,
                 kind="government" if one.kind == OrganKind.GOVERNMENT else "own")
            for one in below
        )  # fmt: skip


def _reports(top: Organ) -> None:
    """Every second unit has handed in what its ledgers say, with prose; its government is writing."""
    whole = compile_government(top, Period(YEAR, MOMENT))
    texts = _prose()
    waiting, number = [whole], 0
    while waiting:
        for pk, part in waiting.pop().parts.items():
            if part.below is not None:
                waiting.append(part.below)
            elif (number := number + 1) % 2 == 0:
                _handed_in(pk, part.live.cells, part.live.counts, part.live.digest, texts)
    Report.objects.create(
        organ=top, year=YEAR, kind=ReportKind.GOVERNMENT, state="drafting", as_of=NOW
    )


def _handed_in(pk: int, cells: Any, counts: Any, digest: str, texts: dict[str, str]) -> None:
    report = Report.objects.create(
        organ_id=pk, year=YEAR, kind="own", state=ReportState.HANDED_IN, as_of=MOMENT
    )
    Compilation.objects.create(
        report=report, as_of=MOMENT, cells=cells, counts=counts, digest=digest, made_at=MOMENT
    )
    Step.objects.create(
        report=report, state=ReportState.HANDED_IN, on=MOMENT.date(), recorded_at=MOMENT
    )
    Passage.objects.bulk_create(
        Passage(report=report, part=part, number=1, text=text, recorded_at=MOMENT)
        for part, text in texts.items()
    )


def _prose() -> dict[str, str]:
    """Six hundred characters a part; every unit the same, which is the dearest case for the comparison."""
    from gongkai.apps.annual.data.parts import parts_for

    known = {one.key for one in parts_for(government=False)}
    line = "围绕中心工作，全年主动公开政府信息，受理申请{{t3.new.total}}件，及时回应群众关切并完善制度。"
    return {
        one: "\n".join(line.replace("中心", f"第{n}项") for n in range(12))
        for one in PROSE
        if one in known
    }


def _set_sequences() -> None:
    """PostgreSQL counts on from what was inserted."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in (Case, Figures, Remedy, Statement, NormativeDocument):
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )


def now() -> Any:
    """The bench's day."""
    return clock.stopped_at(NOW)
