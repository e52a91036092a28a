"""Among thousands of cases in the archive the desk's questions read what they ask for, not the whole table."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.apps import clock
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Figures, Party
from gongkai.apps.cases.queries.ledger import Period, figures_behind, tables_three
from gongkai.apps.cases.queries.worklists import (
    WORKLISTS,
    Wanted,
    cases_wanted,
    counted,
    counts,
    list_page,
)
from gongkai.apps.organs.models import Organ
from proof.case_rows import TODAY, make_cases
from tests.county import County
from tests.office.entering import enter

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("among many")]
SIZE = 3_000
ONLY_SQLITE = "计划的写法是 SQLite 的；PostgreSQL 在小表上总是顺序读"


@pytest.fixture(scope="module")
def many(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """Made once: each test's own changes are a savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cases(SIZE)
        transaction.set_rollback(True)


def scans(captured: CaptureQueriesContext) -> list[str]:
    """Statements that read all cases or all parties from one end to the other."""
    found = []
    for one in captured.captured_queries:
        if not one["sql"].startswith("SELECT"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            steps = [row[3] for row in cursor.fetchall()]
        tables = (
            "cases_case",
            "cases_party",
            "cases_event",
            "cases_filing",
            "cases_paper",
            "cases_figures",
        )
        found += [one["sql"] for step in steps if step.startswith(tuple(f"SCAN {name}" for name in tables))
                  and " USING " not in step]  # fmt: skip
    return found


def test_no_list_reads_the_archive(many: County) -> None:
    if connection.vendor != "sqlite":
        pytest.skip(ONLY_SQLITE)
    calendar = law_in_use()[1]
    for key in sorted(set(WORKLISTS) - {"all"}):
        wanted = Wanted(WORKLISTS[key])
        with CaptureQueriesContext(connection) as captured:
            page = list_page(wanted, None, TODAY, calendar)
        held = counted(cases_wanted(wanted, TODAY, calendar))
        assert len(page.rows) == min(held, 50), key
        assert not scans(captured), key
        assert len(captured) <= 4, key


def test_the_numbers_of_the_lists_read_no_archive(many: County) -> None:
    if connection.vendor != "sqlite":
        pytest.skip(ONLY_SQLITE)
    with CaptureQueriesContext(connection) as captured:
        held = counts(Wanted(WORKLISTS["all"]), TODAY, law_in_use()[1])
    assert held["consulting"] > 0 and held["handling"] > 0
    assert not scans(captured)


def test_what_waits_for_the_archive_stands_newest_first(many: County) -> None:
    """Several states are asked apart and laid together again, page after page."""
    pks = list(Case.objects.order_by("pk").values_list("pk", flat=True)[:90])
    for number, state in enumerate(("served", "withdrawn", "correction_abandoned")):
        Case.objects.filter(pk__in=pks[number::3]).update(state=state)
    wanted, calendar = Wanted(WORKLISTS["to-archive"]), law_in_use()[1]
    first = list_page(wanted, None, TODAY, calendar)
    second = list_page(wanted, first.onward, TODAY, calendar)
    assert [one.pk for one in (*first.rows, *second.rows)] == sorted(pks, reverse=True)
    assert second.onward is None


def test_a_case_page_reads_its_case(many: County) -> None:
    organ = Organ.objects.get(slug="jyj")
    with clock.stopped_at(dt.datetime.combine(TODAY, dt.time(10), clock.CHINA)):
        client = enter(Client(), many.people["case_clerk"])
        held = Case.objects.filter(organ=organ)
        for case in (held.exclude(state="archived").latest("pk"), held.latest("pk")):
            client.get(f"/office/cases/{case.pk}/")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/office/cases/{case.pk}/").status_code == 200
            assert connection.vendor != "sqlite" or not scans(captured)
            assert len(captured) < 80


def test_a_name_is_found_by_its_digest(many: County) -> None:
    from gongkai.apps.sealing import match
    from proof.case_rows import NAME

    wanted = Wanted(WORKLISTS["all"], who=match("name", NAME))
    with CaptureQueriesContext(connection) as captured:
        rows = list_page(wanted, None, TODAY, law_in_use()[1]).rows
    assert [one.pk for one in rows] == [100] and Party.objects.count() == SIZE
    if connection.vendor == "sqlite":
        assert not scans(captured)


def test_a_year_as_of_a_moment_reads_what_changed_since_not_the_archive(many: County) -> None:
    """What still stands and what was replaced since are each found by an index; the counts are what was known."""
    organs = list(Organ.objects.values_list("pk", flat=True))
    moment = clock.now()
    period = Period(2025, moment + dt.timedelta(hours=1))
    before = tables_three(organs, period)
    rows = Figures.objects.filter(received_on__year=2025).order_by("pk")[:5]
    later = moment + dt.timedelta(days=1)
    for one in rows:
        Figures.objects.filter(pk=one.pk).update(until=later)
        one.pk, one.since, one.applicant_kind = None, later, "other"
        one.save()
    with CaptureQueriesContext(connection) as captured:
        assert tables_three(organs, period) == before
        behind = list(figures_behind(organs, period, "t3.new.total"))
    assert len(behind) == sum(one["t3.new.total"] for one in before.values())
    assert tables_three(organs, Period(2025)) != before
    if connection.vendor != "sqlite":
        pytest.skip(ONLY_SQLITE)
    assert not scans(captured)
