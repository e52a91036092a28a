"""What the journeys of the report year have in common: who is there, what was stated, a person at the report's pages."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from playwright.sync_api import expect

from gongkai.apps import clock
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.problems import ProblemSaid, record_problem
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.actions.writing import write_part
from gongkai.apps.annual.models import Report
from gongkai.apps.annual.units import UnitRow
from gongkai.apps.disclosure.models import Column
from gongkai.apps.organs.models import Organ, Person, Post
from gongkai.apps.organs.queries import actor_for
from tests.apps.cases.example_cases import handled_case
from tests.county import County

YEAR = clock.today().year - 1
# What a unit states; the rest of 表二 and all of 表三 and 表四 is counted.
STATED = {
    "t2.licences": "7", "t2.penalties": "9", "t2.compulsory": "0", "t2.fees": "1.50",
    "one.training": "3", "one.inspections": "12", "one.fee_yuan": "0",
}  # fmt: skip
OWN = {
    "one.platform": "加强教育局网站信息公开专栏的日常维护，更新公开指南1次。",
    "five.last": "针对上一年政策解读形式单一的问题，全年采用图解方式解读政策2件，改进到位。",
    "six.other": "没有其他需要报告的事项。",
}
GOVERNMENT = {
    "one.platform": "县政府门户网站统一设置政府信息公开专栏，公开指南全部核对更新。",
    "one.assessment": "政府信息公开纳入各乡镇、各部门年度工作考核，考核结果均为合格。",
    "one.appraisal": "面向企业和群众开展社会评议1次，评议结果在门户网站公开。",
    "one.accountability": "全年没有发生责任追究的情形。",
    "five.last": "针对上一年个别栏目更新不够及时的问题，按二十个工作日的时限逐条提醒，已经改进。",
    "six.other": "没有其他需要报告的事项。",
}
POSTS = (
    "clerk", "first_reviewer", "second_reviewer", "final_reviewer", "secrecy_reviewer", "disclosure_head",
)  # fmt: skip


def year_county() -> County:
    """The small county with an application of last year; its clerk and reviewers work for the government too."""
    organs = {one.slug: one for one in Organ.objects.all()}
    people = {one.username: one for one in Person.objects.all()}
    county = County(organs["xzf"], organs["jyj"], organs["cgz"], people)
    for organ in (county.government, county.department):
        organ.office_postcode, organ.office_phone = "000000", "0000-0000000"
        organ.office_address = "示例县中心街1号"
        organ.save()
        Column.objects.create(
            organ=organ, code="annual-reports", name="政府信息公开年报", column_type="信息公开年报",
            description="历年年报", keywords="年报", order=40, opened_on=dt.date(2020, 1, 1),
        )  # fmt: skip
    for kind in POSTS:
        Post.objects.create(
            person=people[kind], organ=county.government, kind=kind, since=dt.date(2020, 1, 1)
        )
    handled_case(county, dt.date(YEAR, 12, 20))
    return county


def actor(county: County, post: str) -> Any:
    return actor_for(county.people[post], clock.today(), "127.0.0.1")


def listed(county: County) -> None:
    """The list of units: the department reports; the township is left out with a reason."""
    rows = [UnitRow(county.government), UnitRow(county.department)]
    freeze_units(
        actor(county, "county_office"), county.government, YEAR, rows, "城关镇本年不报送（示例）。"
    )


def of_the_government(county: County) -> None:
    """What the government itself states: nothing happened at its own desk."""
    said = [Said(cell, Decimal(0)) for cell in STATED]
    rows = state_figures(actor(county, "clerk"), county.government, YEAR, said)
    confirm_figures(actor(county, "final_reviewer"), rows)


def written(county: County, report: Report, texts: dict[str, str]) -> None:
    """The parts that a journey does not type itself, and one problem."""
    clerk = actor(county, "clerk")
    for part, text in texts.items():
        write_part(clerk, report, part, text)
    due = dt.date(YEAR + 1, 12, 31)
    if report.kind == "government":
        said = ProblemSaid(
            "部分乡镇答复文书说理不够充分", "印发文书格式并组织培训", county.government, due
        )
        record_problem(clerk, report, said)


class Page:
    """A person at the pages of the year."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def ready(self) -> Any:
        self.page.wait_for_function("() => document.body.classList.contains('ready')")
        return self.page

    def goes(self, path: str) -> Any:
        answer = self.page.goto(f"/office/annual/{path}")
        assert answer.status == 200, (path, answer.status)
        return self.ready()

    def press(self, button: Any) -> None:
        """Press what leads to another page, and be there."""
        with self.page.expect_navigation():
            button.click()
        self.ready()

    def acts(self, report: Report, name: str, note: str = "") -> None:
        """One step of the report, from its page; the step is done."""
        self.goes(f"{report.pk}/")
        form = self.page.locator(f".annual-next form:has(input[name=act][value={name}])").first
        if not form.locator("button").is_visible():
            self.page.locator(".annual-next summary").click()
        if note:
            form.locator("textarea").fill(note)
        self.press(form.locator("button"))

    def done(self) -> None:
        expect(self.page.locator(".messages")).to_be_visible()
        expect(self.page.locator(".messages .error, .notice-wrong")).to_have_count(0)

    def explains_all(self, report: Report) -> None:
        """Every open warning gets its word."""
        self.goes(f"{report.pk}/")
        open_ones = self.page.locator(".finding-warn form.annual-explain")
        for _ in range(6):
            if not open_ones.count():
                return
            open_ones.first.locator("input[name=reason]").fill("已与台账逐项核对无误。")
            self.press(open_ones.first.locator("button"))
        raise AssertionError("warnings are left")

    def reaches_by_keyboard(self, button: Any, most: int = 60) -> None:
        """Tab from the beginning of the page comes to it."""
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if button.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError("the button is not reached by Tab")


Seen = Callable[[Any], None]
