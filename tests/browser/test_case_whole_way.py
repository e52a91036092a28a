"""A clerk's longest way in a real browser: 补正, a third party, an extension, pages covered, a part given."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import expect

from gongkai.apps import clock
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.models import Case, Letter, Redaction
from tests.browser.case_desk import Desk, open_portal
from tests.browser.test_office_errors import come_in, looked_at
from tests.browser.test_office_journey import place

__all__ = ["come_in", "place"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("office")]
Axe = Callable[[Any], list[str]]
SECRET = "13800005678"
NOW = (("complete", "clear_now"), ("information", "information"), ("responsible", "obtained"),
       ("exists", "held"), ("give", "part_heeded"), ("how", "as_asked"))  # fmt: skip


@pytest.fixture(autouse=True)
def portal(place: str, settings: Any, tmp_path: Any) -> None:
    open_portal(settings, tmp_path)


@pytest.fixture
def case() -> Case:
    """Arrived at the counter today, confirmed, in the clerk's hands."""
    from gongkai.apps.organs.models import Organ, Person
    from tests.apps.cases.example_cases import arrived_case
    from tests.county import County

    organs = {one.slug: one for one in Organ.objects.all()}
    people = {one.username: one for one in Person.objects.all()}
    county = County(organs["xzf"], organs["jyj"], organs["cgz"], people)
    return arrived_case(county, clock.today(), description="校车资料")


def contract() -> bytes:
    """A page with a text layer, a number that must not go out among it."""
    from docx import Document

    made, kept = Document(), BytesIO()
    made.add_heading("校车采购合同")
    made.add_paragraph(f"联系人电话{SECRET}。")
    made.add_paragraph("合同总价以中标通知书为准。")
    made.save(kept)
    return kept.getvalue()


class Way:
    """The three people at one case; every letter is written by one and signed by another."""

    def __init__(self, come_in: Callable[..., Any], axe: Axe, case: int) -> None:
        self.clerk, self.head, self.reviewer = (
            Desk(come_in(post, 1440), case)
            for post in ("case_clerk", "disclosure_head", "case_reviewer")
        )
        self.axe, self.found, self.case = axe, [], case

    def look(self) -> None:
        self.found += looked_at(self.clerk.page, self.axe)

    def state(self) -> str:
        return str(Case.objects.get(pk=self.case).state)

    def letter(self, template: str, values: dict[str, str], party: str = "") -> str:
        address = self.clerk.writes(template, values, party=party)
        self.look()
        self.reviewer.signs(address)
        self.clerk.sends(address, "direct")
        return address

    def arrived(self, letter: str) -> None:
        self.clerk.page.goto(letter)
        with self.clerk.page.expect_navigation():
            self.clerk.page.get_by_role("link", name="登记收到").click()
        self.clerk.page.fill("main [name=note]", "送达回证，本人签收")
        self.look()
        self.clerk.press("登记收到")


def test_every_procedure_and_a_part_given(
    come_in: Callable[..., Any], axe: Axe, case: Case
) -> None:
    way = Way(come_in, axe, case.pk)
    clerk, page = way.clerk, way.clerk.page
    clerk.does("confirm/", "确认收到", {"evidence": "当面回执"})
    way.head.does("assign/", "交办", {"person": ""})

    points = {"correction_points": "请写明是哪一年、哪一种资料。", "limit": "10"}
    way.arrived(way.letter("N04", points))
    assert way.state() == "correcting"
    clerk.does(
        "correct/received/",
        "登记补正",
        {"description": "2025年校车采购合同", "text": "2025年的", "channel": "in_person"},
    )
    clerk.goes()
    expect(page.locator(".case-asked").first).to_have_text("2025年校车采购合同")
    way.look()

    clerk.does(
        "consult/add/", "登记",
        {"role": "third_party", "name": "示例客运有限公司", "kind": "business", "address": "示例县工业路2号"},
    )  # fmt: skip
    asked = {"asked_content": "2025年校车采购合同。", "question": "是否同意公开？"}
    way.arrived(way.letter("N07", asked, party="示例客运有限公司"))
    assert way.state() == "consulting_third_party"
    party = Case.objects.get(pk=case.pk).parties.get(role="third_party")
    clerk.does(
        f"consult/{party.pk}/hear/", "登记意见",
        {"opinion": "partly", "reasons": "联系人电话不要公开", "channel": "in_person"},
    )  # fmt: skip

    clerk.does("extend/", "提交审批", {"days": "10", "reason": "涉及多份合同，需要逐份核对。"})
    way.head.does("extend/decide/", "确定", {"agree": "yes"})
    way.letter("N06", {})
    assert way.state() == "extended"

    covered(way)
    clerk.decides(
        NOW, "联系人电话属于个人隐私", {"delivery": "合同1份1页"}, "联系人电话公开会损害个人隐私。"
    )
    way.look()
    way.reviewer.does("review/", "确定", {"verdict": "yes"})
    way.letter("N14-partial", {"form": "纸质复印件"})
    clerk.goes()
    way.look()
    given(case)
    for one in (way.clerk, way.head, way.reviewer):
        one.page.context.close()
    assert not way.found, "\n".join(way.found)


def covered(way: Way) -> None:
    """One mark that the program points out; made, proved, checked by the reviewer."""
    page = way.clerk.page
    way.clerk.goes("redacting/")
    page.set_input_files(
        "main input[type=file]",
        {"name": "合同.docx", "mimeType": "application/octet-stream", "buffer": contract()},
    )
    way.clerk.press("打开，开始遮盖")
    with page.expect_navigation():
        page.get_by_role("button", name="遮盖第1处手机号码").click()
    page.wait_for_function("() => document.body.classList.contains('ready')")
    way.look()
    way.clerk.press("生成遮盖后的文件")
    other = way.reviewer.page
    other.goto(page.url)
    way.reviewer.press("复核通过")


def given(case: Case) -> None:
    """What the books say at the end, and what the file that goes out holds."""
    case.refresh_from_db()
    assert (case.state, case.outcome, case.late_by) == ("served", "PARTIAL", 0)
    kinds = {one.kind for one in case.events.all()}
    assert {
        "notify_correction",
        "correct",
        "ask_third_party",
        "hear_third_party",
        "extend",
    } <= kinds
    output = Redaction.objects.get(case=case).output
    assert output is not None and SECRET.encode() not in file_content(output)
    answer = Letter.objects.get(case=case, template="N14-partial")
    assert output.pk in _files_of(answer)


def _files_of(letter: Letter) -> list[int]:
    from gongkai.apps.cases.letters.composing import content_of_letter

    return list(content_of_letter(letter).files)
