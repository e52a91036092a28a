"""The loaded county answers the program's own questions as a county that had worked with it."""

import atexit
import datetime as dt
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import TestCase, override_settings

from gongkai.apps import clock
from gongkai.apps.annual.actions.signing import send_to_head
from gongkai.apps.annual.checking import check_report
from gongkai.apps.annual.compiling.government import compile_government
from gongkai.apps.annual.models import (
    Agreement,
    PastReport,
    Problem,
    Reminder,
    Report,
    ReportState,
    Step,
    WebsiteReport,
)
from gongkai.apps.annual.previous import signed_report
from gongkai.apps.annual.queries.problems import task_of
from gongkai.apps.annual.queries.progress import progress
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.verification import verify
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.actions.numbering import index_number_for
from gongkai.apps.disclosure.actions.publication import publish_item
from gongkai.apps.disclosure.checks import check_item
from gongkai.apps.disclosure.data.fields import fields
from gongkai.apps.disclosure.models import (
    Column,
    CountyWord,
    Edition,
    GuideVersion,
    Item,
    Review,
)
from gongkai.apps.disclosure.queries.catalogue import coverage
from gongkai.apps.disclosure.queries.counts import year_counts
from gongkai.apps.disclosure.queries.gates import gates_due, gates_passed, second_looks_due
from gongkai.apps.disclosure.queries.interpretations import interpretation_clocks
from gongkai.apps.disclosure.queries.normative import normative_numbers
from gongkai.apps.example.accounts import write_accounts
from gongkai.apps.example.actions import NotEmpty, load_example
from gongkai.apps.example.loading.open_work import identity_number, list_with_identity_number
from gongkai.apps.example.year.calendar import LATE, RETURNED, SHOWN_ON
from gongkai.apps.example.year.truth import true_cells
from gongkai.apps.organs.models import Organ, OrganKind, Person, PostKind, SiteRecord
from gongkai.apps.organs.queries import actor_for, organs_on, posts_on
from gongkai.apps.periods.models import Amendment, LockedYear
from gongkai.documents.reader import read_report
from gongkai.documents.rendering.same_report import first_difference
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import Subject

NOW = dt.datetime(2026, 11, 23, 11, 0, tzinfo=clock.CHINA)
FOLDER = Path(tempfile.mkdtemp(prefix="gongkai-example-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


# The county is loaded once: by one of the processes among which the tests are divided.
@pytest.mark.xdist_group("example")
@override_settings(MEDIA_ROOT=FOLDER / "media", PUBLIC_ROOT=FOLDER / "public")
class TestLoadedCounty(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        folders = override_settings(MEDIA_ROOT=FOLDER / "media", PUBLIC_ROOT=FOLDER / "public")
        with folders, clock.stopped_at(NOW):
            cls.loaded = load_example()
        cls.organs = list(Organ.objects.values_list("id", flat=True))
        cls.last_day = dt.date(2025, 12, 31)

    def test_the_tree_of_organs(self) -> None:
        kinds = list(organs_on(NOW.date()).values_list("kind", flat=True))
        assert kinds.count(OrganKind.DEPARTMENT) == 30
        assert kinds.count(OrganKind.TOWNSHIP) == 7
        assert {OrganKind.GOVERNMENT, OrganKind.DISPATCHED, OrganKind.AUTHORISED} <= set(kinds)
        gone = Organ.objects.get(abolished_on__isnull=False)
        assert gone.successor is not None

    def test_it_is_marked_as_an_example(self) -> None:
        assert SiteRecord.objects.get().is_example

    def test_every_post_is_held_and_administrators_are_three(self) -> None:
        held = set(posts_on(NOW.date()).values_list("kind", flat=True))
        assert held == set(PostKind.values)
        admins = posts_on(NOW.date()).filter(kind__endswith="administrator")
        assert len({post.person_id for post in admins}) == admins.count() == 3

    def test_the_counts_of_2025_are_those_of_the_report(self) -> None:
        counts = year_counts(self.organs, 2025)
        assert (counts["news"], counts["catalogue"]) == (3105, 948)
        assert (counts["policy"], counts["interpretation"]) == (18, 18)

    def test_the_three_numbers_of_table_two(self) -> None:
        numbers = normative_numbers(self.organs, self.last_day)
        assert [len(numbers.made), len(numbers.repealed), len(numbers.in_force)] == [15, 0, 31]

    def test_the_report_of_2025_compiles_to_the_countys_figures(self) -> None:
        government = Organ.objects.get(slug="xzf")
        whole = compile_government(government, Period(2025))
        said = true_cells("xzf")
        compiled = {cell: one.value for cell, one in whole.whole.figures.items()}
        assert compiled == said
        assert not whole.blanks
        known = [
            compiled[cell] for cell in ("t2.licences", "t2.penalties", "t2.compulsory", "t2.fees")
        ]
        assert known == [3822, 932, 30, Decimal("8510.56")]
        for slug, unit in ((one.slug, one) for one in Organ.objects.exclude(slug="xzf")):
            if unit.pk in whole.units:
                own = {cell: one.value for cell, one in whole.units[unit.pk].figures.items()}
                assert own == true_cells(slug), slug

    def test_37_units_handed_in_one_late_one_returned(self) -> None:
        with clock.stopped_at(NOW):
            lines = [one for one in progress(self.government(), 2025) if one.successor is None]
        assert len(lines) == 37 and all(one.is_in for one in lines)
        assert [one.organ.slug for one in lines if one.late] == [LATE]
        assert [one.organ.slug for one in lines if one.returned_times] == [RETURNED]
        returned = Step.objects.get(state=ReportState.RETURNED, report__kind="own")
        assert returned.note and returned.report.organ.slug == RETURNED
        reminded = Reminder.objects.get()
        assert reminded.organ.slug == LATE and "逾期2天" in reminded.text
        assert WebsiteReport.objects.get().state == "published"
        texts = [signed_report(one.report).text_of("一") for one in lines if one.report]
        assert len(set(texts)) == 37

    def test_the_public_report_says_the_countys_figures_and_what_was_signed(self) -> None:
        report = Report.objects.get(kind="government", version=1)
        assert report.state == ReportState.PUBLISHED and report.signed_content
        signed = signed_report(report)
        assert signed.numbers() == true_cells("xzf")
        for number in ("3105条", "948条", "18件", "新收政府信息公开申请5件"):
            assert number in signed.text_of("一")
        edition = Edition.objects.public().get(item_id=report.item_id)
        assert edition.first_published_at.astimezone(clock.CHINA).date() == SHOWN_ON
        page = read_report(f"<html><body>{edition.body_html}</body></html>".encode(), "page.html")
        assert page.numbers() == signed.numbers()
        for attached in edition.item.attachments.all():
            with attached.file.open() as file:
                read = read_report(file.read(), attached.file.name)
            assert first_difference(signed, read, attached.file.name.rpartition(".")[2]) is None
            assert not [one for one in check(Subject(read)).findings if one.severity == "error"]

    def test_every_unit_has_one_public_report_of_2025_as_it_was_signed(self) -> None:
        rows = Report.objects.filter(year=2025, kind="own", state=ReportState.PUBLISHED)
        newest = {one.organ_id: one for one in rows.order_by("version")}
        assert len(newest) == 37
        shown = Edition.objects.public().filter(kind="annual_report", title__contains="2025年")
        assert sorted(one.item_id for one in newest.values()) == sorted(
            shown.exclude(organ__slug="xzf").values_list("item_id", flat=True)
        )
        for one in shown.filter(organ__slug__in=("jyj", "czj", "cgz", LATE)):
            page = read_report(f"<html><body>{one.body_html}</body></html>".encode(), "page.html")
            assert page.numbers() == signed_report(newest[one.organ_id]).numbers()

    def test_a_draft_has_a_wrong_figure_that_the_desk_catches(self) -> None:
        draft = Report.objects.get(kind="government", version=2)
        assert draft.state == ReportState.RETURNED
        with clock.stopped_at(NOW):
            wrong = check_report(draft).errors
            head = actor_for(Person.objects.get(username="xzf-clerk"), NOW.date())
            with pytest.raises(Refused, match="错误"):
                send_to_head(head, draft)
        assert [one.code for one in wrong] == ["P01"]
        assert "6 件" in wrong[0].message and "5 件" in wrong[0].message

    def test_the_documents_were_agreed_and_the_series_begins_with_the_form(self) -> None:
        word = Agreement.objects.get()
        assert word.agreed and word.organ.slug == "sfj"
        assert list(word.cells.values()) == ["15", "0", "31"]
        rows = PastReport.objects.filter(kind="government").order_by("year")
        assert [(one.year, one.form) for one in rows][:3] == [
            (2019, "2019"), (2020, "2019"), (2021, "2021"),
        ]  # fmt: skip
        assert all(not one.findings for one in rows.filter(year=2019))

    def test_what_was_promised_is_on_its_way(self) -> None:
        with clock.stopped_at(NOW):
            tasks = [task_of(one) for one in Problem.objects.all()]
        assert any(one.done for one in tasks) and any(one.late for one in tasks)
        assert any(not one.done and not one.late for one in tasks)
        assert LockedYear.objects.get().year == 2025
        assert "漏报" in Amendment.objects.first().reason

    @staticmethod
    def government() -> Organ:
        return Organ.objects.get(slug="xzf")

    def test_a_document_of_the_office_names_the_office(self) -> None:
        numbered = Edition.objects.public().filter(document_number__startswith="示政")
        assert {one.issued_by for one in numbered.filter(document_number__contains="办")} == {
            "示例县人民政府办公室"
        }
        assert "示例县人民政府" in set(numbered.values_list("issued_by", flat=True))

    def test_documents_were_interpreted_in_time_or_say_why_not(self) -> None:
        documents = list(Edition.objects.public().filter(kind__in=("normative", "policy")))
        clocks = interpretation_clocks(documents, NOW.date())
        assert clocks and all(one.in_time for one in clocks)

    def test_the_log_is_whole(self) -> None:
        assert verify().is_whole

    def test_the_next_index_number_goes_on_without_a_gap(self) -> None:
        organ = Organ.objects.get(slug="jyj")
        numbers = Item.objects.filter(organ=organ, index_number__contains="/2026-")
        last = max(
            int(one.rpartition("-")[2]) for one in numbers.values_list("index_number", flat=True)
        )
        assert numbers.count() == last
        assert int(index_number_for(organ, NOW).rpartition("-")[2]) == last + 1

    def test_published_pieces_pass_the_checks_of_their_day(self) -> None:
        for edition in Edition.objects.public().order_by("id")[::60]:
            on = edition.first_published_at.astimezone(clock.CHINA).date()
            stops = [one for one in check_item(edition.item, on=on) if one.severity == "block"]
            assert not stops, (edition.title, stops)

    def test_the_catalogue_covers_fields_and_shows_its_gaps(self) -> None:
        found = [one for organ in self.organs for one in coverage(organ)]
        assert len({one.field for one in found}) >= 10
        rows = [entry for one in found for entry in one.rows]
        assert len(rows) >= 60 and {one.field for one in found} <= set(fields())
        assert any(one.unmapped for one in found) and any(one.empty for one in found)
        assert sum(one.covered for one in found) > len(rows) / 2
        assert all(row.column is None or row.column.organ_id == row.organ_id for row in rows)

    def test_the_countys_own_words_are_kept(self) -> None:
        kept = CountyWord.objects.all()
        assert len(kept) >= 10 and any(one.blocks for one in kept)

    def test_nobody_reviewed_what_they_wrote(self) -> None:
        reviews = Review.objects.filter(item__in=Item.objects.order_by("-id")[:400])
        for review in reviews.prefetch_related("item__authors"):
            assert review.person_id not in {one.pk for one in review.item.authors.all()}

    def test_lists_came_down_when_their_period_was_over(self) -> None:
        today = NOW.date()
        assert not Edition.objects.public().filter(notice_period_end__lt=today).exists()
        assert Edition.objects.filter(ending="expired").exists()
        assert Edition.objects.filter(ending="withdrawn").exists()
        assert Edition.objects.filter(ending="superseded", number=1).exists()

    def test_every_organ_has_a_guide_and_its_columns(self) -> None:
        for organ in organs_on(NOW.date()):
            assert GuideVersion.objects.filter(organ=organ, published_at__isnull=False).exists()
            assert Column.objects.filter(organ=organ, code="zdgk/20-2").exists()

    def test_work_waits_at_every_desk(self) -> None:
        waiting = {
            gate
            for item in Item.objects.filter(submissions__isnull=False, editions__isnull=True)
            for gate in gates_due(item)
        }
        assert waiting == {"political_review", "policy_review", "wording_review", "secrecy_review"}
        urgent = Item.objects.get(urgent=True)
        assert second_looks_due(urgent)
        assert Item.objects.filter(
            schedules__ended_at__isnull=True, schedules__isnull=False
        ).exists()

    def test_what_is_ready_can_be_published(self) -> None:
        item = Item.objects.get(title="2026年第五期食品安全监督抽检信息通告")
        assert gates_passed(item)
        head = actor_for(Person.objects.get(username="scj-head"), NOW.date())
        with clock.stopped_at(NOW):
            edition = publish_item(head, item)
        assert edition.index_number

    def test_the_whole_site_is_due(self) -> None:
        assert set(Effect.objects.values_list("subject", flat=True)) == {"site:1"}

    def test_an_example_is_not_mixed_with_anything(self) -> None:
        with pytest.raises(NotEmpty, match="空的数据库"):
            load_example()

    def test_the_accounts_are_for_the_owner_only(self) -> None:
        path = write_accounts(self.loaded.logins)
        assert path.stat().st_mode & 0o077 == 0
        assert "jyj-clerk" in path.read_text(encoding="utf-8")


def test_the_hidden_numbers_are_right_in_form_and_nobodys() -> None:
    from stdnum.cn import ric

    number = identity_number(1)
    assert number[6:10] == "1900"
    assert ric.calc_check_digit(number) == number[-1]
    assert list_with_identity_number().startswith(b"PK")
