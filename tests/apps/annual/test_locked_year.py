"""After the lock nothing that decides the year's report changes silently: refused, or an amendment on record."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.adjusting import adjust_opening
from gongkai.apps.annual.actions.counting_once import Joint, count_once
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import start_report
from gongkai.apps.annual.compiling.government import compile_government
from gongkai.apps.annual.models import Report, Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import plan_of
from gongkai.apps.cases.actions.amending import amend_event, void_event
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.cases.refusals import Refused as CaseRefused
from gongkai.apps.disclosure.actions import normative
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.refusals import Refused as DisclosureRefused
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.models import Amendment
from gongkai.apps.remedies.actions.columns import set_result_columns
from gongkai.apps.remedies.actions.following import correct_record, record_fact
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.apps.remedies.models import Remedy
from tests.apps.annual.test_adjusting import FOUND, past
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.remedies.example_remedies import answered_case, review_of
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
IN_YEAR = dt.date(2025, 11, 3)
LATER = at(dt.date(2026, 2, 20), 15)


@dataclass
class Year:
    """A locked year with one of everything that counts."""

    county: County
    case: Case
    document: NormativeDocument
    remedy: Remedy
    unconfirmed: Statement
    report: Report

    @property
    def clerk(self):
        return self.county.actor("clerk")

    @property
    def head(self):
        return self.county.actor("disclosure_head")

    @property
    def office(self):
        return self.county.actor("county_office")


@pytest.fixture
def year() -> Year:
    county = make_county()
    handled_case(county, dt.date(2024, 12, 20))
    past(county, county.department)
    case = answered_case(county, IN_YEAR, dt.date(2025, 12, 1))
    with clock.stopped_at(at(IN_YEAR)):
        document = normative.record_made(
            county.actor("clerk"), organ=county.department, title="学校管理办法",
            document_number="示教发〔2025〕1号", made_on=dt.date(2025, 5, 30),
        )  # fmt: skip
    remedy = review_of(county, None, IN_YEAR)
    with clock.stopped_at(at(dt.date(2025, 12, 20))):
        record_fact(county.actor("case_clerk"), remedy, "decided", on=dt.date(2025, 12, 20),
                    facts={"result": "review-maintained"})  # fmt: skip
    with clock.stopped_at(at(dt.date(2026, 1, 8))):
        (unconfirmed,) = state_figures(
            county.actor("clerk"), county.department, 2025, [Said("t2.licences", Decimal(7))]
        )
        rows = plan_of(county.government, Period(2025)).rows
        freeze_units(county.actor("county_office"), county.government, 2025, rows)
    with clock.stopped_at(at(dt.date(2026, 2, 1))):
        lock_year(county.actor("county_office"), 2025)
        report = start_report(county.actor("clerk"), county.department, 2025)
    return Year(county, case, document, remedy, unconfirmed, report)


ACTS: dict[str, Callable[[Year, str], object]] = {
    "the day a case was answered": lambda y, why: amend_event(
        y.head, y.case.events.get(kind="serve"), reason="回证日期登记有误", on=dt.date(2026, 1, 5),
        year_reason=why,
    ),
    "a case that was not answered": lambda y, why: void_event(
        y.head, y.case.events.get(kind="serve"), reason="登记到了别的件", year_reason=why
    ),
    "a document made": lambda y, why: normative.record_made(
        y.clerk, organ=y.county.department, title="校车办法", document_number="示教发〔2025〕9号",
        made_on=IN_YEAR, amendment=why,
    ),
    "a repeal": lambda y, why: normative.record_repealed(
        y.clerk, y.document, IN_YEAR, by_text="示教发〔2025〕8号", amendment=why
    ),
    "a document declared expired": lambda y, why: normative.record_expired(
        y.clerk, y.document, IN_YEAR, by_text="清理结果", amendment=why
    ),
    "a document's term extended": lambda y, why: normative.record_extended(
        y.clerk, y.document, IN_YEAR, dt.date(2027, 1, 1), by_text="延期决定", amendment=why
    ),
    "a review brought": lambda y, why: register_remedy(
        y.county.actor("case_clerk"), y.county.department,
        Brought("review", "respondent", "示教公开〔2025〕9号", "示例县人民政府"),
        brought_on=IN_YEAR, learned_on=IN_YEAR, amendment=why,
    ),
    "a review's result": lambda y, why: correct_record(
        y.county.actor("case_clerk"), y.remedy, y.remedy.events.get(kind="decided"),
        on=dt.date(2025, 12, 20), facts={"result": "review-revoked"}, reason="结果登记有误", amendment=why,
    ),
    "a review's day": lambda y, why: correct_record(
        y.county.actor("case_clerk"), y.remedy, y.remedy.events.get(kind="decided"),
        on=dt.date(2026, 1, 6), facts={"result": "review-maintained"}, reason="日期登记有误", amendment=why,
    ),
    "the column of a result": lambda y, why: set_result_columns(
        y.office, {"review-maintained": "other"}, reason="按省里的口径", amendment=why
    ),
    "a figure stated": lambda y, why: state_figures(
        y.clerk, y.county.department, 2025, [Said("t2.penalties", Decimal(3))], amendment=why
    ),
    "a figure confirmed": lambda y, why: confirm_figures(y.head, [y.unconfirmed], amendment=why),
    "the list of units": lambda y, why: freeze_units(
        y.office, y.county.government, 2025, plan_of(y.county.government, Period(2025)).rows[:2], why
    ),
    "a joint document": lambda y, why: count_once(
        y.office, y.county.government, 2025,
        Joint("办法", y.county.township, y.county.department, ["t2.normative.made"]), why,
    ),
    "an opening": lambda y, why: adjust_opening(
        y.office, y.report, FOUND, why
    ),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=list(ACTS))
def test_every_act_that_moves_the_year(year: Year, act: str) -> None:
    before = compile_government(year.county.government, Period(2025)).whole.cells
    with clock.stopped_at(LATER):
        with pytest.raises((Refused, CaseRefused, DisclosureRefused)) as refused:
            ACTS[act](year, "")
        assert any(word in str(refused.value) for word in ("锁定", "理由", "为什么"))
        assert not Amendment.objects.exists()
        assert compile_government(year.county.government, Period(2025)).whole.cells == before
        ACTS[act](year, "登记有误，据原件更正")
    assert {one.reason for one in Amendment.objects.all()} == {"登记有误，据原件更正"}
    assert {one.year for one in Amendment.objects.all()} == {2025}
