"""A part is written beside last year's: its text is cut out, a colleague's draft is never overwritten."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import Overtaken, write_part
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.data.parts import parts
from gongkai.apps.annual.last_year import last_text
from gongkai.apps.annual.models import Passage, Report
from gongkai.apps.annual.writing.assembling import assemble
from gongkai.apps.annual.writing.fields import fill, tidy
from gongkai.apps.annual.writing.typed import MOST_TYPED
from gongkai.domain.reports import report_from_cells
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import at
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)
LAST = report_from_cells(
    {},
    year=2024,
    preface="本报告根据条例编制。",
    sections={
        "一": "2024年，我县稳步推进。\n（一）主动公开情况。公开信息120条。\n（二）依申请公开情况。收到申请5件。\n"
        "（五）监督保障情况。举办培训3次。\n公开工作占考核2分。社会评议满意率95%。没有被追责的情形。",
        "五": "一是更新不及时。二是解读形式单一。",
        "六": "2024年度没有收取信息处理费。建议提案办理结果已经公开。",
    },
    signature="示例县人民政府",
)


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.mark.parametrize(
    ("part", "text", "whole"),
    [
        ("preface", "本报告根据条例编制。", False),
        ("one.opening", "2024年，我县稳步推进。", False),
        ("one.on_application", "收到申请5件。", False),
        ("one.platform", "", False),
        ("one.assessment", "公开工作占考核2分。", False),
        ("one.appraisal", "社会评议满意率95%。", False),
        ("one.accountability", "没有被追责的情形。", False),
        ("five.last", "一是更新不及时。二是解读形式单一。", True),
        ("six.fee", "2024年度没有收取信息处理费。", False),
        ("six.other", "2024年度没有收取信息处理费。建议提案办理结果已经公开。", False),
        ("signature", "示例县人民政府", False),
    ],
)
def test_last_years_text_of_the_same_part(part: str, text: str, whole: bool) -> None:
    found = last_text(parts()[part], LAST)
    assert (found.text, found.whole) == (text, whole)


def test_without_headings_the_whole_section_and_without_a_report_nothing() -> None:
    plain = report_from_cells({}, sections={"一": "全年公开信息120条，收到申请5件。"})
    found = last_text(parts()["one.proactive"], plain)
    assert found.whole and "120条" in found.text
    assert last_text(parts()["one.proactive"], None).text == ""


def test_a_colleague_is_not_overwritten(county: County) -> None:
    report = begun(county)
    clerk, head = county.actor("clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(JANUARY, 15)):
        write_part(head, report, "six.other", "没有其他需要报告的事项。", seen=0)
        with pytest.raises(Overtaken, match="改过这一部分") as no:
            write_part(clerk, report, "six.other", "建议提案办理结果全部公开。", seen=0)
        assert no.value.held.person_name == head.name
        assert Passage.objects.filter(report=report, part="six.other").count() == 1
        write_part(clerk, report, "six.other", "建议提案办理结果全部公开。", seen=1)
    texts = (
        Passage.objects.filter(part="six.other").order_by("number").values_list("text", flat=True)
    )
    assert list(texts) == ["没有其他需要报告的事项。", "建议提案办理结果全部公开。"]


def test_every_part_is_found_where_it_is_printed(county: County) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY, 15)):
        made = assemble(report)
        for key, span in made.spans.items():
            text = made.report.text_of(span.section)[span.start : span.end]
            assert text == made.texts[key], key
            if text:
                assert made.part_at(span.section, span.start) == key
        assert made.part_at("一", 10**6) == ""
        for filled in made.parts.values():
            for one in filled.bound:
                assert filled.bound_in(one.start, one.end) is one


@pytest.mark.parametrize(
    "text", ["", "{{", "}}", "{{a}}{{b}}", "x{{a}}\n{{missing}}y{{b}}", "{{A}}"]
)
def test_fields_know_where_they_stand(text: str) -> None:
    values = {"a": "1", "b": None}
    made = fill(text, values)
    for one in made.bound:
        shown = made.text[one.start : one.end]
        assert shown == {"a": "1", "b": "〔未填报〕"}.get(one.name, f"{{{{{one.name}}}}}")


@pytest.mark.parametrize(
    "text", ["培训1次" * 5000, "全年培训1次，" * 2800, "〔请" * 6000, "（" * 20_000]
)
def test_a_hostile_text_is_checked_in_bounded_work(county: County, text: str) -> None:
    report = begun(county)
    with clock.stopped_at(at(JANUARY, 15)):
        checked = check_report(report, {"one.supervision": text[:20_000]}, siblings=False)
    own = [one for one in checked.typed if one.part == "one.supervision"]
    assert len(own) <= MOST_TYPED and all(len(one.words) <= 200 for one in own)


def test_lines_are_kept_as_a_report_keeps_its_paragraphs() -> None:
    assert tidy("　一行 \n\n  二行\r\n") == "一行\n二行"
    assert Report.objects.count() == 0
