"""A compilation as JSON: names of the report interface, numbers as numbers, a blank as null."""

from decimal import Decimal
from typing import Any

from gongkai.apps.annual.compiling.figures import Figure
from gongkai.apps.annual.compiling.unit import Compiled
from gongkai.apps.organs.models import Organ
from gongkai.domain.reports.annual_report import plain_number

SCHEMA = "gongkai.compilation/1"


def compiled_to_dict(organ: Organ, kind: str, compiled: Compiled, *, rows: bool) -> dict[str, Any]:
    """Nothing in it depends on when it was made: equal facts give equal bytes."""
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
