"""What the check finds in a report as it is written: gaps, typed figures, copied words; what explains a finding."""

import datetime as dt
from decimal import Decimal

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.signing import send_to_head
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import (
    compile_report,
    explain_finding,
    mark_of,
    start_report,
    write_part,
)
from gongkai.apps.annual.checking import Checked, check_report
from gongkai.apps.annual.models import Passage, Report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.disclosure.actions.normative import record_made
from gongkai.domain.findings import Finding, Severity
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)
DETAILED = (
    "针对学校招生信息发布分散的问题，全县三十二所学校的招生计划、划片范围和录取结果统一在教育局网站专栏发布。"
    "针对校务公开栏更新缓慢的问题，建立每学期两次的抽查通报制度，对连续两次落后的学校约谈负责人。"
)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def report(county: County) -> Report:
    return begun(county)


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(JANUARY, 15)):
        yield


def found(report: Report, code: str) -> list[Finding]:
    return [one for one in check_report(report).findings if one.code == code]


def write(county: County, report: Report, part: str, text: str) -> Checked:
    write_part(county.actor("clerk"), report, part, text)
    return check_report(report)


def stated(county: County, report: Report) -> None:
    """Figures of 表二 that the department states, confirmed and compiled."""
    said = [Said(f"t2.{one}", Decimal(9)) for one in ("licences", "penalties")]
    rows = state_figures(county.actor("clerk"), county.department, 2025, said)
    confirm_figures(county.actor("final_reviewer"), rows)
    compile_report(county.actor("clerk"), report)


def test_what_a_government_has_to_say_cannot_be_forgotten(county: County) -> None:
    office = county.actor("county_office")
    whole = start_report(office, county.government, 2025, "government")
    gaps = [one.message for one in found(whole, "Y08")]
    for part in ("工作考核", "社会评议", "责任追究"):
        assert any(part in one for one in gaps), part
    # A sentence that just ends is not one.
    write_part(office, whole, "one.appraisal", "社会评议方面，")
    assert any("社会评议" in one.message for one in found(whole, "Y01"))
    write_part(office, whole, "one.appraisal", "社会评议方面，开展满意度调查1次，满意率96%。")
    write_part(office, whole, "one.assessment", "政府信息公开占年度绩效考核2分，各单位均为合格。")
    write_part(office, whole, "one.accountability", "全年没有发生被责任追究的情形。")
    left = {check_report(whole).places[at].part for at, one in enumerate(check_report(whole).findings)
            if one.code in ("Y01", "Y08", "Y09")}  # fmt: skip
    assert not left & {"one.appraisal", "one.assessment", "one.accountability"}


def test_a_township_is_offered_the_same_and_not_stopped(county: County) -> None:
    from gongkai.apps.annual.queries.reports import parts_of

    township = Report.objects.create(organ=county.township, year=2025, kind="own", state="drafting")
    assert "one.appraisal" in {one.key for one in parts_of(township)}
    assert not any("社会评议" in one.message for one in found(township, "Y01"))
    department = Report.objects.create(
        organ=county.department, year=2025, kind="own", state="drafting"
    )
    assert "one.appraisal" not in {one.key for one in parts_of(department)}


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("six.fee", "没有其他需要报告的事项。", "Y01"),
        ("one.supervision", "举办培训{{one.trainings}}次，全年督查通报两次。", "Y02"),
        ("one.supervision", "召开新闻发布会{{one.press}}场，推动工作落实。", "Y03"),
        ("one.platform", "加强网站维护，〔请写明：做了什么〕。", "Y08"),
        ("one.platform", "加强教育局网站专栏的日常维护，", "Y09"),
    ],
)
def test_gaps_stop_the_report(
    county: County, report: Report, part: str, text: str, code: str
) -> None:
    clerk = county.actor("clerk")
    compile_report(clerk, report)
    checked = write(county, report, part, text)
    places = {one.code: place for one, place in zip(checked.findings, checked.places, strict=True)}
    assert places[code].part == part
    assert code in {one.code for one in checked.errors}
    with pytest.raises(Refused, match="没有改正"):
        send_to_head(clerk, report)


def test_a_typed_figure_of_the_tables_is_held_against_them(county: County, report: Report) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    checked = write(county, report, "one.on_application", "全年新收政府信息公开申请6件。")
    at_ = next(n for n, one in enumerate(checked.findings) if "6" in one.message)
    assert checked.findings[at_].severity is Severity.ERROR
    assert checked.places[at_].part == "one.on_application"


def test_a_typed_figure_that_is_right_is_offered_as_a_field(county: County, report: Report) -> None:
    handled_case(county, dt.date(2025, 12, 20))
    text = "全年新收政府信息公开申请1件，结转下年度{{t3.carried_out.total}}件。"
    checked = write(county, report, "one.on_application", text)
    offers = [one for one in checked.typed if one.part == "one.on_application"]
    assert [(one.number, one.field) for one in offers] == [("1", "t3.new.total")]
    assert "本年新收" in offers[0].label
    printed = checked.assembled.texts["one.on_application"]
    assert printed[offers[0].start : offers[0].start + 1] == "1"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("全年举办政务公开培训4次，开展日常检查12次。", Severity.WARNING),
        ("举办政务公开培训4次，推动工作落实。", Severity.NOTICE),
        ("全年举办4次培训，推动工作落实。", Severity.WARNING),
        ("全年举办政务公开培训3次，开展日常检查12次。", None),
        ("全年培训工作扎实，其中骨干培训1次，推动落实。", None),
        ("全年举办政务公开培训{{one.training}}次，推动落实。", None),
    ],
)
def test_typed_counts_are_held_against_what_was_stated(
    county: County, report: Report, text: str, severity: Severity | None
) -> None:
    write(county, report, "one.supervision", text)
    said = found(report, "Y10")
    assert [one.severity for one in said] == ([] if severity is None else [severity])
    if said:
        assert "是 3" in said[0].message and "插入“政务公开培训”" in said[0].suggestion


@pytest.mark.parametrize(
    ("part", "text", "named"),
    [
        # Received where the closed ones are meant: nothing else could notice while the numbers are equal.
        ("one.on_application", "全年办结{{t3.new.total}}件申请。", ("办结", "本年新收", "总计")),
        ("one.on_application", "全年新收申请{{t3.total.total}}件。", ("新收", "总计", "本年新收")),
        (
            "one.on_application",
            "结转下年度继续办理{{t3.carried_in.total}}件申请。",
            ("结转下年度", "上年结转"),
        ),
        (
            "one.on_application",
            "办结申请{{t3.total.total}}件，予以公开{{t3.partial.total}}件。",
            ("予以公开", "部分公开"),
        ),
        (
            "one.on_application",
            "因公开工作被申请行政复议{{t4.review.upheld}}件，结果维持{{t4.review.upheld}}件。",
            ("行政复议", "总计"),
        ),
        (
            "one.management",
            "制发行政规范性文件{{t2.normative.in_force}}件，均已公开。",
            ("制发", "现行有效"),
        ),
        ("one.proactive", "全年作出行政处罚{{t2.licences}}件。", ("行政处罚", "行政许可")),
        (
            "one.supervision",
            "全年举办政务公开培训{{one.inspections}}次。",
            ("政务公开培训", "日常监测和检查"),
        ),
    ],
)
def test_a_figure_that_fills_itself_in_the_wrong_sentence(
    county: County, report: Report, part: str, text: str, named: tuple[str, ...]
) -> None:
    stated(county, report)
    checked = write(county, report, part, text)
    (said,) = found(report, "Y15")
    assert said.severity is Severity.WARNING
    for one in named:
        assert one in f"{said.message}{said.suggestion}", said.message
    assert checked.places[list(checked.findings).index(said)].part == part


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("one.on_application", "全年收到申请{{t3.new.total}}件，办理{{t3.total.total}}件，其中自然人申请{{t3.new.natural}}件。"),
        ("one.on_application", "办结{{t3.total.total}}件，按期办结{{t3.granted.total}}件。"),
        ("one.on_application", "办结申请{{t3.total.total}}件，其中不予公开{{t3.refused.state_secret.total}}件。"),
        ("one.on_application", "商业企业申请{{t3.new.business}}件，自然人申请{{t3.total.natural}}件。"),
        ("one.on_application", "被申请行政复议{{t4.review.total}}件，尚未审结{{t4.review.pending}}件，提起行政诉讼{{t4.direct.total}}件。"),
        ("one.proactive", "公开行政许可信息{{one.notice}}条，政策性文件{{one.policy}}件。"),
        ("one.proactive", "作出行政处罚{{t2.penalties}}件，行政许可{{t2.licences}}件。"),
        ("one.supervision", "全年举办培训{{one.training}}次，{{one.trained}}人次参加培训，检查{{one.inspections}}次。"),
    ],
)  # fmt: skip
def test_a_figure_in_its_own_sentence_is_left_alone(
    county: County, report: Report, part: str, text: str
) -> None:
    stated(county, report)
    write(county, report, part, text)
    assert found(report, "Y15") == []


def test_no_proposal_of_a_part_says_another_figure(county: County, report: Report) -> None:
    whole = start_report(county.actor("county_office"), county.government, 2025, "government")
    assert found(report, "Y15") == [] and found(whole, "Y14") == []


def test_an_explanation_holds_while_its_own_figures_and_words_stand(
    county: County, report: Report
) -> None:
    clerk = county.actor("clerk")
    write(county, report, "one.supervision", "全年举办政务公开培训4次，开展日常检查12次。")
    finding = found(report, "Y10")[0]
    place = check_report(report).findings.index(finding)
    with pytest.raises(Refused, match="已经变了"):
        explain_finding(clerk, report, place, "另有1次是省里举办的", seen="0" * 16)
    explain_finding(clerk, report, place, "另有1次是省里举办的", seen=mark_of(finding))
    assert found(report, "Y10")[0].explanation
    write(county, report, "one.platform", "更新公开指南1次，网站栏目调整2处，全部通过检测。")
    assert found(report, "Y10")[0].explanation, "another part changed"
    write(county, report, "one.supervision", "全年举办政务公开培训4次，开展日常检查12次，通报3次。")
    assert found(report, "Y10")[0].explanation, "another clause changed"
    rows = state_figures(clerk, county.department, 2025, [Said("one.training", Decimal(5))])
    confirm_figures(county.actor("disclosure_head"), rows)
    assert found(report, "Y10")[0].explanation is None, "the figure behind it changed"


def test_words_copied_from_another_unit_are_found(county: County, report: Report) -> None:
    write(county, report, "five.problems", DETAILED)
    other = Report.objects.create(organ=county.township, year=2025, kind="own", state="drafting")
    assert not found(report, "Y11")
    for part in ("five.last", "five.problems", "five.measures"):
        text = DETAILED if part == "five.problems" else ""
        Passage.objects.create(
            report=other, part=part, number=1, text=text, recorded_at=clock.now()
        )
    (copied,) = found(report, "Y11")
    assert "城关镇" in copied.message and copied.severity is Severity.WARNING
    assert any("三十二所学校" in one.text for one in copied.quotes)
    typed = {"five.problems": DETAILED}
    asked = check_report(report, typed, siblings=False).findings
    assert "Y11" not in {one.code for one in asked}
    Passage.objects.create(
        report=other, part="five.problems", number=2, text="本镇另有情况。", recorded_at=clock.now()
    )
    assert not found(report, "Y11"), "only the newest words of the other unit count"


def test_what_is_typed_is_checked_and_nothing_is_saved(county: County, report: Report) -> None:
    before = Passage.objects.count()
    checked = check_report(report, {"one.on_application": "全年新收政府信息公开申请6件。"})
    assert any("6" in one.message for one in checked.errors)
    assert Passage.objects.count() == before


def test_what_expired_in_the_year_explains_the_stock(county: County, report: Report) -> None:
    """Made and run out in one year: the form alone cannot tell, the ledger can."""
    for number, until in ((1, dt.date(2025, 9, 30)), (2, None)):
        with clock.stopped_at(at(dt.date(2025, 6, 1))):
            record_made(
                county.actor("clerk"), organ=county.department, title=f"临时管理办法{number}",
                document_number=f"示教发〔2025〕{number}号", made_on=dt.date(2025, 5, 30), valid_until=until,
            )  # fmt: skip
    (told,) = found(report, "T401")
    assert told.severity is Severity.WARNING and "本年失效 1 件" in told.message
