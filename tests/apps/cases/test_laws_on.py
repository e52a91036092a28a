"""Which version of the local file was in use on a day."""

import datetime as dt

import pytest

from gongkai.apps.cases.law import law_versions, laws_on
from gongkai.apps.cases.models import LocalRules
from gongkai.domain.law import Local, parse_local
from tests.apps.cases.example_cases import at

pytestmark = pytest.mark.django_db


def test_a_day_on_which_it_was_changed_has_two() -> None:
    text = "source: 示例县规定\nrest:\n  2025-03-03: 本县纪念日\n"
    given = parse_local(text, "本地规则")
    LocalRules.objects.create(text=text, note="x", recorded_at=at(dt.date(2025, 5, 6)))
    versions = law_versions()
    assert [law for law, _ in laws_on(dt.date(2025, 5, 5), versions)] == [Local()]
    assert [law for law, _ in laws_on(dt.date(2025, 5, 6), versions)] == [given, Local()]
    assert [law for law, _ in laws_on(dt.date(2025, 5, 7), versions)] == [given]
