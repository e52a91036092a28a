"""Whole journeys of an application in a real browser: by the applicant on a phone and by the people of the desk."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from gongkai.apps import clock
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.ledger import Period, counted_in
from tests.browser.case_desk import GIVEN, Desk, open_portal
from tests.browser.conftest import PATIENCE
from tests.browser.test_applying import fill, go
from tests.browser.test_office_errors import come_in, looked_at
from tests.browser.test_office_journey import place

__all__ = ["come_in", "place"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("office")]
Axe = Callable[[Any], list[str]]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def portal(place: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal's frame; and a browser that is driven fills the form faster than a person."""
    from gongkai.apps.cases.data.asking import limit

    open_portal(settings, tmp_path)
    monkeypatch.setattr(
        "gongkai.apps.cases.actions.online.limit",
        lambda key: 0 if key == "least_seconds" else limit(key),
    )


@pytest.fixture
def phone(browser: Any, place: str) -> Iterator[Any]:
    """A stranger's phone."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", base_url=place, has_touch=True
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def fits(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def own_page(phone: Any, number: str, code: str) -> None:
    phone.goto("/apply/status/")
    phone.get_by_label("申请编号").fill(number)
    phone.get_by_label("查询码").fill(code)
    with phone.expect_navigation():
        phone.get_by_role("button", name="查询").click()


def applied(phone: Any) -> tuple[str, str]:
    """Filled in and sent on the phone; number and code as the receipt shows them."""
    phone.goto("/apply/jyj/")
    fill(phone)
    go(phone)
    fits(phone)
    number = phone.locator(".receipt-codes dd span").inner_text()
    return number, phone.locator(".receipt-codes .code").inner_text()


def test_from_a_phone_to_the_downloaded_answer(
    phone: Any, come_in: Callable[..., Any], axe: Axe
) -> None:
    """No account: apply; confirmed, assigned, decided, reviewed, signed by another, served online; downloaded."""
    number, code = applied(phone)
    wrong = axe(phone)
    case = Case.objects.get(number=number)
    clerk = Desk(come_in("case_clerk", 1440), case.pk)
    head = Desk(come_in("disclosure_head", 1440), case.pk)
    reviewer = Desk(come_in("case_reviewer", 1440), case.pk)
    clerk.does("confirm/", "确认收到", {"evidence": "电话确认"})
    head.does("assign/", "交办", {"person": ""})
    clerk.decides(GIVEN, "", {"delivery": "布局规划1份12页"})
    reviewer.does("review/", "确定", {"verdict": "yes"})
    letter = clerk.writes("N14-open-give", {}, PDF)
    reviewer.signs(letter)
    clerk.sends(letter, "online")
    own_page(phone, number, code)
    expect(phone.get_by_role("heading", level=1)).to_have_text("已答复")
    fits(phone)
    wrong += axe(phone)
    given = phone.locator(".given a")
    expect(given).to_have_count(2)
    names = []
    for link in given.all():
        with phone.expect_download() as waiting:
            link.click()
        names.append(waiting.value.suggested_filename)
        assert waiting.value.path().read_bytes().startswith(b"%PDF")
    assert all(name.endswith(".pdf") for name in names)
    with phone.expect_navigation():
        phone.get_by_role("button", name=re.compile("^确认收到")).click()
    expect(phone.locator(".course")).to_contain_text("您收到答复")
    wrong += axe(phone)
    assert not wrong
    case.refresh_from_db()
    assert (case.state, case.outcome, case.late_by) == ("served", "OPEN_GIVE", 0)
    for one in (clerk, head, reviewer):
        one.page.context.close()


def test_overturned_in_the_review_and_answered_anew(come_in: Callable[..., Any], axe: Axe) -> None:
    """One case, two answers; the ledger of the year has one row for it."""
    from gongkai.apps.organs.models import Organ, Person
    from gongkai.apps.organs.queries import actor_for
    from gongkai.apps.remedies.models import Remedy
    from tests.apps.cases.example_cases import arrived_case
    from tests.apps.cases.letter_cases import decided_internal, signed
    from tests.county import County

    organ = Organ.objects.get(slug="jyj")
    county = County(
        government=Organ.objects.get(slug="xzf"), department=organ,
        township=Organ.objects.get(slug="cgz"),
        people={one.username: one for one in Person.objects.all()},
    )  # fmt: skip
    today = clock.today()
    case = arrived_case(county, today)
    clerk_actor = actor_for(county.people["case_clerk"], today)
    from gongkai.apps.cases.actions.registering import assign, confirm_receipt
    from gongkai.apps.cases.actions.serving import dispatch_letter, record_delivery

    confirm_receipt(clerk_actor, case, on=today, evidence="当面回执")
    assign(
        actor_for(county.people["disclosure_head"], today),
        case,
        county.people["case_clerk"],
        on=today,
    )
    decided_internal(county, case, today)
    letter = signed(county, case, "N14-no-internal", on=today)
    sent = dispatch_letter(clerk_actor, letter, way="direct", on=today)
    record_delivery(clerk_actor, sent, on=today, note="送达回证")

    clerk = Desk(come_in("case_clerk", 1440), case.pk)
    reviewer = Desk(come_in("case_reviewer", 1440), case.pk)
    page = clerk.page
    page.goto(f"/office/remedies/of-case/{case.pk}/")
    page.fill("main [name=against]", "对申请的答复书")
    page.fill("main [name=forum]", "示例县人民政府")
    page.fill("main [name=applicant]", "王小明")
    clerk.today()
    clerk.press(page.locator("main form button[type=submit]").first.inner_text())
    remedy = Remedy.objects.get()
    wrong = looked_at(page, axe)
    for kind, values in (
        ("accepted", {}),
        ("copy_received", {"procedure": "simple"}),
        ("decided", {"result": "review-revoked", "number": "示政复〔2026〕1号"}),
    ):
        page.goto(f"/office/remedies/{remedy.pk}/add/{kind}/")
        wrong += looked_at(page, axe)
        for name, value in values.items():
            field = page.locator(f"main [name={name}]")
            if field.first.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        clerk.today()
        clerk.press(page.locator("main form button[type=submit]").first.inner_text())
        expect(page.locator(".field-error, .notice-wrong")).to_have_count(0)
    page.goto(f"/office/remedies/{remedy.pk}/settle/")
    wrong += looked_at(page, axe)
    again = page.locator("main [name=reply_again]")
    if again.first.evaluate("one => one.tagName") == "SELECT":
        again.select_option("yes")
    else:
        page.locator("main [name=reply_again][value=yes]").check()
    page.fill("main [name=on]", today.isoformat())
    clerk.press(page.locator("main form button[type=submit]").first.inner_text())
    clerk.goes()
    expect(page.locator("main")).to_contain_text("重新答复")
    wrong += looked_at(page, axe)
    clerk.decides(GIVEN[-2:], "", {"delivery": "内部审批单1份2页"}, opened="give")
    reviewer.does("review/", "确定", {"verdict": "yes"})
    address = clerk.writes("N14-open-give", {"form": "纸质复印件"}, PDF)
    reviewer.signs(address)
    clerk.sends(address, "direct")
    case.refresh_from_db()
    assert case.state == "served" and case.outcome == "NO_INTERNAL"
    rows = [one for one in counted_in({organ.pk}, Period(today.year)) if one.case_id == case.pk]
    assert len(rows) == 1 and "refused.internal" in rows[0].rows
    page.goto(f"/office/ledger/?year={today.year}")
    expect(page.locator("main")).to_contain_text("内部事务信息")
    page.goto(f"/office/remedies/{remedy.pk}/")
    wrong += looked_at(page, axe)
    assert not wrong
    for one in (clerk, reviewer):
        one.page.context.close()


ROOMS = {
    "case_clerk": (
        "cases/?list=open", "cases/?list=all", "cases/?list=overdue", "cases/papers/", "cases/papers/new/",
        "cases/letters/", "cases/reassess/", "remedies/", "remedies/new/", "ledger/", "ledger/list/?cell=t3.new.total",
        "cases/rules/",
    ),
    "disclosure_head": ("cases/?list=to-assign", "cases/letters/places/"),
    "case_reviewer": ("cases/?list=to-review",),
    "county_office": ("cases/?list=open", "cases/rules/", "cases/rules/edit/", "cases/rules/2026/", "ledger/"),
}  # fmt: skip
STEPS = (
    "", "clock/", "confirm/", "reassign/", "split/", "join/", "correct/", "consult/", "consult/add/", "extend/",
    "reasons/", "fee/", "search/", "decide/", "withdraw/", "letters/", "letters/new/N04/", "redacting/", "amend/",
)  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_the_rooms_of_cases(
    come_in: Callable[..., Any], axe: Axe, width: int
) -> None:
    """Every list and register, as each post that has it."""
    found, seen = [], 0
    for post, rooms in ROOMS.items():
        page = come_in(post, width)
        for room in rooms:
            answer = page.goto(f"/office/{room}")
            if answer.status == 200:
                seen += 1
            found += looked_at(page, axe)
        page.context.close()
    assert seen >= 12
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_the_pages_of_a_case(
    come_in: Callable[..., Any], axe: Axe, width: int
) -> None:
    """Each step of a case under way; then each form as it says what is wrong."""
    from gongkai.apps.organs.models import Organ, Person
    from tests.apps.cases.example_cases import handled_case
    from tests.county import County

    organs = {one.slug: one for one in Organ.objects.all()}
    people = {one.username: one for one in Person.objects.all()}
    county = County(organs["xzf"], organs["jyj"], organs["cgz"], people)
    case = handled_case(county, clock.today() - dt.timedelta(days=1))
    page = come_in("disclosure_head", width)
    found, seen = [], 0
    for step in STEPS:
        if page.goto(f"/office/cases/{case.pk}/{step}").status == 200:
            seen += 1
        found += looked_at(page, axe)
        button = page.locator("main form[method=post] button.act").first
        if (
            step in ("correct/", "consult/add/", "extend/", "reasons/", "search/", "decide/")
            and button.count()
        ):
            with page.expect_navigation():
                button.evaluate("one => { one.form.noValidate = true; one.click() }")
            found += looked_at(page, axe)
    page.context.close()
    assert seen >= 12
    assert not found, "\n".join(found)
