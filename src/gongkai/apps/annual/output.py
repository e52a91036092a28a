"""A compilation as JSON: names of the report interface, numbers as numbers, a blank as null."""

from decimal import Decimal
from typing import Any

from gongkai.apps.annual.compiling.figures import Figure
from gongkai.apps.annual.compiling.government import Aggregate
from gongkai.apps.annual.compiling.unit import Compiled
from gongkai.apps.annual.queries.amendments import amendments_in
from gongkai.apps.annual.units import UnitRow
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.models import Amendment
from gongkai.domain.reports.annual_report import plain_number

SCHEMA = "gongkai.compilation/1"


def compiled_to_dict(organ: Organ, kind: str, compiled: Compiled, *, rows: bool) -> dict[str, Any]:
    """Nothing in it depends on when it was made: equal facts give equal bytes.

    `amendments`: what was changed in the year after it was locked, as far as the figures show it.
    """
    period = compiled.scope.period
    made: dict[str, Any] = {
        "schema": SCHEMA,
        "organ": organ.name,
        "year": period.year,
        "format": period.form.key,
        "kind": kind,
        "as_of": period.as_of.isoformat() if period.as_of else None,
        "digest": compiled.digest,
        "cells": {cell: _number(one) for cell, one in compiled.figures.items()},
        "sources": {cell: one.source for cell, one in compiled.figures.items()},
        "notes": {cell: one.note for cell, one in compiled.figures.items() if one.note},
        "counts": {cell: _number(one) for cell, one in compiled.extra.items()},
    }
    made["amendments"] = [_amendment(one) for one in amendments_in(compiled.scope.organs, period)]
    if rows:
        made["rows"] = {
            cell: [_row(behind) for behind in one.behind()]
            for cell, one in compiled.figures.items()
            if one.value
        }
    return made


def _number(one: Figure) -> int | float | None:
    return plain_number(one.value)


def _row(one: Any) -> dict[str, Any]:
    row = {"kind": one.kind, "label": one.label}
    if one.on is not None:
        row["on"] = one.on.isoformat()
    if one.amount != Decimal(1):
        row["amount"] = plain_number(one.amount)
    return row


def _amendment(one: Amendment) -> dict[str, Any]:
    return {
        "recorded_at": one.recorded_at.isoformat(),
        "subject": one.label,
        "kind": one.subject_kind,
        "before": one.before,
        "after": one.after,
        "reason": one.reason,
        "by": one.person_name,
    }


def aggregate_to_dict(whole: Aggregate, *, rows: bool) -> dict[str, Any]:
    """The sum, with which units it adds up and how each counts, joint documents and what to look at."""
    made = compiled_to_dict(whole.government, "government", whole.whole, rows=rows)
    frozen = whole.frozen
    made["blank_units"] = {
        cell: [whole.names[pk] for pk in missing] for cell, missing in whole.blanks.items()
    }
    made["unit_list"] = frozen.frozen_at.isoformat() if frozen else None
    made["units"] = [_unit(whole, one) for one in whole.rows]
    made["joint_documents"] = [
        {"cell": one.cell, "document": one.document, "lead": one.lead, "unit": one.unit_name}
        for one in whole.twice
    ]
    made["doubts"] = list(whole.doubts)
    return made


def _unit(whole: Aggregate, row: UnitRow) -> dict[str, Any]:
    said: dict[str, Any] = {"organ": row.organ.name, "kind": str(row.kind)}
    if row.successor is not None:
        return said | {"counted_with": row.successor.name}
    part = whole.parts[row.organ.pk]
    if part.report is None:
        return said | {"source": "ledger"}
    said |= {"source": "report", "handed_in": part.report.on.isoformat()}
    said["as_of"] = part.report.as_of.isoformat()
    if moved := part.drift:
        said["ledger_now"] = {cell: now for cell, (_, now) in moved.items()}
    return said
