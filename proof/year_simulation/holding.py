"""What must hold after each year, as sentences of what does not."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import connection

from gongkai.apps.audit.guards import lowering
from gongkai.apps.audit.verification import verify as verify_log
from gongkai.apps.cases.verification import Verdict, verify_cases
from gongkai.apps.clock import CHINA
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.verification import verify_remedies
from gongkai.domain.findings import Severity
from gongkai.domain.reports import report_from_cells
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import Subject
from proof.year_simulation import second_count
from proof.year_simulation.run import Kept, compile_bytes
from proof.year_simulation.world import YEARS

Key = tuple[str, int, str, str]


def raw(query: str) -> list[dict[str, Any]]:
    """Rows as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = [one[0] for one in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Once:
    """Each query asked once."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def __call__(self, query: str) -> list[dict[str, Any]]:
        if query not in self.rows:
            self.rows[query] = raw(query)
        return self.rows[query]


def moment_of(as_of: str) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(as_of), dt.time.max, CHINA)


def faults(kept: Kept) -> Iterator[str]:
    """Everything that does not hold."""
    yield from different_bytes(kept)
    yield from different_counts(kept)
    yield from broken_rules(kept)
    yield from not_carried_over(kept)
    yield from not_whole()


def different_bytes(kept: Kept) -> Iterator[str]:
    for key, held in kept.compiled.items():
        if compile_bytes(*key) != held:
            yield f"{key}: compiled again as of the same day it is not the same"


def numbers(held: bytes) -> dict[str, Decimal | None]:
    cells = json.loads(held)["cells"]
    return {cell: None if value is None else Decimal(str(value)) for cell, value in cells.items()}


def counted_again(key: Key, select: second_count.Select) -> dict[str, Decimal | None]:
    slug, year, kind, as_of = key
    if kind == "government":
        return second_count.county_cells(select, year, moment_of(as_of))
    organ = Organ.objects.get(slug=slug)
    units = second_count.reporting(select, year)
    return second_count.unit_cells(select, units.get(organ.pk, (organ.pk,)), year, moment_of(as_of))


def different_counts(kept: Kept) -> Iterator[str]:
    """Every cell of every compilation against the second count."""
    select = Once()
    for key, held in kept.compiled.items():
        own, second = numbers(held), counted_again(key, select)
        if set(own) != set(second):
            yield f"{key}: not the same cells: {sorted(set(own) ^ set(second))[:5]}"
        for cell, value in own.items():
            if value != second.get(cell):
                yield f"{key} {cell}: compiled {value}, counted {second.get(cell)}"


def broken_rules(kept: Kept) -> Iterator[str]:
    """Every rule of the desk on the tables, beside the year before as the registers know it now."""
    select = Once()
    for (slug, year, kind, as_of), held in kept.compiled.items():
        name = kept.world.organs[slug].name
        report = report_from_cells(numbers(held), organ=name, year=year, form="2021")
        earlier = before(slug, year, kind, as_of, select)
        previous = report_from_cells(earlier, organ=name, year=year - 1, form="2021")
        checked = check(Subject(report, previous if year > YEARS[0] else None))
        for one in checked.findings:
            if one.severity is Severity.ERROR and one.cells:
                yield f"{slug} {year} {kind} {as_of}: {one.code} {one.message}"


def before(
    slug: str, year: int, kind: str, as_of: str, select: second_count.Select
) -> dict[str, Decimal | None]:
    """The cells of the year before, of all whose records a report of `year` counts."""
    units = second_count.reporting(select, year)
    pk = Organ.objects.get(slug=slug).pk
    organs = [one for unit in units.values() for one in unit]
    if kind == "own":
        organs = list(units.get(pk, (pk,)))
    return second_count.unit_cells(select, organs, year - 1, moment_of(as_of))


def not_carried_over(kept: Kept) -> Iterator[str]:
    """上年结转 is 结转下年度 of the year before, as of one moment, unit by unit and for the county."""
    select = Once()
    for (slug, year, kind, as_of), held in kept.compiled.items():
        if year == YEARS[0]:
            continue
        now, earlier = numbers(held), before(slug, year, kind, as_of, select)
        for column in (*second_count.KINDS, "total"):
            opening, closing = now[f"t3.carried_in.{column}"], earlier[f"t3.carried_out.{column}"]
            if opening != closing:
                yield f"{slug} {year} {kind} {column}: carried in {opening}, out before {closing}"


def not_whole() -> Iterator[str]:
    """The program's own checks of what it stores."""
    verdict = Verdict()
    verify_cases(verdict)
    verify_remedies(verdict)
    yield from (f"cases verify: {one.message}" for one in verdict.faults)
    yield from (f"audit verify: {one.message}" for one in verify_log().faults)


@contextmanager
def guards_down() -> Iterator[None]:
    """The triggers that keep rows from being changed, taken away, as whoever holds the database file can do.

    In a transaction that is rolled back: with it they come back.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What is still to be looked at is looked at now: a table that waits cannot be changed.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in connection.introspection.table_names(cursor):
            for statement in lowering(connection.vendor, (table,)):
                cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
