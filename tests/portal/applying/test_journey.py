"""The application form through Django's client: without a script, from the first step to the citizen's page."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from gongkai.apps import clock
from gongkai.apps.cases import attempts
from gongkai.apps.cases.actions import drafting
from gongkai.apps.cases.actions.online import send_application
from gongkai.apps.cases.application import people_fault, people_in_lines
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.models import Case, CaseFile, Draft
from gongkai.apps.cases.parties import identity_of
from gongkai.portal.applying import forms
from tests.apps.cases.example_cases import arrived_case, at
from tests.apps.cases.online_cases import DAY, PNG, filled_draft, sent_online
from tests.apps.cases.online_cases import WHO as ONLINE_WHO
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
WHO = {
    "applicant_kind": "natural", "name": "王小明", "id_kind": "resident",
    "id_number": "１１０１０１１９９００３０７７４７５", "phone": "138 0000 1234", "address": "示例县人民路8号",
}  # fmt: skip
HOW = {"form_wanted": "electronic", "route_wanted": "online"}


@pytest.fixture
def county(tmp_path: Any, settings: Any) -> County:
    settings.SEALED_ROOT = tmp_path
    return make_county()


@pytest.fixture
def client() -> Client:
    return Client()


class Walk:
    """A person at the form: posts carry the key that the page before gave."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def key(self, path: str) -> str:
        page = self.client.get(path).content.decode()
        found = re.search(r'name="key" value="([0-9a-f]+)"', page)
        assert found, path
        return found[1]

    def post(self, path: str, go: str = "next", at: str = "", **data: Any) -> Any:
        return self.client.post(path, {"key": self.key(at or path), "go": go, **data})

    def through(self, *texts: str) -> None:
        assert self.client.post("/apply/jyj/").url == "/apply/jyj/who/"
        assert self.post("/apply/jyj/who/", **WHO).url == "/apply/jyj/what/"
        asked = {f"r{n}-text": text for n, text in enumerate(texts or ("学校布局规划",))}
        assert self.post("/apply/jyj/what/", **asked).url == "/apply/jyj/how/"
        assert self.post("/apply/jyj/how/", **HOW).url == "/apply/jyj/files/"
        file = SimpleUploadedFile("身份证.png", PNG)
        assert self.post("/apply/jyj/files/", identity=file).url == "/apply/jyj/check/"


@pytest.fixture
def morning() -> Iterator[None]:
    with clock.stopped_at(at(DAY)):
        yield


def sent(walk: Walk, *texts: str) -> tuple[list[str], str]:
    """Through the form and sent; numbers and code as the receipt shows them."""
    with clock.stopped_at(at(DAY)):
        walk.through(*texts)
    with clock.stopped_at(at(DAY) + dt.timedelta(minutes=1)):
        assert walk.post("/apply/jyj/check/", "send").url == "/apply/receipt/"
        page = walk.client.get("/apply/receipt/").content.decode()
    numbers = re.findall(r"<span>(jyj-\d{4}-\d{4})</span>", page)
    code = re.search(r'class="code">([0-9A-Z-]+)<', page)
    assert code
    return numbers, code[1]


def test_from_the_first_step_to_the_page_of_the_case(county: County, client: Client) -> None:
    numbers, code = sent(Walk(client), "学校布局规划", "营养餐采购合同")
    assert numbers == ["jyj-2025-0001", "jyj-2025-0002"]
    who = identity_of(Case.objects.get(number=numbers[0]).parties.get())
    assert (who.id_number, who.phone) == ("110101199003077475", "13800001234")
    with clock.stopped_at(at(DAY, 12)):
        other = Client()
        answer = other.post("/apply/status/", {"number": numbers[0], "code": code.lower()})
        assert answer.url == "/apply/status/case/"
        page = other.get("/apply/status/case/").content.decode()
    assert "已提交，待确认" in page and numbers[1] in page and "王小明" not in page


def test_nothing_here_sets_a_cookie_of_the_office_or_may_be_kept(
    county: County, client: Client
) -> None:
    numbers, code = sent(Walk(client))
    with clock.stopped_at(at(DAY, 12)):
        client.post("/apply/status/", {"number": numbers[0], "code": code})
        answer = client.get("/apply/status/case/")
    assert set(client.cookies) == {"gongkai_draft", "gongkai_page"}
    for cookie in client.cookies.values():
        assert cookie["path"] == "/apply/" and cookie["httponly"] and cookie["samesite"] == "Lax"
        assert not cookie["max-age"]  # gone with the browser
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    for path in ("/apply/", "/apply/jyj/", "/apply/jyj/form/", "/apply/status/"):
        answer = Client().get(path)
        assert answer.status_code == 200 and not answer.cookies
        page = answer.content.decode()
        assert "<script>" not in page and "style=" not in page and "用途" not in _fields(page)


def _fields(page: str) -> str:
    return " ".join(re.findall(r"<label.*?</label>|<legend.*?</legend>", page, re.S))


def test_what_is_wrong_is_said_and_kept(county: County, client: Client, morning: None) -> None:
    walk = Walk(client)
    client.post("/apply/jyj/")
    answer = walk.post(
        "/apply/jyj/who/", **(WHO | {"id_number": "110101199003077476", "email": "x"})
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "校验位" in page and "电子邮箱不对" in page
    assert 'value="王小明"' in page and 'aria-invalid="true"' in page
    assert 'value="王小明"' in client.get("/apply/jyj/who/").content.decode()
    assert walk.post("/apply/jyj/who/", "keep", name="王").url == "/apply/draft/"
    page = client.get("/apply/jyj/check/").content.decode()
    assert "必须填写" in page and "disabled" in page
    answer = walk.post("/apply/jyj/check/", "send")
    assert answer.status_code == 422 and "请选择申请人类别" in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"applicant_kind": "business"}, "是组织的"),
        ({"applicant_kind": "king"}, "重新选择"),
        ({"phone": "", "address": ""}, "至少填写一种"),
        ({"phone": "不告诉你"}, "电话号码不对"),
        ({"postcode": "12"}, "6位"),
        ({"id_kind": ""}, "证件种类"),
        ({"name": "王" * 90}, "最多 80 字"),
        ({"by_agent": "on"}, "代理人的姓名"),
    ],
)
def test_each_fault_has_its_sentence(changed: dict[str, str], word: str) -> None:
    form = forms.WhoForm(WHO | changed)
    assert not form.is_valid() and word in str(form.errors)


def test_an_organisation_with_its_code_and_an_agent() -> None:
    form = forms.WhoForm(
        WHO
        | {
            "applicant_kind": "business", "name": "示例县某有限公司", "id_kind": "credit_code",
            "id_number": "91110000802100433b", "contact": "李某", "by_agent": "on", "agent_name": "赵律师",
        }
    )  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.cleaned_data["id_number"] == "91110000802100433B"


def test_several_requests_are_added_and_dropped(
    county: County, client: Client, morning: None
) -> None:
    walk = Walk(client)
    client.post("/apply/jyj/")
    page = walk.post("/apply/jyj/what/", "add", **{"r0-text": "甲"}).content.decode()
    assert "第 2 项" in page and ">甲<" in page.replace("\n", "")
    texts = {"r0-text": "甲", "r1-text": "乙", "r2-text": "丙"}
    page = walk.post("/apply/jyj/what/", "drop-1", **texts).content.decode()
    assert "乙" not in page and "第 2 项" in page
    many = {f"r{n}-text": str(n) for n in range(30)}
    walk.post("/apply/jyj/what/", "add", **many)
    page = client.get("/apply/jyj/what/").content.decode()
    assert f"第 {limit('requests_most')} 项" in page and "再加一项" not in page


def test_advice_before_sending(county: County, client: Client, morning: None) -> None:
    walk = Walk(client)
    walk.through("1、征地批复\n2、补偿方案 联系电话13800001234")
    page = client.get("/apply/jyj/check/").content.decode()
    assert "一事一申请" in page and "似乎有证件号码、电话" in page and "内容齐全" in page


def test_files_come_and_go(county: County, client: Client, morning: None) -> None:
    walk = Walk(client)
    walk.through()
    wrong = SimpleUploadedFile("身份证.pdf", b"<html>")
    answer = walk.post("/apply/jyj/files/", "stay", identity=wrong)
    assert answer.status_code == 422 and "不符" in answer.content.decode()
    walk.post("/apply/jyj/files/", f"drop-{CaseFile.objects.get().pk}")
    assert not CaseFile.objects.exists()
    big = SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * (33 * 1024 * 1024))
    key = walk.key("/apply/jyj/files/")
    answer = client.post("/apply/jyj/files/", {"key": key, "go": "next", "identity": big})
    assert answer.status_code == 413 and "30 MB" in answer.content.decode()


def test_a_draft_is_taken_up_elsewhere_by_its_code(
    county: County, client: Client, morning: None
) -> None:
    walk = Walk(client)
    walk.through()
    page = client.get("/apply/draft/").content.decode()
    found = re.search(r'class="code">([0-9A-Z-]+)<', page)
    assert found
    other = Client()
    assert other.post("/apply/resume/", {"code": "NOSUCHCODE"}).status_code == 422
    assert other.post("/apply/resume/", {"code": found[1]}).url == "/apply/jyj/who/"
    assert "王小明" in other.get("/apply/jyj/who/").content.decode()
    key = Walk(other).key("/apply/draft/")
    assert other.post("/apply/draft/discard/", {"key": key}).url == "/apply/"
    assert not Draft.objects.exists() and client.get("/apply/jyj/who/").status_code == 410


def test_wrong_draft_codes_of_one_keep_nobody_else_out(
    county: County, client: Client, morning: None
) -> None:
    Walk(client).through()
    found = re.search(r'class="code">([0-9A-Z-]+)<', client.get("/apply/draft/").content.decode())
    assert found
    guesser, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    for _ in range(limit("free_tries_address")):
        assert guesser.post("/apply/resume/", {"code": "GUESS"}).status_code == 422
    assert guesser.post("/apply/resume/", {"code": found[1]}).status_code == 429
    assert other.post("/apply/resume/", {"code": found[1]}).status_code == 302


def test_a_draft_of_one_organ_is_not_one_of_another(
    county: County, client: Client, morning: None
) -> None:
    Walk(client).through()
    assert client.get("/apply/cgz/who/").status_code == 410
    assert "填给示例县教育局" in client.get("/apply/cgz/").content.decode()


def test_the_receipt_can_be_seen_again_until_it_is_put_away(county: County, client: Client) -> None:
    _, code = sent(Walk(client))
    with clock.stopped_at(at(DAY) + dt.timedelta(minutes=20)):
        assert code in client.get("/apply/receipt/").content.decode()
        assert client.get("/apply/jyj/who/").url == "/apply/receipt/"
        assert Client().get("/apply/receipt/").status_code == 410
        key = Walk(client).key("/apply/receipt/")
        assert client.post("/apply/receipt/leave/", {"key": key}).url == "/apply/status/"
        assert client.get("/apply/receipt/").status_code == 410
    assert Case.objects.count() == 1


def test_forms_made_elsewhere_do_nothing(county: County, client: Client) -> None:
    numbers, code = sent(Walk(client))
    with clock.stopped_at(at(DAY, 12)):
        client.post("/apply/status/", {"number": numbers[0], "code": code})
        for key in ("", "0" * 32):
            answer = client.post("/apply/status/withdraw/", {"key": key, "sure": "yes"})
            assert answer.status_code == 403
        answer = client.post("/apply/jyj/", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    assert Case.objects.get().state == "arrived"


def test_the_trap_is_said_never_swallowed(county: County, client: Client, morning: None) -> None:
    answer = client.post("/apply/jyj/", {forms.HONEYPOT: "http://spam.example"})
    assert answer.status_code == 400 and "自动填充" in answer.content.decode()
    assert not Draft.objects.exists()
    walk = Walk(client)
    walk.through()
    answer = walk.post("/apply/jyj/check/", "send")
    assert answer.status_code == 422 and "几秒钟" in answer.content.decode()


def test_the_page_of_a_case_ends_by_itself_and_by_hand(county: County, client: Client) -> None:
    receipt = sent_online(county.department)
    asked = {"number": receipt.numbers[0], "code": receipt.code}
    with clock.stopped_at(at(DAY, 12)):
        client.post("/apply/status/", asked)
    with clock.stopped_at(at(DAY, 12) + dt.timedelta(minutes=19)):
        assert client.get("/apply/status/case/").status_code == 200  # prolongs
    with clock.stopped_at(at(DAY, 12) + dt.timedelta(minutes=38)):
        assert client.get("/apply/status/case/").status_code == 200
        client.post("/apply/status/leave/")
        assert client.get("/apply/status/case/").url == "/apply/status/?gone=1"
        client.post("/apply/status/", asked)
    with clock.stopped_at(at(DAY, 13)):
        for path in ("case/", "add/", "file/1/"):
            assert client.get(f"/apply/status/{path}").url == "/apply/status/?gone=1"


def test_acts_of_the_page(county: County, client: Client) -> None:
    receipt = sent_online(county.department)
    walk = Walk(client)
    with clock.stopped_at(at(DAY, 12)):
        client.post("/apply/status/", {"number": receipt.numbers[0], "code": receipt.code})
        answer = walk.post("/apply/status/add/", text="线索", seen="1")
        assert answer.url == "/apply/status/case/?done=add"
        assert "材料已经提交" in client.get(answer.url).content.decode()
        answer = walk.post("/apply/status/add/", text="再补", seen="1")
        assert answer.status_code == 422 and "刷新" in answer.content.decode()
        assert "再补" in answer.content.decode()
        answer = walk.post("/apply/status/withdraw/")
        assert answer.status_code == 422 and "我确定撤回" in answer.content.decode()
        assert walk.post("/apply/status/withdraw/", sure="yes").status_code == 302
        assert "不能补充材料" in client.get("/apply/status/add/").content.decode()
        assert client.get("/apply/status/nothing/").status_code == 404
    assert Case.objects.get().state == "withdrawn"


def test_wrong_pairs_get_one_answer_then_a_wait(county: County, client: Client) -> None:
    receipt = sent_online(county.department)
    other = arrived_case(county, DAY)
    said = set()
    with clock.stopped_at(at(DAY, 12)):
        for number in (receipt.numbers[0], other.number, "jyj-2025-0999"):
            answer = client.post("/apply/status/", {"number": number, "code": "AAAA-BBBB-CCCC"})
            page = answer.content.decode().replace(number, "")
            said.add((answer.status_code, page))
        assert len(said) == 1
        for _ in range(limit("free_tries_number")):
            client.post("/apply/status/", {"number": receipt.numbers[0], "code": "AAAA"})
        answer = client.post("/apply/status/", {"number": receipt.numbers[0], "code": receipt.code})
        assert answer.status_code == 429 and "分钟以后再试" in answer.content.decode()


def test_a_cookie_that_was_tampered_with_opens_nothing(county: County, client: Client) -> None:
    receipt = sent_online(county.department)
    with clock.stopped_at(at(DAY, 12)):
        client.post("/apply/status/", {"number": receipt.numbers[0], "code": receipt.code})
        value = client.cookies["gongkai_page"].value
        for wrong in (value[:-2] + "zz", "", "x", value.replace(":", "", 1), "é" * 3):
            client.cookies["gongkai_page"] = wrong.encode("ascii", "ignore").decode()
            assert client.get("/apply/status/case/").status_code == 302


def test_when_the_database_is_away_the_counter_is_named(
    county: County, client: Client, monkeypatch: Any
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("gongkai.portal.applying.start.organs_taking", away)
    answer = client.get("/apply/")
    assert answer.status_code == 503 and "当面提交或者邮寄" in answer.content.decode()


def test_several_apply_together(county: County, client: Client, morning: None) -> None:
    """One case, one column of 表三; everybody is named in the answer, a line that cannot be right is said."""
    from gongkai.apps.cases.letters.addressing import names_of, you_of

    walk = Walk(client)
    client.post("/apply/jyj/")
    wrong = walk.post("/apply/jyj/who/", **WHO, together="李小红，1101")
    assert wrong.url == "/apply/jyj/what/"  # four signs may be the number of some document
    wrong = walk.post("/apply/jyj/who/", **WHO, together="李小红，电话138")
    assert (
        "共同申请人第1行" in wrong.content.decode() and "李小红，电话138" in wrong.content.decode()
    )
    assert not Case.objects.exists()
    assert people_fault(people_in_lines("张三\n" * 21)).startswith("共同申请人最多20人")
    token = filled_draft(county.department)
    values = {"who": ONLINE_WHO | {"together": "李小红，110101198501011236\n\n赵强"}}
    with clock.stopped_at(at(DAY)):
        drafting.save_draft(token, values, "203.0.113.7")
    with clock.stopped_at(at(DAY) + dt.timedelta(minutes=5)):
        send_application(token, "203.0.113.7")
    case = Case.objects.get()
    roles = [one.role for one in case.parties.order_by("order")]
    assert roles == ["applicant", "co_applicant", "co_applicant"]
    assert (names_of(case, None), you_of(case, None)) == ("王小明、李小红、赵强", "你们")
    assert case.applicant_kind == "natural"


def test_saved_too_often_loses_nothing(
    county: County, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = Walk(client)
    client.post("/apply/jyj/")
    walk.post("/apply/jyj/who/", **WHO)
    key = walk.key("/apply/jyj/what/")
    monkeypatch.setattr(attempts, "limit", lambda name: 1 if name.startswith("draft_saves") else limit(name))  # fmt: skip
    for path, typed in (
        ("what", {"r0-text": "乡村小学撤并方案"}),
        ("who", {**WHO, "name": "王晓鸣"}),
    ):
        answer = client.post(f"/apply/jyj/{path}/", {"key": key, "go": "next", **typed})
        page = answer.content.decode()
        assert answer.status_code == 429 and "没有存入草稿" in page and "这一次没有办成" in page
        assert list(typed.values())[0] in page and ("王晓鸣" in page) == (path == "who")
    assert 'value="王小明"' in client.get("/apply/jyj/who/").content.decode()
