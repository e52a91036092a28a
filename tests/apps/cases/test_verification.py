"""Any one stored value changed behind the program is named, whichever table and column it stands in."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from gongkai.apps import clock
from gongkai.apps.audit.guards import lowering, raising
from gongkai.apps.cases.actions.redacting import add_source
from gongkai.apps.cases.models import Case, CaseFile, Event, Figures
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.cases.verification import Verdict, verify_cases, verify_seals
from gongkai.apps.sealing.columns import sealed_files
from tests.apps.cases.example_cases import at, handled_case
from tests.county import County, make_county
from tests.documents.redacting.planted import planted_pdf

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 26)
# Values that are nobody's statement: the row's own number, secrets of the door, the day of the last look.
NOT_HELD = {
    "Case": {"id", "code_hash", "standing_on"},
    "Event": {"id"},
    "Figures": {"id"},
    "Party": {"id"},
    "CaseFile": {"id", "case", "paper", "draft", "to_applicant", "removed_at"},
}


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Any) -> None:
    settings.SEALED_ROOT = tmp_path / "sealed"


@pytest.fixture
def lowered() -> Iterator[None]:
    """The triggers out of the way, as somebody with the database in hand would do."""
    with connection.cursor() as cursor:
        for statement in lowering(connection.vendor, ("cases_event",)):
            cursor.execute(statement)
    yield


@pytest.fixture
def county() -> County:
    return make_county()


def lived(county: County) -> Case:
    """A case with several events, a corrected one among them, two figures, a file."""
    case = handled_case(county, DAY)
    clerk, head = county.actor("case_clerk"), county.actor("disclosure_head")
    with clock.stopped_at(at(DAY, 12)), transaction.atomic():
        add_source(clerk, case, planted_pdf(), "材料.pdf")
        wrong = record_event(
            head, locked(case), "classify", DAY, {"applicant_kind": "business"}, act="case.amend"
        )
    with clock.stopped_at(at(DAY, 13)), transaction.atomic():
        record_event(
            head, locked(case), "void", DAY, {}, act="case.amend", note="登记有误", replaces=wrong
        )
        record_event(
            head, locked(case), "classify", DAY, {"applicant_kind": "natural"}, act="case.amend"
        )
    case.refresh_from_db()
    return case


class _Undo(Exception):
    """Ends a block whose changes shall not stay."""


@contextmanager
def undone() -> Iterator[None]:
    """What is changed inside is gone afterwards; what the database itself does not take is no matter."""
    with suppress(_Undo, DatabaseError), transaction.atomic():
        with connection.constraint_checks_disabled():
            yield
        raise _Undo


def found() -> list[str]:
    verdict = Verdict()
    verify_cases(verdict)
    verify_seals(verdict)
    return [one.message for one in verdict.faults]


def changed(field: Any, value: Any) -> Any:
    """Another value of the same kind."""
    match field:
        case models.ForeignKey() if field.remote_field.model is Case or field.name == "replaces":
            return None if value is not None else field.model.objects.order_by("pk").first().pk
        case models.ForeignKey():
            others = field.remote_field.model.objects.exclude(pk=value).order_by("pk")
            return others.first().pk
        case models.BooleanField():
            return not value
        case models.DateTimeField():
            return (value or at(DAY)) + dt.timedelta(minutes=1)
        case models.DateField():
            return (value or DAY) + dt.timedelta(days=1)
        case models.IntegerField():
            return (value or 0) + 1
        case models.JSONField():
            return value | {"more": 1}
        case models.BinaryField():
            return bytes(value)[:-4] + b"AAAA"
        case _:
            return f"{value[:-1]}x" if value else "x"


@pytest.mark.parametrize("name", ["Case", "Event", "Figures", "Party", "CaseFile"])
def test_any_one_value_changed_is_named(county: County, lowered: None, name: str) -> None:
    lived(county)
    assert found() == []
    model = apps.get_model("cases", name)
    missed = []
    for field in model._meta.fields:
        if field.name in NOT_HELD[name]:
            continue
        for row in model._base_manager.order_by("pk"):
            value = changed(field, getattr(row, field.attname))
            with undone():
                models.QuerySet(model).filter(pk=row.pk).update(**{field.attname: value})
                if not found():
                    missed.append(f"{name} {row.pk} {field.name}")
    assert missed == []
    assert found() == []


@pytest.mark.parametrize("name", ["Event", "Figures", "Party", "CaseFile"])
def test_a_row_that_is_gone_is_named(county: County, lowered: None, name: str) -> None:
    lived(county)
    model = apps.get_model("cases", name)
    for pk in list(model._base_manager.values_list("pk", flat=True)):
        with undone():
            if name == "Event":
                models.QuerySet(model).filter(replaces=pk).update(replaces=None)
            models.QuerySet(model).filter(pk=pk)._raw_delete("default")
            # A file that no row names is no fault: it is swept.
            assert found() or name == "CaseFile", f"{name} {pk}"


def test_a_row_that_was_added_is_named(county: County) -> None:
    case = lived(county)
    Event.objects.create(
        case=case, number=7, kind="extend", on=DAY, recorded_at=at(DAY, 15),
        facts={"days": 20, "approved_on": str(DAY), "approver": 1},
    )  # fmt: skip
    assert any("没有对应的审计行" in one for one in found())


def test_a_case_that_is_gone_and_a_file_that_was_changed_are_named(
    county: County, lowered: None
) -> None:
    case = lived(county)
    file = next(sealed_files())
    content = file.read_bytes()
    file.write_bytes(content[:-8] + b"AAAAAAAA")
    assert any("打不开" in one for one in found())
    file.unlink()
    assert any("不在存放处" in one for one in found())
    file.write_bytes(content)
    others = [apps.get_model("cases", one) for one in ("Filing", "Party")]
    with undone():
        for model in (Figures, Event, CaseFile, *others):
            models.QuerySet(model).filter(case=case)._raw_delete("default")
        models.QuerySet(Case).filter(pk=case.pk)._raw_delete("default")
        assert any("整件被删除" in one for one in found())


def test_the_command_ends_with_its_finding(county: County, lowered: None) -> None:
    case, said = lived(county), StringIO()
    call_command("cases_verify", stdout=said)
    assert "没有发现问题：1 件申请，6 条记录" in said.getvalue()
    models.QuerySet(Case).filter(pk=case.pk).update(due_on=DAY)
    with pytest.raises(CommandError, match="发现 1 处"):
        call_command("cases_verify", stdout=said)
    assert "答复期限与办理记录推出的不符" in said.getvalue()


@pytest.mark.parametrize("table", ["cases_event", "remedies_remedyevent"])
def test_the_database_refuses_to_change_an_event(county: County, table: str) -> None:
    lived(county)
    with connection.cursor() as cursor:
        if table == "cases_event":
            for statement in ("UPDATE cases_event SET note = 'x'", "DELETE FROM cases_event"):
                with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
                    cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            names = {one for (one,) in cursor.fetchall()}
            assert {f"{table}_no_update", f"{table}_no_delete"} <= names
        else:
            cursor.execute("SELECT tgname FROM pg_trigger")
            names = {one for (one,) in cursor.fetchall()}
            assert {f"{table}_append_only", f"{table}_no_truncate"} <= names


def test_guards_are_written_for_known_databases_only() -> None:
    with pytest.raises(NotImplementedError):
        list(raising("oracle", ("cases_event",), "x"))
