"""The example's cases: 2025 as the county's own report counts it, today's desk in every state."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from gongkai.apps.audit.actor import program
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.clock import CHINA
from gongkai.apps.example.cases.loading import load_cases
from gongkai.apps.example.loading.organs import load_organs, load_people
from gongkai.apps.example.loading.stored import County
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import organ_and_below
from gongkai.apps.remedies.models import Remedy
from gongkai.apps.remedies.queries.ledger import ledger
from tests.shared_reports import shared_report

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 8, 30, tzinfo=CHINA)
# What is not zero in 表三 and 表四 of the county's report for 2025.
FIGURES = {
    "t3.new.natural": 5, "t3.new.total": 5, "t3.granted.natural": 5, "t3.granted.total": 5,
    "t3.total.natural": 5, "t3.total.total": 5,
    "t4.review.corrected": 2, "t4.review.other": 3, "t4.review.total": 5,
    "t4.after_review.other": 1, "t4.after_review.total": 1,
}  # fmt: skip


@pytest.fixture
def county(tmp_path: Path, settings) -> County:  # type: ignore[no-untyped-def]
    settings.SEALED_ROOT = tmp_path
    actor = program("装入示例县")
    organs = load_organs()
    load_people(actor, organs, 2025)
    people = {one.username: one for one in Person.objects.all()}
    made = County(organs=organs, columns={}, people=people, now=NOW, seed=2025)
    load_cases(made)
    return made


def test_the_example_county(county: County) -> None:
    out = io.StringIO()
    call_command("cases_ledger", year=2025, organ="xzf", below=True, stdout=out)
    made = json.loads(out.getvalue())
    assert {cell: number for cell, number in made["cells"].items() if number} == FIGURES
    assert made["equations"]["broken"] == []
    numbers = made["numbers"]["t3.granted.natural"]
    assert sorted(numbers) == [
        "cgz-2025-0001", "jyj-2025-0001", "rsj-2025-0001", "zfb-2025-0001", "zrj-2025-0001",
    ]  # fmt: skip
    own = ledger({county.organs["zfb"].pk}, Period(2025)).cells
    assert own["t3.granted.natural"] == 1 and own["t4.review.total"] == 0
    held = organ_and_below(county.organs["xzf"].pk)
    following = ledger(held, Period(2026)).cells
    assert following["t3.carried_in.total"] == 0
    states = set(Case.objects.values_list("state", flat=True))
    kinds = [*Case.objects.order_by("pk").values_list("kind", flat=True)]
    assert (kinds.count("correction"), kinds.count("complaint")) == (2, 1)
    charged = Case.objects.get(state="charging")
    assert charged.events.get(kind="charge").facts["yuan"] == 380
    assert {
        "arrived", "received", "handling", "correcting", "consulting_third_party", "extended",
        "to_review", "decided", "served", "under_review", "withdrawn", "archived",
    } <= states  # fmt: skip
    assert Case.objects.filter(state="handling", due_on__lt=NOW.date()).exists()
    waiting = Remedy.objects.get(state="open")
    assert waiting.answer_due_on is not None and waiting.answered_on is None
    assert not Case.objects.filter(late_by__gt=0).exists()
    assert "示例）" not in str(
        list(Entry.objects.filter(act__startswith="case").values("after", "note"))
    )


def test_the_figures_are_those_of_the_report() -> None:
    """表三 as printed. Of 表四 the printed row has a figure too many, so only its sums are compared elsewhere."""
    read = json.loads(shared_report("cells.json").read_text(encoding="utf-8"))["jiaokou-2025"]
    printed = {cell: number for cell, number in read["cells"].items() if cell.startswith("t3.")}
    assert len(printed) == 175
    for cell, number in printed.items():
        assert number is None or FIGURES.get(cell, 0) == number, cell
