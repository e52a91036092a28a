"""Every form of applying and of the case desk, whatever is typed: a sentence, never a fault of the program."""

import copy
import datetime as dt
import random
import re
import time
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from gongkai.apps import clock
from gongkai.apps.cases.actions import consulting, redacting
from gongkai.apps.cases.actions.serving import dispatch_letter
from gongkai.apps.cases.models import Case, Letter, Paper, Party
from gongkai.apps.cases.parties import Identity
from tests.apps.cases.example_cases import arrived_case, at, handled_case
from tests.apps.cases.letter_cases import decided_open, drafted, signed, with_places
from tests.apps.cases.online_cases import sent_online
from tests.apps.remedies.example_remedies import answered_case, review_of
from tests.county import County, make_county
from tests.fuzz.forms import Form, addresses, filled_in, forms_of
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
NOW = at(dt.date(2026, 3, 20))
OFFICE = ("office/cases/", "office/remedies/", "office/ledger/")
# Whose forms, and how many at least: a reviewer has few.
LEAST = {"case_clerk": 20, "disclosure_head": 20, "case_reviewer": 2, "county_office": 2}
TRIES = 1  # a form, a post and a visit; more by GONGKAI_FUZZ_TRIES
SLOWEST = 20.0  # seconds for one answer on a machine that does eight other things
ANSWERS = frozenset((200, 400, 403, 404, 405, 409, 410, 413, 422, 429))
CHINESE_SENTENCE = re.compile(r"[\u4e00-\u9fff][^<>]*[。？]")


def tries() -> int:
    import os

    return int(os.environ.get("GONGKAI_FUZZ_TRIES", TRIES))


def sent_out(county: County, letter: Letter) -> None:
    """Handed over on the day on which it was signed."""
    with clock.stopped_at(at(DAY, 15)):
        dispatch_letter(county.actor("case_clerk"), letter, way="direct", on=DAY)


@pytest.fixture
def county(settings: Any, tmp_path: Any) -> County:
    """A desk where every state is, and everything that an address can name."""
    settings.SEALED_ROOT = tmp_path
    made = make_county()
    with_places()
    clerk = made.actor("case_clerk")
    arrived_case(made, DAY)
    handled_case(made, DAY)
    correct = handled_case(made, DAY)
    told = {"correction_points": "哪一年", "correction_how": "写明年份", "limit": "10"}
    sent_out(made, signed(made, correct, "N04", told, on=DAY))
    asked = handled_case(made, DAY)
    with clock.stopped_at(at(DAY, 13)):
        party = consulting.add_party(
            clerk, asked, role="third_party", identity=Identity(name="甲公司")
        )
    question = {"asked_content": "合同", "question": "是否同意公开？"}
    sent_out(made, signed(made, asked, "N07", question, on=DAY, addressee=party))
    decided = handled_case(made, DAY)
    decided_open(made, decided, dt.date(2026, 3, 9))
    signed(made, decided, "N14-open-point", on=dt.date(2026, 3, 10))
    waiting = handled_case(made, DAY)
    with clock.stopped_at(at(dt.date(2026, 3, 11))):
        drafted(made, waiting, "N04", {"correction_points": "哪一年", "correction_how": "写明年份"})
        source = redacting.add_source(clerk, waiting, b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "图.png")
    assert source.pk
    answered = answered_case(made, DAY, dt.date(2026, 3, 6))
    review_of(made, answered, dt.date(2026, 3, 16))
    return made


def pools() -> dict[str, list[object]]:
    """Real numbers for what an address names, and numbers of nothing."""
    nothing: list[object] = [0, 10**12]
    cases = list(Case.objects.values_list("pk", flat=True))
    return {
        "pk": [*cases, *cases, 10**12],
        "papers/pk": [*Paper.objects.values_list("pk", flat=True), *nothing],
        "letter": [*Letter.objects.values_list("pk", flat=True), *nothing],
        "party": [*Party.objects.values_list("pk", flat=True), *nothing],
        "number": [1, 2, 3, 999],
        "year": [2024, 2026, 1, 99999],
        "key": ["N04", "N14-partial", "nothing", "accepted", "decided"],
        "kind": ["accepted", "decided", "settled", "nothing"],
        "slug": ["jyj", "nothing"],
        "act": ["correct", "withdraw", "add", "pay", "reasons", "nothing"],
        "organ": [1, 2, 999],
        "case": cases,
    }


def sent(client: Client, form: Form, given: dict[str, Any]) -> None:
    """Sent, answered by less than a fault, in a sentence where it is refused; and taken back."""
    begun, cookies = time.perf_counter(), copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.post(form.address, given)
        transaction.set_rollback(True)
    client.cookies = cookies  # as the database, so the browser: nothing happened
    told = f"{form.address} {sorted(given)}"
    assert time.perf_counter() - begun < SLOWEST, told
    assert answer.status_code < 500, told
    if answer.status_code in (301, 302, 303):
        return
    assert answer.status_code in ANSWERS, (
        answer.status_code,
        told,
    )
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        body = b"".join(answer) if answer.streaming else answer.content
        assert CHINESE_SENTENCE.search(body.decode("utf-8")), (answer.status_code, told)


@pytest.mark.long
@pytest.mark.parametrize("post", LEAST)
def test_forms_of_the_desk(county: County, post: str) -> None:
    """Each address of the desk is asked for its forms; each form is sent as nobody should."""
    chance = random.Random(f"desk {post}")
    client, found = Client(), 0
    with clock.stopped_at(NOW):
        enter(client, county.people[post])
        values = pools()
        for route in sorted(addresses(*OFFICE)):
            for address in sorted({filled_in(route, values, chance) for _ in range(2)}):
                with transaction.atomic():
                    page = client.get(address)
                    transaction.set_rollback(True)
                assert page.status_code < 500, address
                html = page.headers.get("Content-Type", "").startswith("text/html")
                forms = forms_of(page.content, address) if html and page.status_code == 200 else []
                own = [one for one in forms if one.address.startswith("/office/")]
                found += len(own)
                # Where a page shows no form, its address is sent to all the same.
                for form in own or [Form(address, {"seen": ("1",), "text": ()}, ())]:
                    for _ in range(tries()):
                        sent(client, form, form.filled(chance))
    assert found > LEAST[post]


def stranger(county: County, at_what: str) -> Client:
    """Somebody who only looks, who has begun a form, or who has opened the page of an own application."""
    client = Client()
    if at_what == "form":
        assert client.post("/apply/jyj/").status_code == 302
    elif at_what == "own page":
        sent = sent_online(county.department, on=NOW.date())
        form = forms_of(client.get("/apply/status/").content, "/apply/status/")[0]
        offered = {name: values[0] for name, values in form.fields.items() if values}
        opened = {**offered, "number": sent.numbers[0], "code": sent.code}
        assert client.post("/apply/status/", opened).status_code == 302
    return client


@pytest.mark.parametrize(("at_what", "least"), [("door", 3), ("form", 8), ("own page", 5)])
def test_forms_of_applying(county: County, at_what: str, least: int) -> None:
    """From the choice of an organ to the receipt, and the own page, by a stranger."""
    chance = random.Random(f"apply {at_what}")
    values, found = pools() | {"slug": ["jyj", "jyj", "nothing"]}, 0
    with clock.stopped_at(NOW + dt.timedelta(hours=1)):
        client = stranger(county, at_what)
        for route in sorted(addresses("apply/")):
            for address in sorted({filled_in(route, values, chance) for _ in range(4)}):
                with transaction.atomic():
                    page = client.get(address)
                    transaction.set_rollback(True)
                assert page.status_code < 500, address
                html = page.headers.get("Content-Type", "").startswith("text/html")
                forms = forms_of(page.content, address) if html and page.content else []
                found += len(forms)
                plain = Form(address, {"text": (), "number": (), "code": ()}, ())
                for form in forms or [plain]:
                    for _ in range(tries() * 2):
                        sent(client, form, form.filled(chance))
    assert found >= least


def test_the_public_api_knows_nothing_of_cases(county: County) -> None:
    """Its description names no application, no applicant, no letter; its addresses lead to none."""
    routes = [route for route in addresses("api/") if not route.startswith("api/v1/schema")]
    assert routes and not [
        route
        for route in routes
        if re.search(r"case|appl(y|i)|remed|letter|ledger|part(y|ies)", route)
    ]
    client = Client()
    held = Case.objects.first()
    assert held is not None
    for route in addresses("api/"):
        if "<" in route or "(" in route:
            continue
        for query in ("", f"?q={held.number}", f"?q={held.subject}"):
            body = client.get(f"/{route}{query}").content.decode("utf-8", "replace")
            assert held.number not in body.replace(f"q={held.number}", ""), route
            assert "王小明" not in body and "申请人姓名" not in body, route
