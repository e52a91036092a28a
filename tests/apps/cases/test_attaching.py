"""来件 in running cases, scans, remarks: what is refused leaves nothing behind."""

import datetime as dt

import pytest

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.actions.attaching import add_paper_file, attach_paper, detach_paper
from gongkai.apps.cases.actions.opening_files import open_file
from gongkai.apps.cases.actions.registering import register_paper
from gongkai.apps.cases.actions.remarking import remark
from gongkai.apps.cases.models import Event, Paper
from gongkai.apps.cases.queries.papers import cases_of, papers_of, unfiled
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)
LATER = dt.date(2025, 9, 29)
PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def county() -> County:
    return make_county()


@pytest.fixture(autouse=True)
def later(settings, tmp_path):
    settings.SEALED_ROOT = tmp_path
    with clock.stopped_at(at(LATER)):
        yield


def paper(county: County, kind: str = "addition") -> Paper:
    return register_paper(
        county.actor("case_clerk"), county.department, channel="in_person", arrived_on=LATER, kind=kind
    )  # fmt: skip


def test_an_addition_is_recorded_at_once(county: County) -> None:
    case, came = handled_case(county, DAY), paper(county)
    assert list(unfiled(Paper.objects.all())) == [came]
    attach_paper(county.actor("case_clerk"), came, case)
    assert case.events.last().facts == {"paper": came.pk}
    assert cases_of(came) == [case] and not unfiled(Paper.objects.all()).exists()
    with pytest.raises(Refused, match="已经在"):
        attach_paper(county.actor("case_clerk"), came, case)
    with pytest.raises(Refused, match="为依据"):
        detach_paper(county.actor("case_clerk"), came, case)


def test_an_answer_waits_for_its_step_and_may_be_taken_out(county: County) -> None:
    case, came = handled_case(county, DAY), paper(county, "corrected")
    held = Event.objects.count()
    attach_paper(county.actor("case_clerk"), came, case)
    assert Event.objects.count() == held
    detach_paper(county.actor("case_clerk"), came, case)
    assert cases_of(came) == []
    kept = {one.paper.pk: one.filing.until for one in papers_of(case)}
    assert kept[came.pk] is not None  # still on record


def test_identity_papers_leave_a_row_when_opened(county: County) -> None:
    came, clerk = paper(county, "application"), county.actor("case_clerk")
    plain = add_paper_file(clerk, came, PDF, "申请.pdf", "application")
    card = add_paper_file(clerk, came, PDF, "身份证.pdf", "identity")
    held = Entry.objects.count()
    assert open_file(clerk, plain) == PDF and Entry.objects.count() == held
    assert open_file(clerk, card) == PDF
    assert Entry.objects.order_by("seq").last().act == "case.unmask"
    for post in ("county_office", "auditor", "clerk"):
        with pytest.raises(Forbidden):
            open_file(county.actor(post), plain)


def test_a_program_is_no_scan(county: County) -> None:
    came = paper(county)
    for content, name in ((b"MZ\x90\x00", "a.exe"), (b"<html>", "a.pdf"), (b"", "a.pdf")):
        with pytest.raises(Refused):
            add_paper_file(county.actor("case_clerk"), came, content, name, "other")
    assert not came.files.exists()


def test_remarks_hold_no_personal_data(county: County) -> None:
    case, clerk = handled_case(county, DAY), county.actor("case_clerk")
    for text in ("请打13912345678", "王小明来过", "证件110101199003077475", "  "):
        with pytest.raises(Refused):
            remark(clerk, case, text)
    remark(county.actor("case_reviewer"), case, "请核对检索记录。")
    assert case.events.last().note == "请核对检索记录。"
    with pytest.raises(Forbidden):
        remark(county.actor("county_office"), case, "看过")
