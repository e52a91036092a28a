"""表三: random histories of cases against an independent count, case by case; the year's edges; drill-down."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.apps.cases.models import APPLICANT_KINDS, Case, Figures
from gongkai.apps.cases.queries.ledger import (
    NoForm,
    Period,
    counted_in,
    figures_behind,
    numbers_behind,
    table_three,
)
from gongkai.apps.clock import CHINA
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.domain.cases import outcomes
from gongkai.domain.findings import Outcome
from gongkai.domain.reports.equations import hold
from gongkai.domain.reports.forms import form_for_year
from tests.county import make_organ
from tests.databases import examples

CODES = sorted(outcomes())
KINDS = [key for key, _ in APPLICANT_KINDS]
DAYS = st.dates(dt.date(2018, 12, 20), dt.date(2022, 1, 15))
EDGES = st.sampled_from(
    [dt.date(year, month, day) for year in (2019, 2020, 2021) for month, day in ((1, 1), (12, 31))]
)


def moment(day: int) -> dt.datetime:
    return dt.datetime(2022, 2, 1, 12, tzinfo=CHINA) + dt.timedelta(days=day)


@st.composite
def figures(draw: st.DrawFn) -> list[dict[str, object]]:
    """What was known of one case, version by version."""
    made = []
    since = draw(st.integers(0, 3))
    for last in [False] * draw(st.integers(0, 2)) + [True]:
        length = draw(st.integers(1, 3))
        received = draw(st.none() | EDGES | DAYS)
        closed = draw(st.none() | EDGES | DAYS)
        made.append(
            {
                "since": moment(since),
                "until": None if last else moment(since + length),
                "applicant_kind": draw(st.sampled_from(KINDS)),
                "received_on": received,
                "closed_on": closed,
                "outcome": draw(st.sampled_from(CODES)) if closed else "",
                "counted": draw(st.booleans()) or draw(st.booleans()),
                "organ_id": draw(st.sampled_from([1, 2])),
            }
        )
        since += length
    return made


def brute_force(
    cases: list[list[dict[str, object]]], year: int, organs: set[int], at: dt.datetime | None
) -> Counter[str]:
    """A clerk with a pencil: one case after the other."""
    cells: Counter[str] = Counter()
    for versions in cases:
        for one in versions:
            if at is None:
                holds = one["until"] is None
            else:
                holds = one["since"] <= at and (one["until"] is None or at < one["until"])
            received, closed = one["received_on"], one["closed_on"]
            if not holds or not one["counted"] or one["organ_id"] not in organs or not received:
                continue
            if received.year > year:
                continue
            # Closed before it was received (withdrawn before the receipt was confirmed): with the receipt.
            ended = max(closed, received) if closed else None
            if ended and ended.year < year:
                continue
            rows = ["new" if received.year == year else "carried_in"]
            if ended and ended.year == year:
                found = outcomes()[one["outcome"]]
                row = found.row
                if year <= 2020 and row in ("other.no_correction", "other.no_payment"):
                    row = "other.other"
                rows += [row, "total"]
            else:
                rows.append("carried_out")
            for row in rows:
                cells[f"t3.{row}.{one['applicant_kind']}"] += 1
                cells[f"t3.{row}.total"] += 1
    return cells


class RandomHistories(TestCase):
    @settings(max_examples=examples(60))
    @given(
        st.lists(figures(), max_size=25),
        st.integers(2019, 2022),
        st.sampled_from([{1}, {2}, {1, 2}]),
        st.none() | st.integers(-1, 10).map(moment),
    )
    def test_the_ledger_is_what_a_clerk_would_count(self, cases, year, organs, at):
        organ = make_organ("示例县教育局", "教育局", "jyj", OrganKind.DEPARTMENT, None)
        for number, versions in enumerate(cases):
            case = bare_case(organ, number)
            Figures.objects.bulk_create(Figures(case=case, **one) for one in versions)
        period = Period(year, at)
        made = table_three(organs, period)
        expected = brute_force(cases, year, organs, at)
        assert {cell: number for cell, number in made.items() if number} == dict(expected)
        for equation in form_for_year(year).equations:
            if equation.left[0].startswith("t3."):
                assert hold(equation, made).outcome is Outcome.PASSED, equation.key
        behind = numbers_behind(organs, period)
        assert {cell: len(numbers) for cell, numbers in behind.items()} == dict(expected)
        for cell in made:
            assert figures_behind(organs, period, cell).count() == made[cell], cell
        following = table_three(organs, Period(year + 1, at)) if year < 2022 else {}
        for kind in (*KINDS, "total"):
            carried = made[f"t3.carried_out.{kind}"]
            assert following.get(f"t3.carried_in.{kind}", carried) == carried


def bare_case(organ: Organ, number: int, kind: str = "application") -> Case:
    return Case.objects.create(
        organ=organ,
        number=f"jyj-2020-{number:04d}",
        kind=kind,
        applicant_kind="natural",
        subject="规划",
        description="规划",
        created_at=moment(0),
    )


@pytest.mark.django_db
def test_three_queries_however_many_cases() -> None:
    organ = make_organ("示例县教育局", "教育局", "jyj", OrganKind.DEPARTMENT, None)
    for number in range(30):
        Figures.objects.create(
            case=bare_case(organ, number),
            organ_id=organ.pk,
            since=moment(0),
            applicant_kind=KINDS[number % 6],
            received_on=dt.date(2021, 1 + number % 12, 3),
            closed_on=dt.date(2021, 12, 3) if number % 2 else None,
            outcome=CODES[number % len(CODES)] if number % 2 else "",
        )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        cells = table_three({organ.pk}, Period(2021))
    assert len(asked) == 3
    assert cells["t3.new.total"] == 30 and cells["t3.carried_out.total"] == 15
    with CaptureQueriesContext(connection) as asked:
        assert len(list(counted_in({organ.pk}, Period(2021)))) == 30
    assert len(asked) == 1


@pytest.mark.parametrize("year", [2018, 1, 2101])
def test_a_year_without_a_form(year: int) -> None:
    with pytest.raises(NoForm, match="年度"):
        Period(year)


@pytest.mark.django_db
def test_a_cell_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        figures_behind({1}, Period(2021), "t3.new.nobody")
