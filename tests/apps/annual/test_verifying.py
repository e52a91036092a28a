"""Whatever is changed behind the program in a year that was reported is named."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Field, Model

from gongkai.apps import clock
from gongkai.apps.annual.actions.counting_once import Joint, count_once
from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.actions.reminding import remind, set_local_day
from gongkai.apps.annual.actions.stating import Said, state_figures
from gongkai.apps.annual.models import (
    Compilation,
    Confirmation,
    Explanation,
    JointDocument,
    LocalDueDay,
    Passage,
    Reminder,
    Report,
    Statement,
    Step,
    Unit,
    UnitList,
)
from gongkai.apps.annual.units import plan_of
from gongkai.apps.annual.verifying import verify_year
from gongkai.apps.audit.guards import lowering
from gongkai.apps.cases.models import Event, Figures
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.actions.normative import record_made, record_repealed
from gongkai.apps.disclosure.models import NormativeDocument, NormativeEvent
from gongkai.apps.organs.actions import edit_office, found_organ, rename_organ
from gongkai.apps.organs.models import OrganKind
from gongkai.apps.periods.actions import lock_year
from gongkai.apps.periods.models import Amendment, LockedYear
from gongkai.apps.remedies.actions.following import record_fact
from gongkai.apps.remedies.models import RemedyEvent, RemedyFigures
from tests.apps.annual.test_government import handed_in
from tests.apps.cases.example_cases import at, handled_case
from tests.apps.remedies.example_remedies import review_of
from tests.county import County, credit_code, make_county, make_organ

pytestmark = pytest.mark.django_db
KINDS: tuple[type[Model], ...] = (
    Statement, Confirmation, Compilation, Passage, Explanation, Step, Report,
    NormativeDocument, NormativeEvent, LockedYear, Amendment, Event, Figures,
    UnitList, Unit, Reminder, LocalDueDay, JointDocument, RemedyEvent, RemedyFigures,
)  # fmt: skip


@pytest.fixture
def county() -> County:
    """A year with a case, documents, figures and a report that was handed in; then locked and amended."""
    county = make_county()
    handled_case(county, dt.date(2025, 12, 20))
    with clock.stopped_at(at(dt.date(2025, 6, 1))):
        document = record_made(
            county.actor("clerk"), organ=county.department, title="学校管理办法",
            document_number="示教发〔2025〕1号", made_on=dt.date(2025, 5, 30),
        )  # fmt: skip
        record_repealed(
            county.actor("clerk"), document, dt.date(2025, 6, 1), by_text="示教发〔2025〕2号"
        )
    remedy = review_of(county, None, dt.date(2025, 11, 3))
    with clock.stopped_at(at(dt.date(2025, 12, 20))):
        facts = {"result": "review-maintained"}
        day = dt.date(2025, 12, 20)
        record_fact(county.actor("case_clerk"), remedy, "decided", on=day, facts=facts)
    office, government = county.actor("county_office"), county.government
    with clock.stopped_at(at(dt.date(2026, 1, 5))):
        freeze_units(office, government, 2025, plan_of(government, Period(2025)).rows)
        set_local_day(office, government, 2025, dt.date(2026, 1, 15), "示政办函〔2026〕1号")
        remind(office, government, 2025, [county.township.pk])
        joint = Joint("办法", county.township, county.department, ["t2.normative.made"])
        count_once(office, government, 2025, joint, "联合印发")
    handed_in(county)
    with clock.stopped_at(at(dt.date(2026, 1, 13))):
        state_figures(
            county.actor("clerk"), county.department, 2025, [Said("one.press", Decimal(2))]
        )
    with clock.stopped_at(at(dt.date(2026, 1, 20))):
        lock_year(county.actor("county_office"), 2025)
    with clock.stopped_at(at(dt.date(2026, 1, 21))):
        record_made(
            county.actor("clerk"), organ=county.department, title="校车管理办法",
            document_number="示教发〔2025〕3号", made_on=dt.date(2025, 7, 30), amendment="漏登",
        )  # fmt: skip
    # An organ in no list, for a row that is made to point to it.
    make_organ("示例县新设局", "新设局", "xsj", OrganKind.DEPARTMENT, county.government)
    return county


def another(field: "Field[Any, Any]", value: Any) -> Any:
    """A value of the same type that is another one."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case Decimal():
            return value + 1
        case dt.datetime():
            return value + dt.timedelta(hours=1)
        case dt.date():
            return value + dt.timedelta(days=1)
        case dict():
            return {**value, "x": 1}
        case list():
            return [*value, "x"]
        case str():
            return ("乙" + value)[: field.max_length or 99]
        case None:
            return {"x": 1} if field.get_internal_type() == "JSONField" else _first(field)
    raise AssertionError(field)


def _first(field: "Field[Any, Any]") -> Any:
    return {
        "DateField": dt.date(2025, 3, 1),
        "DateTimeField": at(dt.date(2025, 3, 1)),
        "PositiveSmallIntegerField": 3,
    }.get(field.get_internal_type(), 3)


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
def test_every_column_of_every_row(county: County, kind: type[Model]) -> None:
    table = kind._meta.db_table
    with connection.cursor() as cursor:
        for statement in lowering(connection.vendor, (table,)):
            cursor.execute(statement)
    rows = list(kind._default_manager.order_by("pk"))
    assert rows
    with clock.stopped_at(at(dt.date(2026, 2, 1))):
        assert not verify_year(2025), [one.sentence for one in verify_year(2025)]
        for field in kind._meta.concrete_fields:
            if field.primary_key:
                continue
            row = rows[-1]
            value = getattr(row, field.attname)
            if field.is_relation:
                # The last one: no other row of the same kind points at it.
                target = (
                    field.related_model._default_manager.exclude(pk=value).order_by("pk").last()
                )
                if target is None:
                    continue
                changed = target.pk
            else:
                changed = another(field, value)
            prepared = field.get_db_prep_save(changed, connection)
            former = field.get_db_prep_save(value, connection)
            _write(table, field.column, prepared, row.pk)
            faults = verify_year(2025, files=False)
            assert faults, f"{kind.__name__}.{field.name}: {value!r} → {changed!r}"
            named = {one.kind for one in faults}
            assert named & {kind.__name__, "event", "figures", "log"}, (field.name, named)
            _write(table, field.column, former, row.pk)


def _write(table: str, column: str, value: Any, pk: int) -> None:
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA ignore_check_constraints = 1")
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [value, pk])
        if sqlite:  # the connection is that of every test after this one
            cursor.execute("PRAGMA ignore_check_constraints = 0")


def test_a_row_that_is_gone_and_one_that_nobody_registered(county: County) -> None:
    with connection.cursor() as cursor:
        for table in ("annual_confirmation", "annual_statement"):
            for statement in lowering(connection.vendor, (table,)):
                cursor.execute(statement)
        last = Confirmation.objects.latest("pk").statement
        cursor.execute("DELETE FROM annual_confirmation WHERE statement_id = %s", [last.pk])
        cursor.execute("DELETE FROM annual_statement WHERE id = %s", [last.pk])
    kinds = [one.kind for one in verify_year(2025)]
    assert sorted(kinds) == ["Compilation", "Confirmation", "Statement"]
    Statement.objects.create(
        organ=county.department, year=2025, cell="t2.licences", value=Decimal(9), source="form",
        recorded_at=at(dt.date(2026, 1, 9)),
    )  # fmt: skip
    assert [one.kind for one in verify_year(2025)].count("Statement") == 2


def test_the_command_names_it(county: County) -> None:
    out = io.StringIO()
    call_command("annual_verify", year=2025, stdout=out)
    assert "没有发现问题" in out.getvalue()
    Report.objects.update(correction_note="改过")
    with pytest.raises(CommandError, match="1 处"):
        call_command("annual_verify", year=2025, stdout=out)
    assert "教育局2025年度本机关报告" in out.getvalue()


def test_organs_that_acts_changed_in_part(county: County) -> None:
    """A new name, a new telephone: the last word on each column counts, and the others stay as they were founded."""
    system = county.actor("system_administrator")
    with clock.stopped_at(at(dt.date(2026, 2, 2))):
        organ = found_organ(
            system, name="示例县数据局", short_name="数据局", slug="sjj", credit_code=credit_code("sjj"),
            kind=OrganKind.DEPARTMENT, level="county", parent=county.government,
        )  # fmt: skip
        edit_office(system, organ, {"office_phone": "0000-1111111"})
        rename_organ(system, organ, name="示例县数据管理局", short_name="数据管理局")
        assert not verify_year(2025)
        _write("organs_organ", "level", "city", organ.pk)
        assert [one.pk for one in verify_year(2025)] == [organ.pk]


def test_what_is_named_is_named_in_the_words_of_the_office(county: County) -> None:
    written = (
        ("annual_statement", "value = 99"),
        ("annual_passage", "text = 'changed'"),
        ("annual_step", "note = 'changed'"),
    )
    with connection.cursor() as cursor:
        for table, change in written:
            for statement in lowering(connection.vendor, (table,)):
                cursor.execute(statement)
            cursor.execute(f"UPDATE {table} SET {change}")
    told = "\n".join(one.sentence for one in verify_year(2025))
    assert "填报的表二“行政许可”的“本年处理决定数量”" in told
    assert "（办理经过第" in told and "登记了一条办理经过" in told and "（文字第" in told
    for key in ("t2.licences", "passage", "step", "one."):
        assert key not in told
    kept = Compilation.objects.latest("pk")
    assert f"{kept.as_of.astimezone(clock.CHINA):%Y-%m-%d %H:%M}的汇总" in told
