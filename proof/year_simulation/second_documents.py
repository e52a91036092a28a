"""表二 a second time: normative documents on the last day, and what was stated and confirmed. Nothing of `gongkai`."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from proof.year_simulation.second_reading import Asked, Cells, Rows, Select, day


def documents(select: Select, asked: Asked) -> Cells:
    """制发 in the year, 废止 in the year, 现行有效 on its last day; what ran out or was declared 失效 is neither."""
    return {
        f"t2.normative.{key}": Decimal(
            len(documents_in(select, [asked.organ], asked.year, asked.moment, key))
        )
        for key in ("made", "repealed", "in_force")
    }


def documents_in(
    select: Select, organs: list[int], year: int, moment: dt.datetime, key: str
) -> Rows:
    """The documents behind one of the three numbers."""
    last, asked = dt.date(year, 12, 31), Asked(0, year, moment)
    acts: dict[int, Rows] = defaultdict(list)
    for one in select("SELECT * FROM disclosure_normativeevent"):
        if asked.holds(one["recorded_at"]) and day(one["on"]) <= last:  # type: ignore[operator]
            acts[one["document_id"]].append(one | {"on": day(one["on"])})
    found = []
    for one in select("SELECT * FROM disclosure_normativedocument"):
        known = one["recorded_at"] is None or asked.holds(one["recorded_at"])
        made_on = day(one["made_on"])
        if one["organ_id"] not in organs or not known or made_on is None or made_on > last:
            continue
        ended, how = _end_of_document(day(one["valid_until"]), acts[one["id"]])
        stands = ended is None or ended > last
        counts = {
            "made": made_on.year == year,
            "in_force": stands,
            "repealed": not stands
            and how == "repealed"
            and ended is not None
            and ended.year == year,
        }
        if counts[key]:
            found.append(one)
    return found


def _end_of_document(until: dt.date | None, acts: Rows) -> tuple[dt.date | None, str]:
    """The first day without it."""
    for one in sorted(acts, key=lambda row: (row["on"], row["id"])):
        if until is not None and one["on"] > until:
            break
        if one["kind"] in ("repealed", "expired"):
            return one["on"], one["kind"]
        if one["kind"] == "extended":
            until = day(one["extended_until"])
    return (until + dt.timedelta(days=1), "expired") if until is not None else (None, "")


def statements(select: Select, asked: Asked) -> dict[str, tuple[Decimal, bool]]:
    """Cell → what was stated and confirmed, and whether it came with a report. The year's figure before the months'."""
    confirmed = {
        one["statement_id"]
        for one in select("SELECT * FROM annual_confirmation")
        if asked.holds(one["recorded_at"])
    }
    rows = [
        one
        for one in select("SELECT * FROM annual_statement")
        if one["organ_id"] == asked.organ and one["year"] == asked.year and one["id"] in confirmed
    ]
    newest: dict[tuple[str, int | None], dict[str, Any]] = {}
    for one in sorted(rows, key=lambda row: row["id"]):
        newest[one["cell"], one["month"]] = one
    found: dict[str, tuple[Decimal, bool]] = {}
    for cell in {cell for cell, _ in newest}:
        held = [
            one
            for (name, _), one in newest.items()
            if name == cell and one["value"] is not None  # taken back
        ]
        if not held:
            continue
        whole = [one for one in held if one["month"] is None]
        used = whole or held
        value = sum((Decimal(str(one["value"])) for one in used), Decimal(0))
        found[cell] = value, any(one["source"] == "report" for one in used)
    return found
