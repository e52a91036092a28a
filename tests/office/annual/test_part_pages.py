"""The editor of a part and the pages of problems, without scripts; the address the script asks."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.writing import write_part
from gongkai.apps.annual.models import Passage, PastReport, Problem, Report, ReportState
from gongkai.apps.annual.writing.values import names_of_fields
from gongkai.apps.organs.models import Post
from gongkai.domain.reports.forms.loading import load_form
from tests.apps.annual.test_signing import begun
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
JANUARY = dt.date(2026, 1, 12)
SUPERVISION = "举办培训3次，对三十二所学校的公开栏逐一检查，检查结果在全县教育工作会议上通报。"


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(JANUARY, 15)):
        yield


@pytest.fixture
def report(county: County, client: Client) -> Report:
    handled_case(county, dt.date(2025, 12, 20))
    enter(client, county.people["clerk"])
    return begun(county)


def address(report: Report, part: str, check: bool = False) -> str:
    name = "office_annual_part_check" if check else "office_annual_part"
    return reverse(name, args=[report.pk, part])


def import_last(county: County) -> None:
    PastReport.objects.create(
        organ=county.department,
        year=2024,
        kind="own",
        form="2021",
        title="示例县教育局2024年政府信息公开工作年度报告",
        cells=dict.fromkeys(load_form("2021").cells, "0"),
        texts={
            "一": f"（一）主动公开情况。公开120条。\n（五）监督保障情况。{SUPERVISION}",
            "五": "一是更新不及时。",
        },
        source_name="2024.docx",
        sha256="0" * 64,
        recorded_at=clock.now(),
    )


def test_last_years_words_and_how_much_of_them_stands(
    county: County, client: Client, report: Report
) -> None:
    import_last(county)
    page = client.get(address(report, "one.supervision")).content.decode()
    assert SUPERVISION in page and "公开120条" not in page
    sent = client.post(
        address(report, "one.supervision"), {"text": SUPERVISION, "seen": 0, "check": 1}
    )
    page = sent.content.decode()
    assert "与上年报告相同 <strong>100%" in page and "请按本单位、本年的情况写" in page
    assert "这一部分没有发现问题" not in page
    assert not Passage.objects.filter(part="one.supervision").exists(), "checking saves nothing"


def test_another_units_words_are_named_while_somebody_types(
    county: County, client: Client, report: Report
) -> None:
    other = Report.objects.create(organ=county.township, year=2025, kind="own", state="drafting")
    Passage.objects.create(
        report=other, part="one.supervision", number=1, text=SUPERVISION, recorded_at=clock.now()
    )
    asked = address(report, "one.supervision", check=True)
    page = client.post(asked, {"text": SUPERVISION, "seen": 0}).content.decode()
    assert "与城关镇相同 <strong>100%" in page and "文字与别的报告相同" in page
    page = client.post(asked, {"text": "全年检查十二次。", "seen": 0}).content.decode()
    assert "城关镇" not in page


def test_a_sentence_that_the_program_proposes_is_not_called_copied(
    county: County, client: Client, report: Report
) -> None:
    other = Report.objects.create(organ=county.township, year=2025, kind="own", state="drafting")
    said = "全年新收政府信息公开申请{{t3.new.total}}件，上年结转{{t3.carried_in.total}}件，办结{{t3.total.total}}件，全部予以公开，结转下年度继续办理{{t3.carried_out.total}}件。"
    Passage.objects.create(
        report=other, part="one.on_application", number=1, text=said, recorded_at=clock.now()
    )
    asked = address(report, "one.on_application", check=True)
    page = client.post(asked, {"text": said, "seen": 0}).content.decode()
    assert "与城关镇相同 <strong>100%" in page and "请按本单位、本年的情况写" not in page


def test_a_figure_shows_its_name_and_value_before_how_it_is_written(
    client: Client, report: Report
) -> None:
    page = client.get(address(report, "one.on_application")).content.decode()
    line = page[page.index('data-field="本年新收政府信息公开申请数量"') :].split("</li>")[0]
    assert (
        line.index("本年新收政府信息公开申请数量") < line.index(">1</span>") < line.index("<code>")
    )


def test_fields_can_be_copied_and_typed_figures_are_offered(client: Client, report: Report) -> None:
    page = client.get(address(report, "one.on_application")).content.decode()
    assert "{{本年新收政府信息公开申请数量}}" in page and "已用" in page
    assert "t3.new.total}}" not in page
    sent = client.post(
        address(report, "one.on_application"),
        {"text": "全年新收政府信息公开申请1件。", "seen": 0, "check": 1},
    ).content.decode()
    assert "可以换成自动填写的" in sent
    assert 'data-field="本年新收政府信息公开申请数量"' in sent


def test_figures_are_written_by_their_names_and_kept_by_their_keys(
    county: County, client: Client, report: Report
) -> None:
    named = "全年新收政府信息公开申请{{本年新收政府信息公开申请数量}}件，予以公开{{ t3.granted.total }}件。"
    page = address(report, "one.on_application")
    client.post(page, {"text": named, "seen": 0})
    assert Passage.objects.get(report=report, part="one.on_application").text == (
        "全年新收政府信息公开申请{{t3.new.total}}件，予以公开{{t3.granted.total}}件。"
    )
    shown = client.get(page).content.decode()
    assert "申请{{本年新收政府信息公开申请数量}}件，予以公开{{予以公开}}件" in shown
    wrong = client.post(
        address(report, "one.on_application", check=True), {"text": "新收{{没有这个数}}件。"}
    )
    assert "没有这个数不是可以自动填写的数" in wrong.content.decode()


def test_no_two_figures_are_written_alike() -> None:
    form = load_form("2021")
    names = names_of_fields(form)
    assert len(set(names.values())) == len(names) > 200
    assert {one for one in form.cells if one not in names} == set()


def test_the_check_follows_the_typing(client: Client, report: Report) -> None:
    asked = address(report, "one.on_application", check=True)
    wrong = client.post(asked, {"text": "全年新收政府信息公开申请6件。"}).content.decode()
    assert "错误" in wrong and "<html" not in wrong
    right = client.post(asked, {"text": "全年新收政府信息公开申请{{t3.new.total}}件。"})
    assert "没有发现问题" in right.content.decode()
    assert client.get(asked).status_code == 405
    assert client.post(address(report, "one.nothing", check=True)).status_code == 404
    hostile = client.post(asked, {"text": "<script>alert(1)</script>" * 5000})
    assert hostile.status_code == 200 and "<script>" not in hostile.content.decode()


def test_a_colleagues_draft_stands_beside(county: County, client: Client, report: Report) -> None:
    write_part(county.actor("disclosure_head"), report, "six.other", "没有其他需要报告的事项。")
    sent = client.post(address(report, "six.other"), {"text": "没有其他应报告的事项。", "seen": 0})
    page = sent.content.decode()
    assert "没有其他应报告的事项。</textarea>" in page and "<del>" in page and "<ins>" in page
    assert 'name="seen" value="1"' in page
    client.post(address(report, "six.other"), {"text": "没有其他应报告的事项。", "seen": 1})
    assert Passage.objects.filter(part="six.other").count() == 2


def test_who_may_only_read_cannot_write(county: County, client: Client, report: Report) -> None:
    Post.objects.filter(person=county.people["clerk"]).update(organ=county.township)
    for check in (False, True):
        assert client.post(address(report, "six.other", check), {"text": "x"}).status_code == 404
    enter(client, county.people["auditor"])
    assert client.get(address(report, "six.other")).status_code == 403
    assert client.get(reverse("office_annual_report_problems", args=[report.pk])).status_code == 200


def test_problems_from_the_form_to_the_result(
    county: County, client: Client, report: Report
) -> None:
    room = reverse("office_annual_report_problems", args=[report.pk])
    given = {"text": "部分栏目更新不够及时", "measure": "每月检查一次"}
    page = client.post(room, given, follow=True).content.decode()
    assert "还没有写明责任单位、完成期限" in page
    one = Problem.objects.get()
    edit = reverse("office_annual_problem", args=[report.pk, one.pk])
    more = given | {"responsible": county.department.pk, "due_on": "2026-06-30"}
    assert client.post(edit, more | {"seen": 9}).content.decode().count("同事刚刚改过") == 1
    assert client.post(edit, more | {"due_on": "2025-06-30", "seen": 1}).status_code == 200
    assert client.post(edit, more | {"seen": 1}).status_code == 302
    client.post(room, {"text": "政策解读形式单一"})
    arrange = reverse("office_annual_problem_arrange", args=[report.pk, one.pk])
    client.post(arrange, {"way": "down"})
    assert [each.text for each in Problem.objects.order_by("order")][-1] == "部分栏目更新不够及时"
    Report.objects.filter(pk=report.pk).update(state=ReportState.HANDED_IN)
    tasks = reverse("office_annual_problems")
    assert "还有169天" in client.get(tasks).content.decode()
    result = reverse("office_annual_problem_result", args=[one.pk])
    assert client.post(result, {"result": "", "done_on": ""}).status_code == 200
    client.post(result, {"result": "检查12次", "done_on": "2026-01-12"})
    assert "已于2026-01-12完成" in client.get(tasks, {"year": "2025"}).content.decode()


def test_the_first_page_shows_what_is_near(county: County, client: Client, report: Report) -> None:
    Problem.objects.create(
        report=report,
        text="更新慢",
        measure="每月检查",
        responsible=county.department,
        due_on=dt.date(2026, 1, 10),
    )
    Report.objects.filter(pk=report.pk).update(state=ReportState.HANDED_IN)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "年报改进措施" in page and "超过期限2天" in page
    Report.objects.filter(pk=report.pk).update(state=ReportState.TO_HEAD)
    enter(client, county.people["disclosure_head"])
    assert "等我签批的年报" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_last_years_file_stands_where_no_problem_was_recorded(
    county: County, client: Client, report: Report
) -> None:
    import_last(county)
    room = reverse("office_annual_report_problems", args=[report.pk])
    assert "一是更新不及时。" in client.get(room).content.decode()
