"""Who decides sees what is asked for after 补正, not only what came first."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.cases.models import SheetKind
from gongkai.apps.cases.sheets import keep_sheet
from tests.apps.cases.example_cases import at

pytestmark = pytest.mark.django_db


def test_the_deciding_page_shows_the_corrected_request(desk, sign_in, handled):
    page, client = reverse("office_step_decide", args=[handled.pk]), sign_in("case_clerk")
    assert "<h3>补正后</h3>" not in client.get(page).content.decode()
    with clock.stopped_at(at(dt.date(2025, 6, 18), 12)):
        told = {"points": ["请写明年份"], "limit": 10, "corrected": "2024年学校布局规划"}
        keep_sheet(desk.county.actor("case_clerk"), handled, SheetKind.CORRECTION, told)
    shown = re.sub(r">\s+<", "><", client.get(page).content.decode())
    assert '<h3>补正后</h3><p class="case-asked step-asked">2024年学校布局规划</p>' in shown
