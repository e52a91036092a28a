"""示例市: every outcome, variant, channel and procedure is there, nothing contradicts, the year's sums hold."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from gongkai.apps import clock
from gongkai.apps.cases.models import Case, Dispatch, Event, Figures, Paper, Sheet
from gongkai.apps.cases.queries.ledger import Period, counted_in
from gongkai.apps.cases.verification import Verdict, verify_cases
from gongkai.apps.clock import CHINA
from gongkai.apps.example.city.book import book
from gongkai.apps.example.city.loading import load_city
from gongkai.apps.example.city.plans import DETOURS, REMEDIES, plans
from gongkai.apps.example.days import working_days
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.models import Remedy
from gongkai.apps.remedies.queries.ledger import ledger
from gongkai.domain.cases import machine, outcomes
from gongkai.domain.deadlines import channels

NOW = dt.datetime(2026, 1, 20, 8, 30, tzinfo=CHINA)
COUNT = 62
pytestmark = pytest.mark.xdist_group("city")  # one worker loads it for all


@pytest.fixture(scope="module")
def city(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Loaded once for this module; taken back at its end."""
    from django.conf import settings

    before = settings.SEALED_ROOT
    settings.SEALED_ROOT = tmp_path_factory.mktemp("city")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            with clock.stopped_at(NOW):
                load_city(COUNT)
                yield
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            settings.SEALED_ROOT = before
            connection.close()


def test_a_seed_draws_the_same_city() -> None:
    days = list(working_days(dt.date(2024, 1, 2), dt.date(2026, 1, 19)))
    assert plans(300, days, 7) == plans(300, days, 7) != plans(300, days, 8)


def test_the_book_names_what_there_is() -> None:
    named = {
        (one.outcome, one.variant) for one in book().endings.values() if one.kind == "application"
    }
    assert named == {
        (code, variant.key) for code, one in outcomes().items() for variant in one.variants
    }


def test_everything_happened(city: None) -> None:
    ended = set(Case.objects.filter(kind="application").values_list("outcome", "variant"))
    wanted = {(code, variant.key) for code, one in outcomes().items() for variant in one.variants}
    assert wanted <= ended
    assert set(Paper.objects.values_list("channel", flat=True)) == set(channels())
    assert len(set(Case.objects.values_list("applicant_kind", flat=True))) == 6
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {
        "notify_correction", "correct", "abandon_correction", "ask_third_party", "hear_third_party",
        "ask_joint_organ", "ask_other_organ", "ask_internal_unit", "hear_internal_unit", "extend",
        "ask_reasons", "hear_reasons", "longer_period", "charge", "pay", "abandon_payment", "return",
        "split_off", "join", "withdraw", "delivered", "ask_review", "sue", "uphold", "overturn",
    } <= kinds  # fmt: skip
    assert set(Dispatch.objects.values_list("way", flat=True)) >= {"direct", "post", "online"}
    assert Case.objects.filter(late_by__gt=0).exists() and Case.objects.filter(late_by=0).exists()
    results = set(Remedy.objects.values_list("kind", "state"))
    assert {("review", "settled"), ("suit", "settled")} <= results
    assert len({one for one in DETOURS if one}) == 9 and len({one for one in REMEDIES if one}) == 10
    assert set(Case.objects.values_list("state", flat=True)) <= set(machine().states)
    assert Sheet.objects.filter(kind="search").exists()


def test_nothing_contradicts(city: None) -> None:
    verdict = Verdict()
    verify_cases(verdict)
    assert not verdict.faults and verdict.cases == Case.objects.count() >= COUNT
    out = io.StringIO()
    call_command("cases_verify", stdout=out, stderr=io.StringIO())
    assert "没有发现问题" in out.getvalue()


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_year_adds_up(city: None, year: int) -> None:
    """The ledger's cells against a second count, case by case; the equations hold over the boundary."""
    organs = set(Organ.objects.values_list("pk", flat=True))
    made = ledger(organs, Period(year))
    assert not made.broken and made.held
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    count: Counter[str] = Counter()
    for one in Case.objects.filter(kind="application", counted=True).exclude(received_on=None):
        if one.received_on > last or (one.closed_on and one.closed_on < first):
            continue
        count[f"{'new' if one.received_on >= first else 'carried_in'}.{one.applicant_kind}"] += 1
        closed = one.closed_on is not None and one.closed_on <= last
        row = outcomes()[one.outcome].row_in(year) if closed else "carried_out"
        count[f"{row}.{one.applicant_kind}"] += 1
    got = {
        cell.removeprefix("t3."): number
        for cell, number in made.cells.items()
        if number
        and cell.startswith("t3.")
        and not cell.endswith(".total")
        and ".total." not in cell
    }
    assert got == dict(count)
    if year > 2024:
        assert made.cells["t3.carried_in.total"] > 0
        before = ledger(organs, Period(year - 1))
        assert made.cells["t3.carried_in.total"] == before.cells["t3.carried_out.total"]


def test_each_case_stands_once_however_often_it_was_answered(city: None) -> None:
    again = Case.objects.filter(events__kind="overturn").distinct()
    assert again
    for case in again:
        assert Figures.objects.filter(case=case, until=None).count() == 1
        years = [
            year
            for year in (2024, 2025, 2026)
            for one in counted_in({case.organ_id}, Period(year))
            if one.case_id == case.pk and one.closed_on
        ]
        assert years == [case.closed_on.year]
