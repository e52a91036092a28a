"""Any one stored fact of the two years changed behind the program's back: `annual verify` names it.

The columns are those of the models themselves. Each is changed in a row of its own, the guards of the database taken
away; then the part of the command that holds these rows must name the row.
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Field, Model

from gongkai.apps import clock
from gongkai.apps.annual.models import Artefact
from gongkai.apps.annual.verification.files import check_files
from gongkai.apps.annual.verifying import verify_year
from proof.year_simulation.holding import guards_down
from proof.year_simulation.run import Kept
from proof.year_simulation.world import LAST, YEARS
from tests.simulation.columns import FREE, HELD_BY, OTHERS, deciding, models

# One worker lives the two years for all.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("simulation")]
LATER = dt.datetime(LAST.year, LAST.month, LAST.day, 20, tzinfo=clock.CHINA)
UNWRITTEN = object()
FAR = 1_000_000
NOWHERE = 999_983  # the number of no row
# The log is one chain without them: a seal less is a place less to hold it against, and those kept outside remain.
MAY_BE_MISSED = {"Seal"}
# Foreign keys are looked at when the transaction ends, which is never; on PostgreSQL their triggers are put off.
UNCHECKED = {
    "sqlite": ("PRAGMA defer_foreign_keys = ON",),
    "postgresql": ("SET CONSTRAINTS ALL DEFERRED",),
}
MODELS = {model.__name__: model for model in models()}


def test_every_model_is_named() -> None:
    """A new table decides, or the list says why not; what no longer exists is named nowhere."""
    known = set(HELD_BY) | set(OTHERS)
    assert set(MODELS) == known and not set(HELD_BY) & set(OTHERS)
    columns = {
        (name, one.name) for name, model in MODELS.items() for one in model._meta.concrete_fields
    }
    assert set(FREE) <= columns


def test_the_whole_command_finds_nothing(kept: Kept) -> None:
    with clock.stopped_at(LATER):
        for year in YEARS:
            assert [one.sentence for one in verify_year(year)] == []


@pytest.mark.parametrize("name", sorted(HELD_BY))
def test_every_column(kept: Kept, name: str) -> None:
    model = MODELS[name]
    left = deciding(model)
    rows = list(model._default_manager.order_by("pk"))
    assert rows, f"the two years made no {name}"
    with clock.stopped_at(LATER):
        while left:
            left = _one_round(model, rows, left)


@pytest.mark.parametrize("name", sorted(set(HELD_BY) - MAY_BE_MISSED))
def test_a_row_that_is_removed(kept: Kept, name: str) -> None:
    """With what hangs on it left hanging, as a careless hand leaves it."""
    row = MODELS[name]._default_manager.order_by("pk").last()
    with clock.stopped_at(LATER), transaction.atomic(), guards_down():
        with connection.cursor() as cursor:
            for statement in UNCHECKED[connection.vendor]:
                cursor.execute(statement)
            cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])
            assert cursor.rowcount == 1
        told = list(HELD_BY[name]())
        transaction.set_rollback(True)
    assert told


def test_a_file_that_is_changed(kept: Kept) -> None:
    """A published file, on the disk."""
    held = Artefact.objects.order_by("pk").first()
    assert held is not None
    path = Path(default_storage.path(held.path))
    before = path.read_bytes()
    try:
        path.write_bytes(before[:-1] + b"x")
        named = {(one.kind, one.pk) for one in check_files(held.report.year)}
    finally:
        path.write_bytes(before)
    assert named == {("Artefact", held.pk)}


def _one_round(model: type[Model], rows: list[Any], columns: list[Any]) -> list[Any]:
    """As many columns as there are rows, each in its own; returns the columns that are left."""
    step = max(1, len(rows) // len(columns))
    changed: list[tuple[str, tuple[str, ...]]] = []
    left = list(columns)
    with transaction.atomic(), guards_down():
        for row in rows[::step]:
            if not left:
                break
            field = left.pop(0)
            former = getattr(row, field.attname)
            written = next(
                (one for one in others(field, row) if write(model, field, row.pk, one)), UNWRITTEN
            )
            label = f"{model.__name__}.{field.name} of {row.pk}: {former!r} → {written!r}"
            assert written is not UNWRITTEN, label
            changed.append((label, names_of(row)))
        told = list(HELD_BY[model.__name__]())
        transaction.set_rollback(True)
    for label, names in changed:
        assert any(name in one for one in told for name in names), (label, told[:6])
    return left


def names_of(row: Any) -> tuple[str, ...]:
    """How a sentence names the row: its number, or that of what it belongs to."""
    kind = type(row).__name__
    if kind == "Case":
        return (row.number,)
    if kind in ("Event", "Figures"):
        return (row.case.number,)
    if kind == "Remedy":
        return (row.number,)
    if kind in ("RemedyEvent", "RemedyFigures"):
        return (row.remedy.number,)
    if kind == "Seal":
        return (f"第 {row.last_seq} ", f"第 {row.last_seq + FAR} ")
    if kind in ("Entry", "ChainHead"):
        return (f"第 {row.seq} ",)
    return (f"{kind}#{row.pk} ",)


def write(model: type[Model], field: Any, pk: int, value: Any) -> bool:
    """Raw, as whoever holds the database file can. False where the database itself refuses it."""
    prepared = field.get_db_prep_save(value, connection)
    table, column = model._meta.db_table, connection.ops.quote_name(field.column)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [prepared, pk])
            return cursor.rowcount == 1
    except Exception:
        return False


def others(field: "Field[Any, Any]", row: Any) -> list[Any]:
    """Other values of the column's own type; of rows to point at, several: one of them may be taken."""
    if not field.is_relation:
        return [another(field, getattr(row, field.attname))]
    value = getattr(row, field.attname)
    there = field.related_model._default_manager.exclude(pk__in=[value or 0, row.pk])
    found: list[Any] = list(there.order_by("-pk").values_list("pk", flat=True)[:40])
    if field.null and value is not None:
        found.append(None)
    return [*found, NOWHERE]


def another(field: "Field[Any, Any]", value: Any) -> Any:
    """Another value of the column's own type."""
    if field.choices:
        return next(key for key, _ in field.flatchoices if key != value)
    match value:
        case bool():
            return not value
        case int():
            small = field.get_internal_type() == "PositiveSmallIntegerField"
            return value + (1_000 if small else FAR)
        case Decimal():
            return value + 1
        case dt.datetime():
            return value + dt.timedelta(hours=1)
        case dt.date():
            return value + dt.timedelta(days=400)
        case dict():
            return {**value, "x": 1}
        case list():
            return [*value, "x"]
        case str():
            return ("乙" + value)[: field.max_length or 99]
        case bytes() | memoryview():
            return b"x" + bytes(value)
    return {
        "JSONField": {"x": 1}, "DateField": dt.date(2025, 3, 1), "DateTimeField": LATER,
        "BooleanField": True, "DecimalField": Decimal(3),
    }.get(field.get_internal_type(), 3)  # fmt: skip
