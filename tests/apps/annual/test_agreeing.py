"""The numbers of normative documents are held against the register of the 司法行政 department before they are signed."""

import datetime as dt

import pytest
from django.db import Error, connection
from django.test import Client
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.annual.actions.agreeing import choose_judicial, say_of_documents
from gongkai.apps.annual.actions.writing import compile_report, start_report
from gongkai.apps.annual.agreeing import CELLS, judicial_of, numbers_of
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.models import Agreement, JudicialDepartment, Report
from gongkai.apps.annual.queries.agreeing import waiting_for
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.verifying import verify_year
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Organ, OrganKind, Post
from tests.apps.annual.test_government import document
from tests.apps.cases.example_cases import at
from tests.county import County, make_county, make_organ
from tests.office.entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def march():
    with clock.stopped_at(at(dt.date(2026, 3, 3), 10)):
        yield


@pytest.fixture
def county() -> County:
    """The case clerk of the small county is the head of its 司法局 here."""
    county = make_county()
    judicial = make_organ("示例县司法局", "司法局", "sfj", OrganKind.DEPARTMENT, county.government)
    held = Post.objects.filter(person=county.people["case_clerk"])
    held.update(organ=judicial, kind="disclosure_head")
    return county


@pytest.fixture
def report(county: County) -> Report:
    document(county, "示政发〔2025〕1号")
    made = start_report(county.actor("county_office"), county.government, 2025, "government")
    compile_report(county.actor("county_office"), made)
    made.refresh_from_db()
    return made


def found(report: Report) -> list[str]:
    report.refresh_from_db()
    return [f"{one.severity.value}" for one in check_report(report).findings if one.code == "Y13"]


def test_who_answers_says_what_of_which_numbers(county: County, report: Report) -> None:
    judge, seen = county.actor("case_clerk"), numbers_of(report)
    assert seen == dict(zip(CELLS, ("1", "0", "1"), strict=True)) and found(report) == ["warning"]
    with pytest.raises(Forbidden):
        say_of_documents(county.actor("county_office"), report, seen, agreed=True)
    with pytest.raises(Forbidden):
        say_of_documents(county.actor("disclosure_head"), report, seen, agreed=True)
    with pytest.raises(Refused, match="哪里不一致"):
        say_of_documents(judge, report, seen, agreed=False)
    with pytest.raises(Refused, match="刷新页面"):
        say_of_documents(judge, report, seen | {CELLS[0]: "2"}, agreed=True)
    say_of_documents(judge, report, seen, agreed=False, note="备案登记簿里没有这一件")
    assert found(report) == ["error"], "a warning can be explained, their word not"
    say_of_documents(judge, report, seen, agreed=True, note="登记簿补登")
    assert found(report) == []
    document(county, "示政发〔2025〕2号")
    with clock.stopped_at(at(dt.date(2026, 3, 4), 10)):
        compile_report(county.actor("county_office"), report)
        assert found(report) == ["warning"], "other numbers, another word"
        with pytest.raises(Refused, match="刷新页面"):
            say_of_documents(judge, report, seen, agreed=True)
    Report.objects.filter(pk=report.pk).update(state="published")
    with pytest.raises(Refused, match="已经公布"):
        say_of_documents(judge, report, numbers_of(report), agreed=True)


def test_a_department_is_not_asked(county: County) -> None:
    own = start_report(county.actor("clerk"), county.department, 2025)
    compile_report(county.actor("clerk"), own)
    assert found(own) == []
    with pytest.raises(Refused, match="只有政府汇总报告"):
        say_of_documents(county.actor("case_clerk"), own, numbers_of(own), agreed=True)


def test_the_database_refuses_to_turn_a_word(county: County, report: Report) -> None:
    say_of_documents(county.actor("case_clerk"), report, numbers_of(report), agreed=True)
    row = Agreement.objects.get()
    with pytest.raises(Error), connection.cursor() as cursor:
        cursor.execute("UPDATE annual_agreement SET agreed = NOT agreed WHERE id = %s", [row.pk])


def test_the_page(county: County, report: Report, client: Client) -> None:
    address = reverse("office_annual_agreement", args=[report.pk])
    enter(client, county.people["county_office"])
    Organ.objects.filter(slug="sfj").update(name="示例县法制局")
    assert "没有司法行政部门" in client.get(address).content.decode()
    Organ.objects.filter(slug="sfj").update(name="示例县司法局")
    enter(client, county.people["case_clerk"])
    assert address in client.get("/office/").content.decode()
    text = client.get(address).content.decode()
    assert "示政发〔2025〕1号" in text and "核对一致" in text
    seen: dict[str, object] = {**numbers_of(report)}
    client.post(address, seen | {"word": "differs", "note": "少一件"})
    assert "不一致，少一件" in client.get(address).content.decode()
    client.post(address, seen | {"word": "agreed", "note": "登记簿"})
    assert Agreement.objects.filter(agreed=True).count() == 1
    assert address not in client.get("/office/").content.decode()
    enter(client, county.people["county_office"])
    text = client.get(address).content.decode()
    assert "登记核对结果" not in text and "登记簿" in text
    enter(client, county.people["clerk"])
    assert client.get(address).status_code == 403
    with clock.stopped_at(at(dt.date(2026, 3, 5), 10)):
        faults = verify_year(2025, cases=False, files=False)
        assert "Agreement" not in {one.kind for one in faults}


def test_another_unit_is_chosen_whatever_its_name(
    county: County, report: Report, client: Client
) -> None:
    judge, seen = county.actor("case_clerk"), numbers_of(report)
    office = county.actor("county_office")
    legal = make_organ("示例县法治办公室", "法治办", "fzb", OrganKind.DEPARTMENT, county.government)
    with pytest.raises(Forbidden):
        choose_judicial(judge, county.government, 2025, legal)
    enter(client, county.people["county_office"])
    units = f"{reverse('office_annual_units')}?year=2025&government={county.government.pk}"
    assert "司法局，按名称建议的，还没有选定" in client.get(units).content.decode()
    sent = {"year": "2025", "government": county.government.pk, "judicial": str(legal.pk)}
    said = client.post(reverse("office_annual_judicial"), sent, follow=True).content.decode()
    assert "法治办已经选定为司法行政部门" in said and "法治办，2026-03-03" in said
    assert (
        choose_judicial(office, county.government, 2025, legal) == JudicialDepartment.objects.get()
    )
    with pytest.raises(Forbidden):
        say_of_documents(judge, report, seen, agreed=True)
    assert [one.judicial for one in waiting_for(None)] == [legal]
    assert not list(waiting_for(frozenset((county.department.pk,))))
    outside = make_organ("示例市司法局", "市司法局", "ssfj", OrganKind.DEPARTMENT, None)
    with pytest.raises(Refused, match="不在2025年度的报送单位名单里"):
        choose_judicial(office, county.government, 2025, outside)
    legal.abolished_on, legal.successor = dt.date(2025, 6, 1), Organ.objects.get(slug="sfj")
    legal.save()
    assert judicial_of(report) == legal.successor, "its duties went to 司法局"
    say_of_documents(judge, report, seen, agreed=True)
    faults = verify_year(2025, cases=False, files=False)
    assert "JudicialDepartment" not in {one.kind for one in faults}
    with connection.cursor() as cursor, pytest.raises(Error):
        cursor.execute("UPDATE annual_judicialdepartment SET organ_id = %s", [county.department.pk])
