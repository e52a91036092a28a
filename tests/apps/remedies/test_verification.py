"""Reviews and suits are held against the log and their own events."""

import datetime as dt

import pytest
from django.db import connection, models

from gongkai.apps import clock
from gongkai.apps.audit.guards import lowering
from gongkai.apps.cases.verification import Verdict
from gongkai.apps.remedies.actions.following import record_fact
from gongkai.apps.remedies.models import Remedy, RemedyEvent, RemedyFigures
from gongkai.apps.remedies.verification import verify_remedies
from tests.apps.cases.example_cases import at
from tests.apps.remedies.example_remedies import answered_case, review_of
from tests.county import make_county

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)


def found() -> str:
    verdict = Verdict()
    verify_remedies(verdict)
    return "".join(one.message for one in verdict.faults)


@pytest.mark.parametrize(
    ("model", "column", "value", "word"),
    [
        (RemedyEvent, "on", DAY, "发生日期"),
        (RemedyEvent, "facts", {"x": 1}, "内容"),
        (RemedyEvent, "note", "改过", "说明"),
        (RemedyEvent, "person_id", 999, "登记人编号"),
        (Remedy, "result", "upheld", "结果"),
        (Remedy, "forum_number", "示复〔2025〕9号", "案号"),
        (Remedy, "through_review", True, "是否经过复议"),
        (Remedy, "brought_on", DAY, "提起日期"),
        (Remedy, "events_held", 9, "记录数"),
        (RemedyFigures, "block", "direct", "表四计数"),
        (RemedyFigures, "column", "upheld", "表四计数"),
        (RemedyFigures, "organ_id", 999, "表四计数"),
    ],
)
def test_a_changed_value_is_named(
    model: type[models.Model], column: str, value: object, word: str
) -> None:
    county = make_county()
    case = answered_case(county, DAY, dt.date(2025, 10, 10))
    review_of(county, case, dt.date(2025, 11, 3))
    assert found() == ""
    with connection.cursor() as cursor:
        for statement in lowering(connection.vendor, ("remedies_remedyevent",)):
            cursor.execute(statement)
    first = model._base_manager.order_by("pk").first()
    assert first is not None
    models.QuerySet(model).filter(pk=first.pk).update(**{column: value})
    assert word in found()


def test_what_was_counted_earlier_is_held_too() -> None:
    """A row that a newer one followed still decides what was compiled then."""
    county = make_county()
    case = answered_case(county, DAY, dt.date(2025, 10, 10))
    review = review_of(county, case, dt.date(2025, 11, 3))
    with clock.stopped_at(at(dt.date(2025, 12, 8))):
        record_fact(
            county.actor("case_clerk"), review, "decided", on=dt.date(2025, 12, 5),
            facts={"result": "review-maintained"},
        )  # fmt: skip
    assert RemedyFigures.objects.filter(remedy=review).count() == 2 and found() == ""
    first = RemedyFigures.objects.filter(remedy=review).earliest("pk")
    RemedyFigures.objects.filter(pk=first.pk).update(column="upheld", concluded_on=DAY)
    assert "第1段" in found()


def test_a_remedy_that_was_removed_is_missed() -> None:
    county = make_county()
    review = review_of(
        county, answered_case(county, DAY, dt.date(2025, 10, 10)), dt.date(2025, 11, 3)
    )
    with connection.cursor() as cursor:
        for statement in lowering(connection.vendor, ("remedies_remedyevent",)):
            cursor.execute(statement)
        for table in ("remedies_remedyfigures", "remedies_remedyevent"):
            cursor.execute(f"DELETE FROM {table} WHERE remedy_id = %s", [review.pk])
        cursor.execute("DELETE FROM remedies_remedy WHERE id = %s", [review.pk])
    assert "整件被删除" in found()
