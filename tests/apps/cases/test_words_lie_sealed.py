"""What is asked for stands in nobody's words but the applicant's: sealed, found by nothing, still compared."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.similar import similar_to
from tests.apps.cases.example_cases import arrived_case
from tests.county import County, make_county

pytestmark = pytest.mark.django_db
ASKED = "我父亲李长河名下宅基地的登记档案"


@pytest.fixture
def county(tmp_path: Path, settings: Any) -> County:
    settings.SEALED_ROOT = tmp_path
    return make_county()


def test_no_column_of_the_database_holds_it(county: County) -> None:
    case = arrived_case(county, dt.date(2026, 3, 2), description=ASKED)
    Case.objects.filter(pk=case.pk).update(subject="宅基地登记档案")
    case.refresh_from_db()
    case.needs_assistance = "视力障碍"
    case.save()
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = " ".join(
                    bytes(one).decode("utf-8", "replace")
                    if isinstance(one, (bytes, memoryview))
                    else str(one)
                    for one in row
                )
                found += [table for word in ("李长河", "视力障碍") if word in text]
    assert found == []
    again = Case.objects.get(pk=case.pk)
    assert (again.description, again.needs_assistance) == (ASKED, "视力障碍")


def test_texts_are_still_compared(county: County) -> None:
    first = arrived_case(county, dt.date(2026, 3, 2), description=ASKED)
    second = arrived_case(county, dt.date(2026, 3, 3), description=ASKED + "。")
    assert [(one.case.pk, one.same_text) for one in similar_to(second).own] == [(first.pk, True)]
