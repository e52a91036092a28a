"""A register that was filled before its words lay sealed: the migration seals them, and can take it back."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.apps import clock
from gongkai.apps.cases.actions.serving import dispatch_letter, record_delivery
from gongkai.apps.cases.models import Case, Dispatch
from gongkai.apps.cases.verification import Verdict, verify_cases
from gongkai.apps.sealing import unseal
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.cases.letter_cases import signed, with_places
from tests.county import make_county

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2026, 3, 4)
BEFORE = "SELECT c.description, d.proof_note FROM cases_case c, cases_dispatch d"


def test_a_filled_register_is_sealed_and_verified(tmp_path: Path, settings: Any) -> None:
    settings.SEALED_ROOT = tmp_path
    with_places()
    county = make_county()
    clerk, case = county.actor("case_clerk"), handled_case(county, dt.date(2026, 3, 2))
    letter = signed(county, case, "N04", {"correction_points": "请写明年份"}, on=DAY)
    with clock.stopped_at(at(DAY, 16)):
        sent = dispatch_letter(clerk, letter, way="direct", on=DAY)
        record_delivery(clerk, sent, on=DAY, note="本人签收")
    said = case.description
    MigrationExecutor(connection).migrate([("cases", "0012_room_for_variants")])
    try:
        with connection.cursor() as cursor:
            cursor.execute(BEFORE)
            assert cursor.fetchall() == [(said, "本人签收")]
    finally:
        forward = MigrationExecutor(connection)
        forward.migrate(forward.loader.graph.leaf_nodes())
    assert Case.objects.get().description == said
    assert unseal(bytes(Dispatch.objects.get().sealed))["note"] == "本人签收"
    with connection.cursor() as cursor, pytest.raises(Exception, match="description|proof_note"):
        cursor.execute(BEFORE)
    verdict = Verdict()
    verify_cases(verdict)
    assert verdict.is_whole and verdict.cases == 1
