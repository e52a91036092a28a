"""The ledger as plain data for other programs, schema `gongkai.ledger/1`; names never change meaning."""

from collections.abc import Collection
from typing import Any

from gongkai.apps import clock
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.queries.ledger import behind, ledger

SCHEMA = "gongkai.ledger/1"


def ledger_to_dict(
    organ: Organ, organs: Collection[int], period: Period, *, below: bool
) -> dict[str, Any]:
    """Every cell of 表三 and 表四, the register numbers behind each, and whether the equations hold."""
    made = ledger(organs, period)
    as_of = period.as_of or clock.now()
    return {
        "schema": SCHEMA,
        "organ": {"name": organ.name, "folder": organ.slug, "below": below},
        "year": period.year,
        "format": period.form.key,
        "as_of": as_of.isoformat(timespec="seconds"),
        "cells": dict(made.cells),
        "numbers": behind(organs, period),
        "equations": {
            "held": made.held,
            "broken": [one.equation.key for one in made.broken],
        },
    }
