"""Figures from programs: with a key, all or none, repeated without harm, never confirmed, never logged."""

import datetime as dt
import json
import logging
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps import clock
from gongkai.apps.annual.actions.keys import make_key, renew_key, revoke_key
from gongkai.apps.annual.actions.stating import confirm_figures
from gongkai.apps.annual.compiling.government import compile_own
from gongkai.apps.annual.data.delivering import limit
from gongkai.apps.annual.models import Confirmation, Delivery, DeliveryKey, Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.models import Attempts
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.periods.actions import lock_year
from tests.apps.cases.example_cases import at
from tests.county import County, make_county
from tests.databases import examples

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/figures"
GOOD = {"year": 2025, "figures": [{"cell": "t2.licences", "month": 3, "value": 12}]}


@pytest.fixture(autouse=True)
def january():
    with clock.stopped_at(at(dt.date(2026, 1, 12), 14)):
        yield


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture
def key(county: County) -> str:
    return make_key(county.actor("disclosure_head"), county.department, "行政审批系统")[1]


def send(key: str, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"Authorization": f"Bearer {key}"} if key else {}
    answer = Client().post(ADDRESS, raw, content_type="application/json", headers=given | headers)
    return answer.status_code, json.loads(answer.content)


def test_a_program_states_and_a_person_confirms(county: County, key: str) -> None:
    status, said = send(key, GOOD)
    assert status == 200 and (said["stated"], said["organ"]) == (1, "jyj")
    (row,) = Statement.objects.all()
    assert (row.source, row.person_id, row.person_name) == ("api", None, "接口：行政审批系统")
    assert row.delivery is not None and row.delivery.key.label == "行政审批系统"
    assert not Confirmation.objects.exists()
    assert compile_own(county.department, Period(2025)).cells["t2.licences"] is None
    confirm_figures(county.actor("final_reviewer"), [row])
    assert compile_own(county.department, Period(2025)).cells["t2.licences"] == "12"
    read = Client().get(ADDRESS, {"year": "2025"}, headers={"Authorization": f"Bearer {key}"})
    (shown,) = json.loads(read.content)["figures"]
    assert (shown["value"], shown["confirmed"]) == (12, True)
    assert read["Cache-Control"] == "no-store" and "Access-Control-Allow-Origin" not in read


def test_repeating_is_harmless(county: County, key: str) -> None:
    first = send(key, GOOD, **{"Idempotency-Key": "2025-03"})
    again = send(key, GOOD, **{"Idempotency-Key": "2025-03"})
    assert first[0] == again[0] == 200 and again[1]["repeated"] and not first[1]["repeated"]
    assert (
        again[1]["delivery"] == first[1]["delivery"] and again[1]["figures"] == first[1]["figures"]
    )
    assert Statement.objects.count() == Delivery.objects.count() == 1
    other = json.loads(json.dumps(GOOD))
    other["figures"][0]["value"] = 13
    status, said = send(key, other, **{"Idempotency-Key": "2025-03"})
    assert status == 409 and "已经用过" in said["error"]["message"]
    status, said = send(key, GOOD)
    assert (status, said["stated"], said["unchanged"]) == (200, 0, 1)
    assert Statement.objects.count() == 1


def test_a_correction_is_a_new_row(county: County, key: str) -> None:
    send(key, GOOD)
    send(key, {"year": 2025, "figures": [{"cell": "t2.licences", "month": 3, "value": "13"}]})
    old, new = Statement.objects.order_by("id")
    assert new.replaces == old and new.value == 13


def test_every_fault_with_its_place_and_nothing_taken(county: County, key: str) -> None:
    figures = [
        {"cell": "t2.licences", "value": 7},
        {"cell": "t2.penalties", "value": -1},
        {"cell": "t3.new.total", "value": 5},
        {"cell": "t9.nothing", "value": 5},
        {"cell": "t2.licences", "value": 8},
        {"cell": "t2.compulsory", "month": 5, "value": 1.5},
        {"cell": "t2.rules.made", "value": 1},
    ]
    status, said = send(key, {"year": 2025, "figures": figures})
    assert status == 422 and not Statement.objects.exists() and not Delivery.objects.exists()
    found = {one["at"]: one for one in said["places"]}
    assert set(found) == {f"figures[{n}]" for n in (1, 2, 3, 4, 5, 6)}
    assert found["figures[5]"]["month"] == 5 and "整数" in found["figures[5]"]["message"]
    assert "自动汇总" in found["figures[2]"]["message"]


def test_a_key_ends_on_its_day_and_is_renewed(county: County, key: str) -> None:
    row, head = DeliveryKey.objects.get(), county.actor("disclosure_head")
    assert row.expires_on == dt.date(2026, 1, 12) + dt.timedelta(days=limit("key_days"))
    with clock.stopped_at(at(row.expires_on, 23)):
        assert send(key, GOOD)[0] == 200
    with clock.stopped_at(at(row.expires_on + dt.timedelta(days=1), 0)):
        status, said = send(key, GOOD)
        assert status == 401 and "已经过期" in said["error"]["message"] and key not in str(said)
        with pytest.raises(Refused, match="有效期应在今天到"):
            renew_key(head, row, dt.date(2039, 1, 1))
        with pytest.raises(Refused, match="有效期应在今天到"):
            renew_key(head, row, row.expires_on)
        with pytest.raises(Forbidden):
            renew_key(county.actor("clerk"), row)
        renewed = renew_key(head, row, dt.date(2027, 6, 30))
        assert send(key, GOOD)[0] == 200
        with pytest.raises(Refused, match="更晚的日子"):
            renew_key(head, renewed, dt.date(2027, 6, 30))
        last = Entry.objects.order_by("-seq").filter(act="figure.key").first()
        assert last is not None and last.after == {"expires_on": "2027-06-30"}
        revoke_key(head, renewed)
        assert send(key, GOOD)[0] == 401
        with pytest.raises(Refused, match="已经停用"):
            renew_key(head, renewed)


def test_without_a_key_with_a_wrong_one_with_a_revoked_one(county: County, key: str) -> None:
    for wrong in ("", "gkbs_nothing", key + "x", key.upper()):
        status, said = send(wrong, GOOD)
        assert status == 401 and "密钥" in said["error"]["message"]
    revoke_key(county.actor("disclosure_head"), DeliveryKey.objects.get())
    assert send(key, GOOD)[0] == 401
    assert not Statement.objects.exists()


def test_who_may_make_a_key(county: County) -> None:
    for post in ("clerk", "final_reviewer", "county_office", "system_administrator"):
        with pytest.raises(Forbidden):
            make_key(county.actor(post), county.department, "系统")
    with pytest.raises(Forbidden):
        make_key(county.actor("disclosure_head"), county.township, "系统")


def test_a_locked_year_wants_a_reason(county: County, key: str) -> None:
    lock_year(county.actor("county_office"), 2025)
    status, said = send(key, GOOD)
    assert status == 422 and "锁定" in said["error"]["message"]
    assert send(key, GOOD | {"amendment": "审批局补报"})[0] == 200


def test_too_often(county: County, key: str) -> None:
    for _ in range(limit("calls_per_minute")):
        assert send(key, GOOD)[0] == 200
    status, said = send(key, GOOD)
    assert status == 429 and said["retry_after"] > 0
    with clock.stopped_at(at(dt.date(2026, 1, 12), 15)):
        assert send(key, GOOD)[0] == 200
        for _ in range(limit("wrong_keys_per_hour")):
            assert send("gkbs_wrong", GOOD)[0] == 401
        assert send("gkbs_wrong", GOOD)[0] == 429
        assert send(key, GOOD)[0] == 200, "others from the same address keep nobody out"


def test_the_key_is_kept_nowhere(
    county: County, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    send(key, GOOD)
    send(key, b"{")
    Client().post(ADDRESS, b"{}", content_type="application/json",
                  headers={"Authorization": f"Token {key}"})  # fmt: skip
    assert key not in caplog.text and key[5:] not in caplog.text
    rows = [*Entry.objects.all(), *DeliveryKey.objects.all(), *Statement.objects.all()]
    assert rows and not any(key[5:] in repr(vars(one)) for one in rows)


HOSTILE = [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000,
    b'{"year": NaN, "figures": []}', b'{"year": 2025, "year": 2025, "figures": []}',
    b'{"year": ' + b"9" * 10_000 + b', "figures": []}',
    b'{"year": 2025, "figures": [{"cell": "\\ud800", "value": 1}]}',
    b'{"year": 2025, "figures": [{"cell": "t2.licences", "value": 1, "evidence": "a\\u0000b"}]}',
    b'{"year": 2025, "figures": [{"cell": "t2.licences\\u0000", "value": 1}]}',
    *(
        json.dumps({"year": 2025, "figures": [{"cell": "t2.licences", "value": 1} | one]}).encode()
        for one in (
            {"value": True}, {"value": "NaN"}, {"value": "Infinity"}, {"value": "1e999"},
            {"value": 1e308}, {"value": "１２"}, {"value": []}, {"value": {}}, {"value": ""},
            {"month": 0}, {"month": 13}, {"month": True}, {"month": "3"}, {"month": 3.5},
            {"cell": None}, {"cell": ["t2.licences"]}, {"cell": "x" * 10_000},
            {"evidence": "x" * 300}, {"evidence": 7}, {"more": 1}, {"value": None},
            {"value": "0.001"}, {"value": 10**16},
        )
    ),
    *(
        json.dumps({"year": 2025, "figures": [], **one}).encode()
        for one in ({"year": "2025"}, {"year": 1900}, {"year": 2027}, {"year": True}, {"x": 1}, {})
    ),
    json.dumps({"year": 2025, "figures": [{"cell": "t2.licences", "value": 1}] * 501}).encode(),
]  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_bodies_are_refused_with_a_sentence(county: County, key: str, body: bytes) -> None:
    status, said = send(key, body)
    error = said["error"]
    assert status in (400, 415, 422), (body[:80], said)
    assert set(error) == {"title", "message", "advice"} and error["message"].endswith("。")
    assert not Statement.objects.exists()


def test_no_more_than_it_can_be_and_nothing_but_json(county: County, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}
    large = b" " * (limit("body_kilobytes") * 1024 + 1)
    assert (
        Client().post(ADDRESS, large, content_type="application/json", headers=headers).status_code
        == 413
    )
    assert Client().post(ADDRESS, {"year": "2025"}, headers=headers).status_code == 415
    assert (
        Client().put(ADDRESS, b"{}", content_type="application/json", headers=headers).status_code
        == 405
    )
    foreign = headers | {"Origin": "https://elsewhere.example"}
    assert (
        Client().post(ADDRESS, b"{}", content_type="application/json", headers=foreign).status_code
        == 403
    )


def test_it_is_described(county: County) -> None:
    schema = json.loads(Client().get("/api/v1/openapi.json").content)
    post = schema["paths"]["/api/v1/figures"]["post"]
    assert post["security"] and "requestBody" in post
    page = Client().get("/api/v1/docs").content.decode()
    assert "POST /api/v1/figures" in page and "Idempotency-Key" in page
    assert "figures[].month" in page


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
FIGURES = st.fixed_dictionaries(
    {
        "cell": st.sampled_from(["t2.licences", "t2.fees", "one.training", "t3.new.total", ""])
        | TREES
    },
    optional={"value": TREES, "month": TREES, "evidence": TREES, "x": TREES},
)
BODIES = TREES | st.fixed_dictionaries(
    {"year": st.sampled_from([2025, 2019, 2031, "2025"]) | TREES,
     "figures": st.lists(FIGURES, max_size=4) | TREES},
    optional={"amendment": TREES},
)  # fmt: skip


@settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=BODIES, token=st.text(alphabet="ab.1-_", max_size=6))
def test_whatever_is_sent_gets_an_answer_that_can_be_read(
    county: County, key: str, body: Any, token: str
) -> None:
    """Never an error of the server; what was taken is a figure that could be stated."""
    Attempts.objects.all().delete()
    status, said = send(key, body, **{"Idempotency-Key": token})
    assert status in (200, 400, 409, 415, 422), said
    assert (status == 200) == ("error" not in said)
    for one in Statement.objects.filter(value__isnull=False):
        assert one.cell in ("t2.licences", "t2.fees", "one.training")
        assert one.value == one.value.quantize(Decimal("0.01")) and one.value >= 0
