"""A unit's cells follow from what is recorded, as known at a moment; a government's are their sums."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.compiling.government import compile_government, compile_own
from gongkai.apps.annual.models import Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.disclosure.actions.normative import record_made
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.periods.actions import lock_year
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
YEAR_END = dt.datetime(2026, 1, 10, 18, tzinfo=clock.CHINA)


@pytest.fixture
def county() -> County:
    return make_county()


def state(
    county: County, cell: str, value: str, month: int | None = None, **more: str
) -> Statement:
    with clock.stopped_at(at(dt.date(2026, 1, 5))):
        return state_figures(
            county.actor("clerk"),
            county.department,
            2025,
            [Said(cell, Decimal(value), month)],
            **more,
        )[0]


def confirm(county: County, *rows: Statement, day: int = 6) -> None:
    with clock.stopped_at(at(dt.date(2026, 1, day))):
        confirm_figures(county.actor("disclosure_head"), rows)


def cells(county: County, as_of: dt.datetime | None = None) -> dict[str, str | None]:
    return compile_own(county.department, Period(2025, as_of)).cells


def test_what_nobody_stated_is_blank_and_what_the_law_fixes_is_zero(county: County) -> None:
    found = cells(county)
    assert found["t2.licences"] is None
    assert found["t2.rules.made"] == "0" and found["t3.new.total"] == "0"


def test_months_add_up_when_confirmed_by_another(county: County) -> None:
    rows = [state(county, "t2.licences", "7", 1), state(county, "t2.licences", "5", 2)]
    assert cells(county)["t2.licences"] is None
    with clock.stopped_at(YEAR_END), pytest.raises(Forbidden):
        confirm_figures(county.actor("clerk"), rows)
    confirm(county, *rows)
    assert cells(county)["t2.licences"] == "12"


def test_a_correction_is_a_new_row_and_the_old_moment_stays(county: County) -> None:
    confirm(county, state(county, "t2.fees", "85.50"))
    moment = dt.datetime(2026, 1, 7, tzinfo=clock.CHINA)
    confirm(county, state(county, "t2.fees", "85.56"), day=8)
    assert cells(county)["t2.fees"] == "85.56"
    assert cells(county, moment)["t2.fees"] == "85.5"
    assert Statement.objects.count() == 2


@pytest.mark.parametrize(
    ("cell", "value", "word"),
    [
        ("t3.new.total", "5", "自动汇总"),
        ("t2.licences", "1.5", "整数"),
        ("t2.licences", "-1", "不小于"),
        ("t9.nothing", "1", "没有"),
    ],
)
def test_what_cannot_be_stated(county: County, cell: str, value: str, word: str) -> None:
    with pytest.raises(Refused, match=word):
        state(county, cell, value)


def test_a_locked_year_takes_amendments_only(county: County) -> None:
    with clock.stopped_at(at(dt.date(2026, 1, 4))):
        lock_year(county.actor("county_office"), 2025)
    with pytest.raises(Refused, match="锁定"):
        state(county, "t2.licences", "7")
    state(county, "t2.licences", "7", amendment="审批局补报")


def test_documents_and_cases_are_behind_their_figures(county: County) -> None:
    with clock.stopped_at(at(dt.date(2025, 6, 1))):
        record_made(
            county.actor("clerk"),
            organ=county.department,
            title="学校管理办法",
            document_number="示教发〔2025〕1号",
            made_on=dt.date(2025, 5, 30),
        )
    handled_case(county, dt.date(2025, 12, 20))
    found = compile_own(county.department, Period(2025))
    assert found.cells["t2.normative.made"] == "1" and found.cells["t3.carried_out.natural"] == "1"
    (behind,) = found.figures["t3.carried_out.natural"].behind()
    assert (behind.kind, behind.label) == ("case", "jyj-2025-0001")
    (document,) = found.figures["t2.normative.made"].behind()
    assert "示教发〔2025〕1号" in document.label


def test_the_same_moment_gives_the_same_bytes_a_year_later(county: County) -> None:
    case = handled_case(county, dt.date(2025, 12, 20))

    def said() -> str:
        out = io.StringIO()
        call_command(
            "report_compile", organ="jyj", year=2025, as_of="2026-01-10", rows=True, stdout=out
        )
        return out.getvalue()

    first = said()
    with clock.stopped_at(at(dt.date(2027, 1, 20))), transaction.atomic():
        record_event(
            county.actor("case_clerk"),
            locked(case),
            "withdraw",
            dt.date(2025, 12, 30),
            {},
            act="case.handle",
        )
    assert said() == first
    assert json.loads(first)["cells"]["t3.carried_out.natural"] == 1
    assert compile_own(county.department, Period(2025)).cells["t3.carried_out.natural"] == "0"


def test_a_government_is_the_sum_of_its_units(county: County) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    confirm(county, state(county, "t2.penalties", "9"))
    whole = compile_government(county.government, Period(2025))
    assert whole.whole.cells["t3.new.natural"] == "1" and whole.whole.cells["t2.penalties"] == "9"
    assert set(whole.blanks["t2.penalties"]) == {county.government.pk, county.township.pk}
    assert len(whole.units) == 3
