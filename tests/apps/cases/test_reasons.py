"""说明理由 (Art. 35): the finding decides; a longer period only for good reasons, told in time."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions import deciding, reasons
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.notices import is_awaited, notice_served
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.refusals import Refused
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
LATER = dt.date(2026, 3, 20)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def case(county: County) -> Case:
    case = handled_case(county, DAY)
    with clock.stopped_at(at(DAY, 14)):
        reasons.ask_reasons(
            county.actor("disclosure_head"),
            case,
            on=DAY,
            found="本月37件",
            limit=5,
            on_paper=ON_PAPER,
        )
    case.refresh_from_db()
    return case


def test_the_clock_runs_on_meanwhile(case: Case) -> None:
    assert (case.state, case.due_on) == ("asking_reasons", dt.date(2026, 3, 30))


def test_a_second_request_arrives_too(county: County, case: Case) -> None:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(DAY, 15)):
        notice_served(clerk, case, "reasons_served", on=DAY, proof="签收")
        heard = {"given": "为了研究", "reasonable": True, "finding": "理由合理"}
        reasons.hear_reasons(clerk, case, on=DAY, **heard)
        case.refresh_from_db()
        assert not is_awaited(case, "reasons_served")
        reasons.ask_reasons(head, case, on=DAY, found="又有20件", limit=5, on_paper=ON_PAPER)
        case.refresh_from_db()
        assert is_awaited(case, "reasons_served")
        notice_served(clerk, case, "reasons_served", on=DAY, proof="签收")
        assert not is_awaited(case, "reasons_served")
        with pytest.raises(Refused, match="已经登记过了"):
            notice_served(clerk, case, "reasons_served", on=DAY, proof="签收")


def test_silence_only_after_proved_service(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    said = {"given": "", "reasonable": False, "finding": "逾期没有说明"}
    with clock.stopped_at(at(LATER)):
        with pytest.raises(Refused, match="送达日期和凭证"):
            reasons.hear_reasons(clerk, case, on=LATER, **said)
        notice_served(clerk, case, "reasons_served", on=DAY, proof="签收")
        with pytest.raises(Refused, match="2026-03-09"):
            reasons.hear_reasons(clerk, case, on=dt.date(2026, 3, 9), **said)
        with pytest.raises(Refused, match="不能认定理由合理"):
            reasons.hear_reasons(clerk, case, on=LATER, **(said | {"reasonable": True}))
        reasons.hear_reasons(clerk, case, on=LATER, **said)
        excessive(county, case)


def excessive(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    deciding.save_step(clerk, case, "complete", finding="clear")
    deciding.save_step(clerk, case, "information", finding="excessive", reason="理由不成立")
    deciding.save_answer(
        clerk, case, outcome="NP_EXCESS", records={}, reasons="本月37件，逾期没有说明理由。"
    )
    # The exchange on file is the mandatory record; nobody types it again.
    deciding.propose_decision(clerk, case)


def test_reasonable_reasons_are_no_ground_to_decline(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER)):
        reasons.hear_reasons(
            clerk, case, on=LATER, given="课题研究", reasonable=True, finding="有课题立项书",
            came=Came(text="课题研究"),
        )  # fmt: skip
        deciding.save_step(clerk, case, "complete", finding="clear")
        with pytest.raises(Refused, match="不合理"):
            deciding.save_step(clerk, case, "information", finding="excessive", reason="多")
        with pytest.raises(Refused, match="晚于"):
            reasons.tell_longer_period(
                county.actor("disclosure_head"),
                case,
                on=LATER,
                until=dt.date(2026, 3, 30),
                on_paper=ON_PAPER,
            )
        reasons.tell_longer_period(
            county.actor("disclosure_head"),
            case,
            on=LATER,
            until=dt.date(2026, 6, 30),
            on_paper=ON_PAPER,
        )
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 6, 30)


def test_a_longer_period_is_told_in_time(county: County, case: Case) -> None:
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER)):
        with pytest.raises(Refused, match="认定合理"):
            reasons.tell_longer_period(
                county.actor("disclosure_head"),
                case,
                on=LATER,
                until=dt.date(2026, 6, 30),
                on_paper=ON_PAPER,
            )
        reasons.hear_reasons(
            clerk, case, on=LATER, given="课题", reasonable=True, finding="成立", came=Came()
        )
    late = dt.date(2026, 3, 31)
    with clock.stopped_at(at(late)), pytest.raises(Refused, match="2026-03-30"):
        reasons.tell_longer_period(
            county.actor("disclosure_head"),
            case,
            on=late,
            until=dt.date(2026, 6, 30),
            on_paper=ON_PAPER,
        )
