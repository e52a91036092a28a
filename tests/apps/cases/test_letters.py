"""文书: drafted by one, signed by another, numbered without gaps; the answer's letter is the reply."""

import datetime as dt
import io

import pdfplumber
import pytest

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions import consulting, correcting, extending
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.letters import (
    add_letter_file,
    approve_letter,
    draft_letter,
    drop_letter,
    edit_letter,
    return_letter,
    submit_letter,
)
from gongkai.apps.cases.actions.notices import notice_served
from gongkai.apps.cases.actions.places import set_places
from gongkai.apps.cases.filing import file_content, file_name
from gongkai.apps.cases.letters import approved_letter
from gongkai.apps.cases.letters.composing import compose, content_of_letter
from gongkai.apps.cases.letters.places import author_of, places_held
from gongkai.apps.cases.letters.possible import possible_letters
from gongkai.apps.cases.letters.printing import case_form, opinion_slip, service_record
from gongkai.apps.cases.models import Event, Letter, LetterState
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import OrganKind
from gongkai.documents.letters import render_letter_pdf
from tests.apps.cases.example_cases import ON_PAPER, at, handled_case
from tests.apps.cases.letter_cases import (
    decided_internal,
    decided_open,
    drafted,
    signed,
    with_places,
)
from tests.county import County, make_county, make_organ

pytestmark = pytest.mark.django_db
D = dt.date
DAY = D(2025, 9, 26)  # Friday; reply due 2025-10-30
LATER = D(2025, 10, 9)


@pytest.fixture
def county(tmp_path, settings) -> County:
    settings.SEALED_ROOT = tmp_path
    with_places()
    return make_county()


def keys(case) -> set[str]:
    return {one.key for one in possible_letters(case)}


def test_an_answer_from_decision_to_signature(county: County) -> None:
    case = handled_case(county, DAY)
    assert not any(key.startswith("N14") for key in keys(case))
    decided_internal(county, case, LATER)
    case.refresh_from_db()
    assert "N14-no-internal" in keys(case) and "N14-open-give" not in keys(case)
    letter = signed(county, case, "N14-no-internal", on=LATER)
    case.refresh_from_db()
    assert (letter.number, letter.signed_on, letter.state) == (
        "教育局信公〔2025〕1号",
        LATER,
        "approved",
    )
    assert case.state == "decided"
    reply = Event.objects.get(case=case, kind="reply")
    assert (reply.on, reply.facts["letter"], reply.facts["outcome"]) == (
        LATER,
        letter.pk,
        "NO_INTERNAL",
    )
    assert letter.pdf is not None and letter.docx is not None
    with pdfplumber.open(io.BytesIO(file_content(letter.pdf))) as opened:
        text = "".join(page.extract_text() for page in opened.pages).replace("\n", "")
    for said in (
        "王小明：",
        "教育局信公〔2025〕1号",
        "第十六条第一款",
        "2025年10月9日",
        "先向示例县人民政府申请行政复议",
    ):
        assert said in text
    assert "示例县人民法院" not in text  # review first: no court is named
    assert file_name(letter.pdf) == "政府信息公开申请答复书（教育局信公〔2025〕1号）.pdf"
    written = str(list(Entry.objects.values())) + str(list(Event.objects.values()))
    assert "王小明" not in written and "内部审批" not in written


def test_nobody_signs_what_they_wrote(county: County) -> None:
    case = handled_case(county, DAY)
    head = county.actor("disclosure_head")
    with clock.stopped_at(at(LATER)):
        letter = drafted(county, case, "N04", {"correction_points": "写明年份"})
        edit_letter(head, letter, dict(content_of_letter(letter).values))
        submit_letter(county.actor("case_clerk"), letter)
        with pytest.raises(Forbidden, match="不能自己"):
            approve_letter(head, letter)
        with pytest.raises(Forbidden):
            approve_letter(county.actor("case_clerk"), letter)
        assert approved_letter(case, "N04") is None
        made = approve_letter(county.actor("case_reviewer"), letter)
    assert approved_letter(case, "N04") == made
    assert Letter.objects.get().state == LetterState.APPROVED


def test_what_is_missing_is_said_before_review(county: County) -> None:
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER)):
        letter = draft_letter(clerk, case, "N04", {"limit": "10"})
        with pytest.raises(Refused, match="需要补正的事项"):
            submit_letter(clerk, letter)
        for values, words in (
            ({"limit": "十天"}, "应为数字"),
            ({"basis": "《某规定》"}, "只能改由经办人填写的"),
        ):
            with pytest.raises(Refused, match=words):
                edit_letter(clerk, letter, values)
        for key, words in (
            ("N99", "没有这种文书"),
            ("N14-open-give", "现在的情况"),
            ("N02", "没有这种"),
        ):
            with pytest.raises(Refused, match=words):
                draft_letter(clerk, case, key, {})
        with pytest.raises(Refused, match="已经有一份同样的"):
            draft_letter(clerk, case, "N04", {})


def test_returned_changed_and_signed(county: County) -> None:
    case = handled_case(county, DAY)
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    with clock.stopped_at(at(LATER)):
        letter = drafted(county, case, "N04", {"correction_points": "写明年份"})
        submit_letter(clerk, letter)
        with pytest.raises(Refused, match="待审核"):
            edit_letter(clerk, letter, {})
        with pytest.raises(Refused, match="理由"):
            return_letter(reviewer, letter, reason=" ")
        letter = return_letter(reviewer, letter, reason="还要写明学校")
        assert letter.return_reason == "还要写明学校"
        values = dict(content_of_letter(letter).values) | {
            "correction_points": "写明年份\n写明学校"
        }
        submit_letter(clerk, edit_letter(clerk, letter, values))
        letter = approve_letter(reviewer, letter)
    assert "2. 写明学校" in compose(letter).plain()


def test_the_signed_text_stays_whatever_happens_later(county: County) -> None:
    case = handled_case(county, DAY)
    letter = signed(county, case, "N04", {"correction_points": "写明年份"}, on=LATER)
    before = compose(letter).plain()
    party = case.parties.get()
    from gongkai.apps.cases.parties import keep_identity

    keep_identity(party, Identity(name="改了名"))
    party.save()
    letter.refresh_from_db()
    assert compose(letter).plain() == before
    assert letter.pdf is not None
    # The printed pages are made once; made again from what was kept they are the same.
    assert render_letter_pdf(compose(letter)) == file_content(letter.pdf)


def test_numbers_have_no_gaps(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = handled_case(county, DAY), handled_case(county, DAY)
    one = signed(county, first, "N04", {"correction_points": "写明年份"}, on=LATER)
    with clock.stopped_at(at(LATER)):
        letter = drafted(county, second, "N04", {"correction_points": "写明年份"})
        submit_letter(county.actor("case_clerk"), letter)
        with monkeypatch.context() as broken:

            def fails(*_: object) -> bytes:
                raise RuntimeError("the paper jams")

            broken.setattr("gongkai.apps.cases.actions.letters.render_letter_pdf", fails)
            with pytest.raises(RuntimeError):
                approve_letter(county.actor("case_reviewer"), letter)
        letter.refresh_from_db()
        assert (letter.state, letter.number) == (LetterState.TO_REVIEW, "")
        two = approve_letter(county.actor("case_reviewer"), letter)
    assert [one.number, two.number] == ["教育局信公〔2025〕1号", "教育局信公〔2025〕2号"]


def test_the_day_on_the_paper(county: County) -> None:
    case = handled_case(county, DAY)
    with clock.stopped_at(at(LATER)):
        letter = drafted(county, case, "N04", {"correction_points": "写明年份"})
        submit_letter(county.actor("case_clerk"), letter)
        for day in (D(2025, 10, 8), D(2025, 10, 10)):
            with pytest.raises(Refused, match="落款日期"):
                approve_letter(county.actor("case_reviewer"), letter, on=day)


def test_dropped_letters(county: County) -> None:
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    letter = signed(county, case, "N04", {"correction_points": "写明年份"}, on=LATER)
    with clock.stopped_at(at(LATER, 15)):
        with pytest.raises(Forbidden):
            drop_letter(clerk, letter, reason="不需要了")
        gone = drop_letter(county.actor("case_reviewer"), letter, reason="不需要补正")
    assert (gone.state, gone.number) == (LetterState.DROPPED, "教育局信公〔2025〕1号")
    assert approved_letter(case, "N04") is None
    decided_open(county, case, LATER)
    answer = signed(county, case, "N14-open-point", on=LATER)
    with clock.stopped_at(at(LATER, 16)), pytest.raises(Refused, match="为依据"):
        drop_letter(county.actor("case_reviewer"), answer, reason="写错")


def test_an_answer_of_an_older_decision_is_not_signed(county: County) -> None:
    from gongkai.apps.cases.actions import deciding

    case = handled_case(county, DAY)
    clerk, reviewer = county.actor("case_clerk"), county.actor("case_reviewer")
    decided_internal(county, case, LATER)
    with clock.stopped_at(at(LATER, 14)):
        letter = drafted(county, case, "N14-no-internal")
        submit_letter(clerk, letter)
    with clock.stopped_at(at(LATER, 15)):
        deciding.return_decision(reviewer, case, reason="应当公开")
        with pytest.raises(Refused):
            approve_letter(reviewer, letter)
    assert not Event.objects.filter(case=case, kind="reply").exists()


def test_extension_letter_says_the_new_day(county: County) -> None:
    case = handled_case(county, DAY)
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(LATER)):
        sheet = extending.propose_extension(clerk, case, days=20, reason="需要查阅大量档案")
        extending.decide_extension(head, sheet, agree=True)
    letter = signed(county, case, "N06", on=LATER)
    text = compose(letter).plain()
    # 2025-10-30 and 20 working days more (law file 6.4: +40 is 11-27).
    assert "答复期限为2025年10月30日" in text and "延长20个工作日，至2025年11月27日" in text
    assert "需要查阅大量档案" in text and "请与本机关政府信息公开工作机构联系" in text


def test_procedure_facts_stand_in_the_answer(county: County) -> None:
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(D(2025, 9, 29))):
        correcting.notify_correction(
            county.actor("disclosure_head"),
            case,
            on=D(2025, 9, 29),
            points=["写明年份"],
            on_paper=ON_PAPER,
        )
        notice_served(clerk, case, "correction_served", on=D(2025, 9, 29), proof="当面")
        correcting.record_correction(
            clerk, case, on=D(2025, 9, 29), description="2024年规划", came=Came(text="补正")
        )
        party = consulting.add_party(
            clerk, case, role="third_party", identity=Identity(name="李某某"), kind="natural"
        )
        case.refresh_from_db()
        asked = signed(
            county, case, "N07",
            {"asked_content": "规划中的住址", "question": "是否同意公开"},
            on=D(2025, 9, 29), addressee=party,
        )  # fmt: skip
        assert "涉及你的合法权益" in compose(asked).plain()
        assert "李某某" in compose(asked).salutation
        assert "王小明" not in compose(asked).plain(), "no more of the applicant than needed"
        assert "李某某" in opinion_slip(asked).plain()
        consulting.ask_opinion(clerk, party, on=D(2025, 9, 29), letter_id=asked.pk)
        consulting.party_received(clerk, party, on=D(2025, 9, 29), proof="签收")
    assert approved_letter(case, "N07", party) is None, "used up by its sending"
    with clock.stopped_at(at(LATER)):
        consulting.hear_opinion(clerk, party, on=LATER, opinion="agree")
    decided_open_after_correction(county, case)
    letter = signed(county, case, "N14-open-point", on=LATER)
    text = compose(letter).plain()
    assert "于2025年9月29日告知你补正，并于2025年9月29日收到补正的申请" in text
    assert "依法征求第三方的意见" in text and "个工作日）不计算" in text
    assert "李某某" not in text and "“2024年规划”" in text


def decided_open_after_correction(county: County, case) -> None:
    from gongkai.apps.cases.actions import deciding

    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER, 12)):
        for step, finding in (
            ("complete", "clear_now"),
            ("information", "information"),
            ("responsible", "made"),
            ("exists", "public"),
        ):
            deciding.save_step(clerk, case, step, finding=finding)
        deciding.save_answer(
            clerk, case, outcome="OPEN_POINT", records={"place_checked": "网站公开目录"}
        )
        deciding.propose_decision(clerk, case)
        deciding.approve_decision(county.actor("case_reviewer"), case)


def test_files_that_may_go_along(county: County) -> None:
    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    pdf = render_letter_pdf(case_form(case, "N03"))
    with clock.stopped_at(at(LATER)):
        given = add_letter_file(clerk, case, pdf, "布局规划.pdf")
        letter = draft_letter(
            clerk, case, "N04", {"correction_points": "写明年份"}, files=[given.pk]
        )
        assert compose(letter).attachments == ("布局规划",)
        with pytest.raises(Refused, match="附件只能选"):
            edit_letter(clerk, letter, {}, files=[given.pk + 99])


def test_places_by_organ_and_kind(county: County) -> None:
    held = places_held(county.department, DAY)
    assert (held.author, held.places.government, held.missing) == (
        "county_department", "示例县人民政府", (),
    )  # fmt: skip
    tax = make_organ(
        "国家税务总局示例县税务局", "税务局", "swj", OrganKind.DEPARTMENT, county.government
    )
    assert places_held(tax, DAY).missing == ("上一级主管部门",)
    office = make_organ(
        "示例县人民政府办公室", "政府办", "xzfb", OrganKind.DEPARTMENT, county.government
    )
    assert [author_of(one) for one in (tax, office, county.government, county.township)] == [
        "vertical", "government_office", "county_government", "township",
    ]  # fmt: skip
    set_places(
        county.actor("county_office"), None, {"basic_court": "邻县人民法院", "upper_government": "示例市人民政府", "intermediate_court": "示例市中级人民法院"}
    )  # fmt: skip
    assert places_held(county.department, DAY).places.courts["basic"] == "邻县人民法院"
    head = county.actor("disclosure_head")
    with pytest.raises(Forbidden):
        set_places(head, None, {})
    with pytest.raises(Forbidden):
        set_places(head, county.township, {})
    set_places(head, county.department, {"basic_court": "指定的人民法院"}, author="justice_bureau")
    held = places_held(county.department, DAY)
    assert held.places.courts["basic"] == "指定的人民法院" and held.author == "justice_bureau"
    with pytest.raises(Refused, match="没有这一类"):
        set_places(head, county.department, {}, author="nobody")


def test_no_letter_without_the_names_of_its_remedy(county: County) -> None:
    from gongkai.apps.cases.models import RemedyPlaces

    RemedyPlaces.objects.all().delete()
    case = handled_case(county, DAY)
    with clock.stopped_at(at(LATER)):
        letter = drafted(county, case, "N04", {"correction_points": "写明年份"})
        with pytest.raises(Refused, match="基层人民法院"):
            submit_letter(county.actor("case_clerk"), letter)


def test_forms_of_a_case(county: County) -> None:
    case = handled_case(county, DAY)
    with clock.stopped_at(at(LATER)):
        said = {key: case_form(case, key).plain() for key in ("N01", "N02", "N03")}
    assert "110101199003077475" in said["N01"] and "用途" in said["N01"]
    assert "2025年10月30日" in said["N02"] and "王小明" not in said["N02"]
    assert "王小明：" in said["N03"] and "2025年9月26日" in said["N03"]
    letter = signed(county, case, "N04", {"correction_points": "写明年份"}, on=LATER)
    record = service_record(letter).plain()
    assert "政府信息公开申请补正告知书（教育局信公〔2025〕1号）" in record
    assert "人民路8号2单元301室" in record


def test_a_partial_release_lists_its_pieces_and_says_both_remedies(county: County) -> None:
    from gongkai.apps.cases.actions import deciding

    case = handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER, 12)):
        for step, finding, reason in (
            ("complete", "clear", ""),
            ("information", "information", ""),
            ("responsible", "made", ""),
            ("exists", "held", ""),
            ("give", "part", "其中一段是内部讨论"),
            ("how", "as_asked", ""),
        ):
            deciding.save_step(clerk, case, step, finding=finding, reason=reason)
        deciding.save_answer(
            clerk,
            case,
            outcome="PARTIAL",
            records={"delivery": "布局规划1份，12页", "form_difference": "相同"},
            reasons="第3页第2段是内部讨论记录。",
            pieces=[
                {
                    "place": "第3页第2段",
                    "category": "讨论记录",
                    "ground": "NO_PROCESS",
                    "reason": "尚未形成决定",
                }
            ],
        )
        deciding.propose_decision(clerk, case)
        deciding.approve_decision(county.actor("case_reviewer"), case)
    letter = signed(county, case, "N14-partial", {"form": "纸质复印件"}, on=LATER)
    text = compose(letter).plain()
    assert "| 1 | 第3页第2段 | 讨论记录 | 第十六条第二款 | 尚未形成决定 |" in text
    assert "依据是《中华人民共和国政府信息公开条例》第十六条第二款（过程性信息）" in text
    assert "（一）对依据第十四条至第十六条不予公开的部分" in text
    assert "\n　　（二）对其余部分" in text and "向示例县人民法院提起行政诉讼" in text
    assert "1. 布局规划1份，12页" in text and "相同" not in text


def test_no_step_names_a_letter_that_was_not_signed(county: County) -> None:
    case, other = handled_case(county, DAY), handled_case(county, DAY)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(LATER)):
        letter = drafted(county, case, "N04", {"correction_points": "写明年份"})
        foreign = signed(county, other, "N04", {"correction_points": "写明年份"}, on=LATER)
        for named in (letter, foreign):
            with pytest.raises(Refused, match="已经签发的文书"):
                correcting.notify_correction(
                    clerk, case, on=LATER, points=["写明年份"], letter_id=named.pk
                )
    assert not Event.objects.filter(case=case, kind="notify_correction").exists()


def test_a_third_party_is_told_of_no_opening_where_nothing_is_opened(county: County) -> None:
    """Where something is opened over an objection: tests/apps/cases/test_telling.py."""
    case = handled_case(county, DAY)
    with clock.stopped_at(at(DAY, 10)):
        clerk = county.actor("case_clerk")
        party = consulting.add_party(
            clerk, case, role="third_party", identity=Identity(name="甲公司")
        )
        consulting.ask_opinion(county.actor("disclosure_head"), party, on=DAY, on_paper=ON_PAPER)
        consulting.hear_opinion(clerk, party, on=DAY, opinion="refuse", reasons="商业秘密")
    case.refresh_from_db()
    assert "N10" not in keys(case)
    case.decisions.create(version=1, outcome="NO_THIRD", drafted_at=clock.now(), sealed=b"")
    assert "N10" not in keys(case)
