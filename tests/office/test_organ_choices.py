"""Where an organ is chosen: what is done today is done by an organ that exists; the past names what became of it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.organs.queries import actor_for
from gongkai.office.cases.steps.consulting import PartyForm
from gongkai.office.rooms.asking import listed, organs_today, organs_with
from tests.county import NOON, County, make_county
from tests.office.entering import enter

pytestmark = pytest.mark.django_db
MERGED = "城关镇（2025-03-01并入教育局）"


@pytest.fixture
def county() -> County:
    """The township was merged into the department, whose people act for it now."""
    made = make_county()
    made.township.abolished_on, made.township.successor = dt.date(2025, 3, 1), made.department
    made.township.save()
    return made


def test_what_is_done_today_names_no_abolished_organ(county: County) -> None:
    clerk = actor_for(county.people["case_clerk"], NOON.date())
    everything = organs_with(clerk, "case.register")
    assert county.township in everything and listed(everything[-1]) == MERGED
    assert organs_today(clerk, "case.register") == [county.department]
    asked: object = PartyForm().fields["organ"].queryset  # type: ignore[attr-defined]
    assert county.township not in asked and county.department in asked  # type: ignore[operator]


@pytest.mark.parametrize(
    ("post", "room", "past"),
    [
        ("case_clerk", "office_cases", True),
        ("case_clerk", "office_paper_new", False),
        ("case_clerk", "office_letter_register", True),
        ("case_clerk", "office_remedies", True),
        ("case_clerk", "office_remedy_new", False),
        ("case_clerk", "office_ledger", True),
        ("county_office", "office_columns", False),
        ("county_office", "office_guides", False),
        ("county_office", "office_numbers", True),
        ("county_office", "office_items:list", True),
        ("county_office", "office_annual_figures", True),
    ],
)
def test_rooms(county: County, post: str, room: str, past: bool) -> None:
    with clock.stopped_at(NOON):
        page = enter_room(county, post, room)
    assert (MERGED in page) == past
    if not past:
        assert "城关镇" not in page


def enter_room(county: County, post: str, room: str) -> str:
    answer = enter(Client(), county.people[post]).get(reverse(room))
    assert answer.status_code == 200
    return answer.content.decode()
