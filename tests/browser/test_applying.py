"""Applying online in a real browser: at a desk, on a phone without scripts; axe finds nothing on any page."""

import json
import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from gongkai.apps import clock
from gongkai.apps.cases.actions import citizen
from gongkai.apps.cases.actions.registering import assign, confirm_receipt
from gongkai.apps.cases.filing import keep_file
from gongkai.apps.cases.models import Case, Dispatch, Letter
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.publishing.pages.shell import make_shell
from gongkai.apps.publishing.pages.world import read_world
from tests.apps.cases.online_cases import PNG, filled_draft
from tests.county import make_county

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def county(tmp_path, settings, transactional_db, monkeypatch):
    settings.SEALED_ROOT, settings.PUBLIC_ROOT = tmp_path / "sealed", tmp_path / "public"
    made = make_county()
    shell = make_shell(read_world())
    settings.PUBLIC_ROOT.mkdir()
    (settings.PUBLIC_ROOT / "shell.json").write_text(
        json.dumps({"name": "示例县", "masthead": shell.masthead, "foot": shell.foot}), "utf-8"
    )
    # A browser that is driven fills the form faster than a person.
    limits = "gongkai.apps.cases.actions.online.limit"
    from gongkai.apps.cases.data.asking import limit

    monkeypatch.setattr(limits, lambda key: 0 if key == "least_seconds" else limit(key))
    return made


def go(page):
    """Press the button that leads on."""
    with page.expect_navigation():
        page.locator(".go .button").click()


def fill(page):
    """From the organ's page to the preview."""
    with page.expect_navigation():
        page.get_by_role("button", name="开始填写").click()
    page.locator("input[name=applicant_kind][value=natural]").check()
    expect(page.get_by_label("法定代表人或者联系人")).to_be_hidden()
    expect(page.get_by_label("代理人姓名")).to_be_hidden()
    page.get_by_label("姓名或者名称").fill("王小明")
    page.get_by_label("证件种类", exact=True).select_option("resident")
    page.get_by_label("证件号码", exact=True).fill("110101199003077475")
    page.get_by_label("联系电话").fill("13800001234")
    go(page)
    page.get_by_label("内容描述").fill("2024年义务教育学校布局规划")
    go(page)
    page.locator("input[name=form_wanted][value=electronic]").check()
    page.locator("input[name=route_wanted][value=online]").check()
    go(page)
    page.locator("#file-identity").set_input_files(
        {"name": "身份证.png", "mimeType": "image/png", "buffer": PNG}
    )
    go(page)
    expect(page.get_by_text("内容齐全")).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), [(1440, True), (390, False)])
def test_from_the_organ_to_the_own_page(open_page, width, scripts):
    page = open_page("/apply/", width=width, scripts=scripts)
    with page.expect_navigation():
        page.get_by_role("link", name="示例县教育局").click()
    fill(page)
    go(page)
    number = page.locator(".receipt-codes dd span").inner_text()
    code = page.locator(".receipt-codes .code").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="我已记下，去查询页").click()
    page.get_by_label("申请编号").fill(number)
    page.get_by_label("查询码").fill(code)
    with page.expect_navigation():
        page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", name="已提交，待确认")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="补充材料").click()
    page.get_by_label("说明").fill("县教育局2024年印发")
    with page.expect_navigation():
        page.get_by_role("button", name="补充材料").click()
    expect(page.get_by_text("材料已经提交")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [one.kind for one in Case.objects.get().events.order_by("number")] == ["submit", "add"]


def test_faults_lead_to_their_fields(open_page):
    page = open_page("/apply/jyj/", width=390)
    with page.expect_navigation():
        page.get_by_role("button", name="开始填写").click()
    go(page)
    page.get_by_role("alert").get_by_role("link", name="请填写申请人的姓名或者名称。").click()
    expect(page.get_by_label("姓名或者名称")).to_be_focused()


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_the_form(open_page, axe, width):
    page = open_page("/apply/", width=width)
    found = axe(page)
    for path in ("/apply/jyj/", "/apply/jyj/form/", "/apply/status/"):
        page.goto(re.sub(r"/apply/.*", path, page.url))
        found += [f"{path} {one}" for one in axe(page)]
    page.goto(re.sub(r"/apply/.*", "/apply/jyj/", page.url))
    with page.expect_navigation():
        page.get_by_role("button", name="开始填写").click()
    for step in ("who", "what", "how", "files", "check"):
        page.goto(re.sub(r"/apply/.*", f"/apply/jyj/{step}/", page.url))
        found += [f"{step} {one}" for one in axe(page)]
        if step in ("who", "what", "how"):
            go(page)  # wrong: with its sentences
            found += [f"{step} wrong {one}" for one in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
    page.goto(re.sub(r"/apply/.*", "/apply/draft/", page.url))
    found += axe(page)
    assert not found, found


def answered(county):
    """A case that was corrected, extended and answered, with letters sent online; number and code."""
    from gongkai.apps.cases.actions.online import send_application

    sent = send_application(filled_draft(county.department), "203.0.113.7")
    case, today = Case.objects.get(), clock.today()
    confirm_receipt(county.actor("case_clerk"), case, on=today, evidence="电话")
    assign(county.actor("disclosure_head"), case, county.people["case_clerk"], on=today)
    for template, kind, facts in (("N04", "notify_correction", {"limit": 10}),):
        file = keep_file(citizen.ONLINE, b"%PDF-1.7", "a.pdf", "letter", case=case)
        letter = Letter.objects.create(
            case=case, organ=case.organ, template=template, pdf=file, state="approved",
            number="教信公〔2026〕1号", drafted_at=clock.now(), signed_on=today,
        )  # fmt: skip
        Dispatch.objects.create(letter=letter, way="online", sent_on=today, recorded_at=clock.now())
        with transaction.atomic():
            record_event(
                county.actor("case_clerk"), locked(case), kind, today,
                facts | {"letter": letter.pk}, act="case.handle",
            )  # fmt: skip
    return sent


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_of_a_case(open_page, axe, county, width):
    sent = answered(county)
    page = open_page("/apply/status/", width=width)
    page.get_by_label("申请编号").fill(sent.numbers[0])
    page.get_by_label("查询码").fill("WRONG")
    with page.expect_navigation():
        page.get_by_role("button", name="查询").click()
    found = axe(page)
    page.get_by_label("查询码").fill(sent.code)
    with page.expect_navigation():
        page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", name="等您补正")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="确认收到").click()
    expect(page.locator(".due-own strong")).to_contain_text("申请人补正：")
    page.get_by_text("怎样算出来的").first.click()
    found += axe(page)
    with page.expect_download() as waiting:
        page.locator(".given a").first.click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    with page.expect_navigation():
        page.get_by_role("link", name="提交补正").click()
    found += axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("说明").fill("指2024年印发的规划")
    with page.expect_navigation():
        page.get_by_role("button", name="提交补正").click()
    expect(page.get_by_role("heading", name="正在办理")).to_be_visible()
    found += axe(page)
    assert not found, found
