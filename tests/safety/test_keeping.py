"""归档, 保管期限, 销毁: one file that can be checked; two persons; nothing left of people, every figure kept."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.cases.access import cases_visible_to
from gongkai.apps.cases.actions.archiving import archive
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.closing import withdraw
from gongkai.apps.cases.actions.disposing import dispose, propose_disposal
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.models import Case, CaseFile, Figures, FileKind
from gongkai.apps.cases.queries.retention import destroyed, due_for_disposal
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.retention import keeping_of
from gongkai.apps.cases.sweeping import sweep
from gongkai.apps.cases.verification import Verdict, verify_cases, verify_seals
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.documents.archiving import check_archive, manifest_of, render_archive
from gongkai.documents.archiving.making import Record
from gongkai.documents.errors import DocumentError
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.office.cases.signing import signer
from tests.apps.cases.example_cases import at
from tests.apps.cases.letter_cases import with_places
from tests.county import County, make_county
from tests.office.entering import enter
from tests.safety.markers import MARKERS, found_in
from tests.safety.planting import day, plant_at_the_counter

pytestmark = pytest.mark.django_db
LATER = dt.date(2036, 1, 5)


@pytest.fixture(autouse=True)
def _places(settings: Any, tmp_path: Path) -> None:
    settings.SEALED_ROOT = tmp_path / "sealed"
    settings.PUBLISHING_ROOT = tmp_path / "publishing"


@pytest.fixture
def county(db: None) -> County:
    return make_county()


@pytest.fixture
def archived(county: County) -> Case:
    """The case at the counter, withdrawn and archived on 17 June 2025."""
    with_places()
    case, _ = plant_at_the_counter(county)
    clerk = county.actor("case_clerk")
    with clock.stopped_at(at(day(17))):
        withdraw(clerk, case, on=day(17), came=Came(text=MARKERS["paper_text"]))
        archive(clerk, case, on=day(17), sign=signer())
    case.refresh_from_db()
    return case


def test_one_file_holds_all_and_can_be_checked(archived: Case, tmp_path: Path) -> None:
    file = archived.files.get(kind=FileKind.ARCHIVE)
    content = file_content(file)
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    for said in (
        archived.number,
        MARKERS["walk_in_name"],
        MARKERS["decision_reason"],
        "撤回",
        "SHA-256",
    ):
        assert said in text
    assert not re.search(r"[a-z]{3,}_[a-z]{3,}", text)  # keys of the program are words to nobody
    assert b"pdfaid" in content or "pdfaid" in str(reader.xmp_metadata.stream.get_data())  # type: ignore[union-attr]
    assert {"file_content", "walk_in_id_number"} <= found_in(content)
    saved = tmp_path / "archive.pdf"
    saved.write_bytes(content)
    said = io.StringIO()
    call_command("cases_archive", saved, stdout=said)
    assert "签名相符" in said.getvalue() and "材料完好" in said.getvalue()
    assert file.sha256 in said.getvalue()  # the pages themselves are not signed
    other = tmp_path / "other.pdf"
    names = [one.rpartition("/")[2] for one in reader.attachments]
    first = next(one for one in sorted(names) if one.startswith("file-"))
    other.write_bytes(_with(content, first, b"changed"))
    said = io.StringIO()
    with pytest.raises(CommandError, match="1 个归档文件"):
        call_command("cases_archive", other, stdout=said)
    assert "与清单上的摘要不符" in said.getvalue()
    other.write_bytes(_with(content, "manifest.json", None))
    with pytest.raises(CommandError):
        call_command("cases_archive", other, stdout=said)
    assert "签名不对" in said.getvalue()
    assert check_archive(b"%PDF-1.7 nothing").faults


def _with(content: bytes, name: str, changed: bytes | None) -> bytes:
    """The archive with one attachment changed (None: a space more), as somebody with a PDF tool would."""
    held = pypdf.PdfReader(io.BytesIO(content)).attachments
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for at_name, values in held.items():
        wanted = at_name.rpartition("/")[2]
        body = values[0]
        writer.add_attachment(wanted, (changed or body + b" ") if wanted == name else body)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_destroyed_by_two_persons_and_nothing_counted_changes(
    county: County, archived: Case, tmp_path: Path
) -> None:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    figures = list(Figures.objects.values())
    keeping = keeping_of(archived, day(18))
    assert keeping is not None and keeping.mark == "design"
    assert (keeping.years, keeping.until) == (10, dt.date(2035, 12, 31))
    with clock.stopped_at(at(dt.date(2035, 12, 31))):
        assert due_for_disposal(Case.objects.all(), clock.today()) == []
        with pytest.raises(Refused, match="还没有期满"):
            propose_disposal(clerk, archived, reason="期满")
    with clock.stopped_at(at(LATER)):
        assert [one.case for one in due_for_disposal(cases_visible_to(clerk), LATER)] == [archived]
        with pytest.raises(Refused, match="当事人的姓名"):
            propose_disposal(clerk, archived, reason=f"{MARKERS['walk_in_name']}的不用了")
        asked = propose_disposal(clerk, archived, reason="保管期满，没有继续保存的价值")
        with pytest.raises(Forbidden):
            dispose(clerk, asked)
        paths = [Path(tmp_path / "sealed" / one.path) for one in CaseFile.objects.all()]
        assert paths and all(one.exists() for one in paths)
        dispose(head, asked, answer="同意")
        for (
            path
        ) in paths:  # a test's transaction never commits: the sweeper finishes what was approved
            assert path.exists()
        sweep(clock.now())
        assert not any(one.exists() for one in paths)
        _nothing_left(county, archived, head)
        with pytest.raises(Refused, match="已经有结论"):
            dispose(head, asked)
    assert list(Figures.objects.values()) == figures


def _nothing_left(county: County, case: Case, head: Any) -> None:
    from django.apps import apps

    for model in apps.get_app_config("cases").get_models():
        for row in model._base_manager.values():
            assert not found_in(str(row)), (model, row)
    for party in case.parties.all():
        assert bytes(party.sealed) == b"" and party.name_match == ""
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_on) == ("archived", "OT_OTHER", day(17))
    (stone,) = destroyed(cases_visible_to(head))
    assert (stone.case, str(stone.proposed_by), stone.destroyed["files"]) == (
        case, str(county.people["case_clerk"]), 2,
    )  # fmt: skip
    verdict = Verdict()
    verify_cases(verdict)
    verify_seals(verdict)
    assert verdict.faults == []


def test_an_open_review_holds_everything(county: County, archived: Case) -> None:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(LATER)):
        asked = propose_disposal(clerk, archived, reason="保管期满")
        brought = Brought("review", "respondent", "告知书", "示例县人民政府", "1号")
        register_remedy(
            clerk, county.department, brought, brought_on=LATER, learned_on=LATER
        ).__class__.objects.update(case=archived)
        with pytest.raises(Refused, match="没有了结的复议、诉讼"):
            dispose(head, asked)
    assert bytes(archived.parties.first().sealed) != b""  # type: ignore[union-attr]


def test_pages(county: County, archived: Case, client: Any) -> None:
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(LATER)):
        page = reverse("office_case", args=[archived.pk])
        enter(client, county.people["case_clerk"])
        assert "下载归档文件" in client.get(page).content.decode()
        listed = client.get(reverse("office_disposals")).content.decode()
        assert archived.number in listed and MARK_LABELS["design"] in listed
        sent = client.post(
            reverse("office_disposal_propose", args=[archived.pk]),
            {"reason": "保管期满", "seen": archived.events_held},
        )
        assert sent.status_code == 302
        decide = reverse("office_disposal_decide", args=[archived.pk])
        assert client.get(decide).status_code == 403
        enter(client, county.people["disclosure_head"])
        assert client.post(decide, {"agree": "yes"}).status_code == 302
        shown = client.get(page).content.decode()
        assert "销毁。" in shown and not found_in(shown)
        for name in ("office_case_clock", "office_letters", "office_redactions"):
            assert not found_in(client.get(reverse(name, args=[archived.pk])).content)
        assert not found_in(client.get(reverse("office_disposals")).content)
    assert clerk and head


def test_the_page_of_who_sees_what_is_the_table() -> None:
    from proof.persons import PLACE, text

    assert PLACE.read_text(encoding="utf-8") == text(), "python -m proof.persons"


def test_a_rare_name_is_kept_or_named() -> None:
    record = Record("卷宗", "示例县教育局", "jyj-2025-0001", day(17), [("申请人", "𬎆㛃")])
    try:
        made = render_archive(record, [], manifest_of(record, [], []))
    except DocumentError as no:
        assert "字体里没有“" in str(no)
    else:
        pages = pypdf.PdfReader(io.BytesIO(made)).pages
        assert "𬎆㛃" in "".join(one.extract_text() for one in pages)
