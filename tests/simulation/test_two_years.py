"""A county lives two years through the acts: what is compiled holds, and is what a second count finds."""

import dataclasses

import pytest
from django.db import connection, transaction

from gongkai.apps.annual.models import Report
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.periods.models import Amendment
from gongkai.apps.remedies.models import Remedy
from proof.year_simulation import holding
from proof.year_simulation.run import Kept

# One worker lives the two years for all.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("simulation")]


def test_everything_that_is_practical_happened(kept: Kept) -> None:
    outcomes = set(Case.objects.values_list("outcome", flat=True))
    assert {"OPEN_GIVE", "OPEN_POINT", "PARTIAL", "NA_NOTHELD", "OT_OTHER", "OT_NOBZ"} <= outcomes
    channels = {
        one["channel"]
        for one in Event.objects.filter(kind="submit").values_list("facts", flat=True)
    }
    assert len(channels) == 7
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {
        "void",
        "join",
        "unjoin",
        "split_off",
        "merge_back",
        "extend",
        "overturn",
        "correct",
    } <= kinds
    assert Event.objects.filter(replaces__kind="serve").count() == 3
    assert Case.objects.filter(late_by__gt=0).exists()
    assert {"co_defendant_maker", "co_defendant_review"} <= set(
        Remedy.objects.values_list("role", flat=True)
    )
    assert Amendment.objects.filter(year=2024).exists()
    assert Report.objects.filter(kind="government", state="published").count() == 1


def test_nothing_is_wrong(kept: Kept) -> None:
    assert list(holding.faults(kept)) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases_event SET \"on\" = '2025-01-02' WHERE id = (SELECT min(id) FROM cases_event "
        "WHERE kind = 'serve' AND \"on\" BETWEEN '2024-03-01' AND '2024-11-30')",
        "UPDATE annual_statement SET value = value + 1 WHERE id = (SELECT min(s.id) FROM annual_statement s "
        "JOIN annual_confirmation c ON c.statement_id = s.id WHERE s.cell = 't2.licences')",
        "UPDATE disclosure_normativedocument SET made_on = '2023-12-31' WHERE id = "
        "(SELECT min(id) FROM disclosure_normativedocument WHERE made_on >= '2024-01-01')",
        "UPDATE remedies_remedyevent SET kind = 'remark' WHERE id = "
        "(SELECT min(id) FROM remedies_remedyevent WHERE kind = 'decided')",
    ],
)
def test_the_second_count_can_disagree(kept: Kept, change: str) -> None:
    """One row changed in what it reads, and it no longer agrees with what was compiled before."""
    assert list(holding.different_counts(kept)) == []
    with transaction.atomic(), holding.guards_down(), connection.cursor() as cursor:
        cursor.execute(change)
        assert cursor.rowcount == 1
        assert list(holding.different_counts(kept))
        transaction.set_rollback(True)


def test_a_seed_gives_the_same_county(kept: Kept) -> None:
    """The plan of the two years follows from the seed alone."""
    from random import Random

    from proof.year_simulation.plan import lives

    first, again = (lives(kept.world, Random(9), big=True) for _ in range(2))
    assert [dataclasses.astuple(one.plan)[:6] for _, one in first] == [
        dataclasses.astuple(one.plan)[:6] for _, one in again
    ]
    assert first != lives(kept.world, Random(10), big=True)
