"""A case received on 31 December, registered when the year is locked: done as an amendment, with its reason."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.cases.actions.registering import register_paper
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.ledger import Period, counted_in
from gongkai.apps.periods.models import Amendment, LockedYear
from tests.apps.cases.example_cases import at
from tests.county import make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
LAST = dt.date(2025, 12, 31)
FORM = {
    "kind": "application", "subject": "校车检查结果", "description": "2025年校车检查结果",
    "applicant_kind": "natural", "name": "王小明",
}  # fmt: skip


def test_a_case_of_a_locked_year_asks_for_the_reason(tmp_path: Path, settings: Any) -> None:
    settings.SEALED_ROOT = tmp_path
    county = make_county()
    with clock.stopped_at(at(dt.date(2026, 2, 10))):
        LockedYear.objects.create(
            year=2025, locked_at=clock.now(), person_id=None, person_name="县公开办"
        )
        clerk = county.actor("case_clerk")
        paper = register_paper(clerk, county.department, channel="in_person", arrived_on=LAST)
        client = enter(Client(), county.people["case_clerk"])
        address = reverse("office_case_open", args=[paper.pk])
        page = client.post(address, FORM).content.decode()
        assert "2025年度的年报数据已经锁定" in page and 'name="year_amendment"' in page
        assert not Case.objects.exists() and "王小明" in page
        client.post(address, FORM | {"year_amendment": "年末当面提交，收发室次年转来"})
        case = Case.objects.get()
        assert case.received_on == LAST
        assert Amendment.objects.get().reason == "年末当面提交，收发室次年转来"
        rows = counted_in({county.department.pk}, Period(2025))
        assert [one.case_id for one in rows] == [case.pk]
        # Splitting it moves the same year, and asks in the same way.
        split = reverse("office_case_split", args=[case.pk])
        values = FORM | {
            "subject": "校车经费",
            "description": "2025年校车经费",
            "seen": case.events_held,
        }
        values |= {"reason": "两件事", "on": "2026-02-10"}
        page = client.post(split, values).content.decode()
        assert 'name="year_amendment"' in page and Case.objects.count() == 1
        client.post(split, values | {"year_amendment": "一事一申请"})
        assert Case.objects.count() == 2 and Amendment.objects.count() >= 2
