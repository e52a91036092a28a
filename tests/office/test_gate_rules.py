"""审核流程 through its page; and a save that leaves nothing to do for Wagtail's index of references."""

import datetime as dt

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from gongkai.apps.disclosure.models import GateRule
from gongkai.apps.disclosure.queries.gates import gate_path

pytestmark = pytest.mark.django_db

RULE = {
    "scope": "",
    "column_code": "zdgk",
    "since": "2025-06-19",
    "political_review": "",
    "policy_review": "1",
    "wording_review": "3",
    "secrecy_review": "1",
}


def test_the_page_shows_the_programs_path_and_who_may_change_it(desk, sign_in):
    address = reverse("office_gates")
    page = sign_in("clerk").get(address)
    assert "初审（政治关） → 终审（文字关）＋保密审查" in page.content.decode()
    assert "从这一天起执行" not in page.content.decode()
    assert sign_in("clerk").post(address, RULE).status_code == 403
    assert sign_in("disclosure_head").post(address, RULE).status_code == 403
    assert sign_in("security_administrator").get(address).status_code == 403
    assert not GateRule.objects.exists()


def test_a_rule_is_set_from_a_day_and_the_older_one_stays_in_the_list(desk, sign_in):
    office, organ = sign_in("county_office"), desk.county.department
    address = reverse("office_gates")
    asked = {"organ": organ.pk}
    wrong = office.post(address, RULE | asked | {"since": "2025-06-01"})
    assert "过去" in wrong.content.decode()
    assert office.post(address, RULE | asked | {"wording_review": ""}).status_code == 200
    assert not GateRule.objects.exists()
    office.post(address, RULE | asked)
    rule = GateRule.objects.get()
    assert rule.gates == [["policy_review", "secrecy_review"], ["wording_review"]]
    assert rule.organ is None and rule.since == dt.date(2025, 6, 19)
    assert desk.acts()[-1] == "gate.edit"
    assert "尚未开始" in office.get(address, asked).content.decode()
    office.post(address, RULE | asked | {"since": "2025-06-18", "scope": organ.pk})
    page = office.get(address, asked)
    standing = [one[3] for one in page.context["rules"]]
    assert standing == ["尚未开始", "执行中"]
    paths = {one.column.code: one for one in page.context["paths"]}
    assert paths["zdgk"].rule.organ == organ and paths["zwdt"].rule is None
    assert gate_path(desk.item()).before[0] == "policy_review"


def test_saving_an_item_leaves_no_task_of_wagtail(desk):
    item = desk.item()
    item.save()
    paths = DBTaskResult.objects.values_list("task_path", flat=True)
    assert not [one for one in paths if "reference_index" in one]
