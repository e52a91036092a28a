"""Over a third party's objection nothing goes out before it was told in writing (Art. 32)."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from gongkai.apps import clock
from gongkai.apps.cases.actions import consulting, deciding
from gongkai.apps.cases.actions.closing import missing_for_archive
from gongkai.apps.cases.actions.letters import drop_letter
from gongkai.apps.cases.actions.serving import dispatch_letter, record_return
from gongkai.apps.cases.data.steps import step_book
from gongkai.apps.cases.letters.possible import possible_letters
from gongkai.apps.cases.models import Case, Letter, Party
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.queries.conditions import Known, unmet
from gongkai.apps.cases.refusals import Refused
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.apps.cases.letter_cases import signed, with_places
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
D = dt.date
OVERRULED = (("complete", "clear"), ("information", "information"), ("responsible", "obtained"),
             ("exists", "held"), ("give", "public_interest"), ("how", "as_asked"))  # fmt: skip
TOLD = {
    "decided_content": "全部检测数据。",
    "reasons": "关系饮用水安全。",
    "release_on": "2026-03-30",
}


@pytest.fixture
def county(tmp_path: Path, settings: Any) -> County:
    settings.SEALED_ROOT = tmp_path
    with_places()
    return make_county()


PIECE = {"place": "第2页", "category": "报价", "ground": "NO_THIRD", "reason": "商业秘密"}
# What opens over the objection, and the answer's letter.
OPENS = {
    "public_interest": ("OPEN_GIVE", "N14-open-give", {"form": "复印件"}),
    "part_public_interest": ("PARTIAL", "N14-partial", {"form": "复印件"}),
    "part_heeded": ("PARTIAL", "N14-partial", {"form": "复印件"}),
}


def overruled(county: County, give: str = "public_interest") -> tuple[Case, Party, Letter]:
    """A firm objected; the organ opens all the same; the answer is signed on 2026-03-24."""
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    case = handled_case(county, D(2026, 3, 2))
    with clock.stopped_at(at(D(2026, 3, 9))):
        firm = Identity(name="示例水务有限公司", address="示例县工业路2号")
        party = consulting.add_party(
            clerk, case, role="third_party", identity=firm, kind="business"
        )
        consulting.ask_opinion(head, party, on=D(2026, 3, 9), on_paper=ON_PAPER)
    with clock.stopped_at(at(D(2026, 3, 20))):
        consulting.hear_opinion(
            clerk, party, on=D(2026, 3, 20), opinion="refuse", reasons="涉及经营数据"
        )
    with clock.stopped_at(at(D(2026, 3, 24))):
        for step, finding in (*OVERRULED[:4], ("give", give), *OVERRULED[5:]):
            deciding.save_step(clerk, case, step, finding=finding, reason="关系饮用水安全")
        outcome, template, values = OPENS[give]
        records = {"delivery": "复印件1份", "form_difference": "相同"}
        pieces = [PIECE] if outcome == "PARTIAL" else []
        deciding.save_answer(
            clerk, case, outcome=outcome, records=records, pieces=pieces, reasons="报价不公开"
        )
        deciding.propose_decision(clerk, case)
        deciding.approve_decision(county.actor("case_reviewer"), case)
    answer = signed(county, case, template, values, on=D(2026, 3, 24))
    return Case.objects.get(pk=case.pk), party, answer


def send(county: County, letter: Letter, on: dt.date, **how: Any) -> Any:
    with clock.stopped_at(at(on, 16)):
        return dispatch_letter(county.actor("case_clerk"), letter, way="direct", on=on, **how)


def told(county: County, case: Case, party: Party, **values: str) -> Letter:
    return signed(county, case, "N10", TOLD | values, on=D(2026, 3, 25), addressee=party)


def test_the_answer_waits_for_the_letter_and_for_the_day_it_names(county: County) -> None:
    case, party, answer = overruled(county)
    with pytest.raises(Refused, match=r"第三方.*还没有把决定公开的内容和理由书面告知"):
        send(county, answer, D(2026, 3, 25))
    letter = told(county, case, party)
    with pytest.raises(Refused, match="书面告知"):
        send(county, answer, D(2026, 3, 25))  # signed, but nobody was told yet
    send(county, letter, D(2026, 3, 25))
    with pytest.raises(Refused, match="将于2026-03-30公开"):
        send(county, answer, D(2026, 3, 27))
    send(county, answer, D(2026, 3, 30))
    case.refresh_from_db()
    assert case.state == "served"


def test_a_part_opened_over_the_objection_waits_for_the_letter_too(county: County) -> None:
    case, party, answer = overruled(county, "part_public_interest")
    with pytest.raises(Refused, match=r"第三方.*还没有把决定公开的内容和理由书面告知"):
        send(county, answer, D(2026, 3, 25))
    assert any("书面告知" in one for one in missing_for_archive(case))
    send(county, told(county, case, party, release_on=""), D(2026, 3, 25))
    send(county, answer, D(2026, 3, 25))


def test_a_part_that_heeds_the_objection_waits_for_nobody(county: County) -> None:
    case, _, answer = overruled(county, "part_heeded")
    assert "N10" not in {one.key for one in possible_letters(case)}
    send(county, answer, D(2026, 3, 25))


def test_a_part_over_an_objection_says_which_it_is(county: County) -> None:
    case, _, _ = overruled(county, "part_heeded")
    with clock.stopped_at(at(D(2026, 3, 24))):
        known = Known(case)
        assert unmet(known, ("no_third_party_objects",)) and known.objecting
        finding = step_book().step("application", "give").findings["part"]
        assert unmet(known, finding.requires)


def test_a_letter_that_came_back_is_sent_again_or_given_up_by_a_second_person(
    county: County,
) -> None:
    case, party, answer = overruled(county)
    letter = told(county, case, party, release_on="")
    sent = send(county, letter, D(2026, 3, 25))
    with clock.stopped_at(at(D(2026, 3, 26))):
        record_return(county.actor("case_clerk"), sent, on=D(2026, 3, 26), note="查无此人")
    with pytest.raises(Refused, match="书面告知"):
        send(county, answer, D(2026, 3, 26))
    with clock.stopped_at(at(D(2026, 3, 26), 15)):
        drop_letter(county.actor("case_reviewer"), letter, reason="地址、电话都联系不上")
    send(county, answer, D(2026, 3, 26))


def test_the_archive_asks_for_it_too(county: County) -> None:
    case, _, _ = overruled(county)
    assert any("书面告知" in one for one in missing_for_archive(case))


def test_nobody_is_told_where_the_objection_is_followed(county: County) -> None:
    case, _, _ = overruled(county)
    decision = case.decisions.get()
    decision.outcome = "NO_THIRD"
    decision.save()
    assert not any("书面告知" in one for one in missing_for_archive(case))
