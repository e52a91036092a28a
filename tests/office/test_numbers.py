"""The year's numbers: each equals its list, on the page and in the file; late publications named."""

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.apps import clock
from gongkai.apps.disclosure.actions.publication import withdraw_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(desk):
    """Three pieces of the catalogue, one of them withdrawn, one late; one notice."""
    desk.published()
    withdraw_item(desk.head, desk.published(title="撤下的"), "有误")
    desk.published(kind="notice", column="tzgg", title="=1+1")
    with clock.stopped_at(dt.datetime(2025, 8, 1, 9, tzinfo=clock.CHINA)):
        desk.published(title="逾期的")
        yield desk


def rows(answer):
    book = load_workbook(BytesIO(answer.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_every_number_is_a_link_to_as_many_rows(year, sign_in):
    office = sign_in("county_office")
    page = office.get(reverse("office_numbers"), {"year": "2025"})
    assert [number for number, _ in page.context["totals"]] == [0, 3, 0, 0, 0, 1, 1]
    for _, cells in [*page.context["figures"], (None, page.context["totals"])]:
        for number, address in cells:
            assert office.get(address).context["page"].paginator.count == number, address
            assert len(rows(office.get(address + "&as=xlsx"))) == number + 1
    without = office.get(reverse("office_numbers"), {"year": "2025", "withdrawn": "0"})
    assert [number for number, _ in without.context["totals"]][:2] == [0, 2]
    late = office.get(reverse("office_numbers_late"), {"year": "2025"}).content.decode()
    assert "逾期的" in late and "2025-07-14" in late


def test_the_file_holds_the_same_numbers_and_no_formula(year, sign_in):
    office = sign_in("county_office")
    table = rows(office.get(reverse("office_numbers"), {"year": "2025", "as": "xlsx"}))
    assert table[0][:3] == ["机关", "政务动态", "信息公开目录"]
    assert table[-1] == ["合计", 0, 3, 0, 0, 0, 1, 1]
    listed = office.get(reverse("office_numbers_list"), {"of": "notice", "as": "xlsx"})
    cell = load_workbook(BytesIO(listed.content)).active["A2"]
    assert cell.value == "=1+1" and cell.data_type == "s"


def test_a_clerk_sees_the_own_organ_and_an_odd_year_is_this_year(year, sign_in):
    clerk = sign_in("clerk")
    for odd in ("", "1", "99999", "x", "²"):
        page = clerk.get(reverse("office_numbers"), {"year": odd, "organ": "999"})
        assert page.context["asked"].year == 2025
        assert page.context["asked"].chosen == [year.county.department]
    assert sign_in("system_administrator").get(reverse("office_numbers")).status_code == 403
