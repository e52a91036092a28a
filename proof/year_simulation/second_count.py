"""The cells of a year a second time, from the raw rows alone, written from the law and not from the program.

Nothing of `gongkai` is imported, here and in the two modules it stands on: rows are read by plain SQL, the form's row of an outcome and the column of a result
are written down here again (国办公开办函〔2021〕30号; 《条例》第三十一条, 第三十六条; 《行政复议法》, 《行政诉讼法》). A record counts from
the moment it was recorded; a record that a later one replaces gives it its place.
"""

import datetime as dt
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from proof.year_simulation.second_documents import documents, documents_in, statements
from proof.year_simulation.second_reading import (
    Asked,
    Cells,
    Rows,
    Select,
    day,
    facts,
    instant,
)

KINDS = ("natural", "business", "research", "welfare", "legal_service", "other")
ROW_OF = {
    "OPEN_GIVE": "granted", "OPEN_POINT": "granted", "PARTIAL": "partial", "NO_SECRET": "refused.secret",
    "NO_LAW": "refused.law", "NO_SAFETY": "refused.safety", "NO_THIRD": "refused.third_party",
    "NO_INTERNAL": "refused.internal", "NO_PROCESS": "refused.process", "NO_CASEFILE": "refused.case_file",
    "NO_QUERY": "refused.query", "NA_NOTHELD": "unable.not_held", "NA_CREATE": "unable.create",
    "NA_UNCLEAR": "unable.unclear", "NP_PETITION": "declined.petition", "NP_REPEAT": "declined.repeat",
    "NP_PUBLICATION": "declined.publication", "NP_EXCESS": "declined.excessive", "NP_CONFIRM": "declined.confirm",
    "OT_NOBZ": "other.no_correction", "OT_NOPAY": "other.no_payment", "OT_OTHER": "other.other",
}  # fmt: skip
WITHOUT_ANSWER = {
    "withdraw": "other.other",
    "abandon_correction": "other.no_correction",
    "abandon_payment": "other.no_payment",
}
# In person and by signed post the day of arrival is the day of receipt; else the day both sides confirmed.
BY_ARRIVAL = ("in_person", "registered_post")
UPHELD = ("review-maintained", "review-rejected", "suit-rejected")
CORRECTED = (
    "review-changed", "review-revoked", "review-unlawful", "review-ordered", "review-void",
    "suit-revoked", "suit-ordered", "suit-unlawful", "suit-void", "suit-changed",
)  # fmt: skip
STATED = ("t2.licences", "t2.penalties", "t2.compulsory", "t2.fees")


def cells_of(select: Select, asked: Asked) -> Cells:
    """Every cell that a unit's own register and statements give. A blank is None."""
    cells: Cells = {f"t2.rules.{one}": Decimal(0) for one in ("made", "repealed", "in_force")}
    cells |= documents(select, asked)
    cells |= applications(select, asked)
    cells |= disputes(select, asked)
    said = statements(select, asked)
    for cell in STATED:
        value, _ = said.get(cell, (None, False))
        cells[cell] = value
    cells |= {cell: value for cell, (value, from_report) in said.items() if from_report}
    return cells


# -- 表三 ------------------------------------------------------------------------------------


def applications(select: Select, asked: Asked) -> Cells:
    """Row by row: received in the year or carried in; answered in the year or carried out."""
    counts: dict[str, int] = defaultdict(int)
    cases = {
        one["id"]: one
        for one in select("SELECT id, organ_id, kind, applicant_kind FROM cases_case")
        if one["organ_id"] == asked.organ and one["kind"] == "application"
    }
    columns = {
        int(one["subject_id"]): facts(one["after"])["applicant_kind"]
        for one in select("SELECT subject_id, after FROM audit_entry WHERE subject_kind = 'Case'")
        if one["after"] and "applicant_kind" in facts(one["after"])
    }
    told = _standing(select, "cases_event", "case_id", asked)
    for pk in cases:
        for row in _rows_of_case(told.get(pk, []), asked.year):
            counts[f"t3.{row}.{_column(told[pk], columns[pk])}"] += 1
            counts[f"t3.{row}.total"] += 1
    rows = ("new", "carried_in", *dict.fromkeys(ROW_OF.values()), "total", "carried_out")
    return {
        f"t3.{row}.{kind}": Decimal(counts[f"t3.{row}.{kind}"])
        for row in rows
        for kind in (*KINDS, "total")
    }


def _standing(select: Select, table: str, owner: str, asked: Asked) -> dict[int, Rows]:
    """Owner → its records that hold at the moment, each in the place of the first of its chain."""
    rows = [
        one
        for one in select(
            f'SELECT id, {owner} AS owner, number, kind, "on", facts, replaces_id, recorded_at FROM {table}'
        )
        if asked.holds(one["recorded_at"])
    ]
    newer = {one["replaces_id"]: one for one in rows if one["replaces_id"] is not None}
    held: dict[int, Rows] = defaultdict(list)
    for one in sorted(rows, key=lambda row: row["number"]):
        if one["replaces_id"] is not None:
            continue
        while one["id"] in newer:
            one = newer[one["id"]]
        if one["kind"] != "void":
            held[one["owner"]].append(one | {"on": day(one["on"]), "facts": facts(one["facts"])})
    return held


def _rows_of_case(told: Rows, year: int) -> tuple[str, ...]:
    received, closed, row = _received(told), *_closed(told)
    if received is None or received.year > year or _merged_away(told):
        return ()
    if closed is not None and closed.year < year:
        return ()
    origin = "new" if received.year == year else "carried_in"
    if closed is None or closed.year > year:
        return origin, "carried_out"
    return origin, row, "total"


def _received(told: Rows) -> dt.date | None:
    """《条例》第三十一条."""
    arrived = next((one for one in told if one["kind"] == "submit"), None)
    if arrived is None:
        return None
    if arrived["facts"]["channel"] in BY_ARRIVAL:
        return arrived["on"]
    return next((one["on"] for one in told if one["kind"] == "confirm"), None)


def _closed(told: Rows) -> tuple[dt.date | None, str]:
    """The day the first answer was handed over or posted, or on which the case ended without one."""
    answer = None
    for one in told:
        if one["kind"] in WITHOUT_ANSWER:
            return one["on"], WITHOUT_ANSWER[one["kind"]]
        if one["kind"] == "reply" and answer is None:
            answer = ROW_OF[one["facts"]["outcome"]]
        if one["kind"] == "serve" and answer is not None:
            return one["on"], answer
    return None, ""


def _merged_away(told: Rows) -> bool:
    moves = [one["kind"] for one in told if one["kind"] in ("join", "merge_back", "unjoin")]
    return bool(moves) and moves[-1] != "unjoin"


def _column(told: Rows, given: str) -> str:
    found = [one["facts"]["applicant_kind"] for one in told if one["kind"] == "classify"]
    return found[-1] if found else given


# -- 表四 ------------------------------------------------------------------------------------


def disputes(select: Select, asked: Asked) -> Cells:
    """Concluded in the year, or brought by its end and still open then; of this organ as author only (〔2016〕201号)."""
    counts: dict[str, int] = defaultdict(int)
    told = _standing(select, "remedies_remedyevent", "remedy_id", asked)
    wanted = "SELECT id, organ_id, kind, role, after_review_id, through_review FROM remedies_remedy"
    for one in select(wanted):
        block = _block(one)
        held = told.get(one["id"], [])
        if one["organ_id"] != asked.organ or not block or not held:
            continue
        brought = next(row["on"] for row in held if row["kind"] == "brought")
        ended, result = _ended(held)
        if brought.year > asked.year or (ended is not None and ended.year < asked.year):
            continue
        cell = result if ended is not None and ended.year == asked.year else "pending"
        counts[f"t4.{block}.{cell}"] += 1
        counts[f"t4.{block}.total"] += 1
    columns = ("upheld", "corrected", "other", "pending", "total")
    return {
        f"t4.{block}.{column}": Decimal(counts[f"t4.{block}.{column}"])
        for block in ("review", "direct", "after_review")
        for column in columns
    }


def _block(row: Mapping[str, Any]) -> str:
    if row["role"] in ("third_party", "co_defendant_review"):
        return ""
    if row["kind"] == "review":
        return "review"
    after = row["after_review_id"] is not None or row["through_review"]
    return "after_review" if after or row["role"] == "co_defendant_maker" else "direct"


def _ended(held: Rows) -> tuple[dt.date | None, str]:
    """A suit counts once, by its latest effective result."""
    on, result, first = None, "", ""
    for one in held:
        code = one["facts"].get("result", "")
        if one["kind"] == "decided":
            on, result = one["on"], _result(code)
            first = result
        elif one["kind"] == "appealed":
            on, result = None, ""
        elif one["kind"] == "appeal_decided":
            if code == "appeal-remanded":
                on, result = None, ""
            else:
                kept = code in ("appeal-rejected", "appeal-withdrawn")
                on, result = one["on"], first if kept else _result(code)
    return on, result


def _result(code: str) -> str:
    return "upheld" if code in UPHELD else "corrected" if code in CORRECTED else "other"


def reporting(select: Select, year: int) -> dict[int, tuple[int, ...]]:
    """Who reports in a year, and for whom: an organ that is gone by its end is reported for by who took it over."""
    organs = {one["id"]: one for one in select("SELECT * FROM organs_organ")}
    heirs: dict[int, list[int]] = {}
    for pk in sorted(organs):
        heir = pk
        while (gone := day(organs[heir]["abolished_on"])) and gone <= dt.date(year, 12, 31):
            heir = organs[heir]["successor_id"]
        heirs.setdefault(heir, []).append(pk)
    return {heir: tuple(found) for heir, found in heirs.items()}


def unit_cells(select: Select, organs: Iterable[int], year: int, moment: dt.datetime) -> Cells:
    """The cells of a unit's own report: its own and those of whom it reports for."""
    return summed(cells_of(select, Asked(organ, year, moment)) for organ in organs)


def handed_in_at(select: Select, organ: int, year: int, moment: dt.datetime) -> dt.datetime | None:
    """The moment whose knowledge the unit's handed-in report shows; None where none is handed in at the moment."""
    reports = [
        one
        for one in select("SELECT * FROM annual_report")
        if one["organ_id"] == organ and one["year"] == year and one["kind"] == "own"
    ]
    for report in sorted(reports, key=lambda one: -one["version"]):
        steps = [
            one
            for one in select("SELECT * FROM annual_step ORDER BY id")
            if one["report_id"] == report["id"] and instant(one["recorded_at"]) <= moment
        ]
        if steps and steps[-1]["state"] in ("handed_in", "received", "published"):
            signed = max(i for i, one in enumerate(steps) if one["state"] == "handed_in")
            made = [
                one
                for one in select("SELECT * FROM annual_compilation ORDER BY id")
                if one["report_id"] == report["id"]
                and instant(one["made_at"]) <= instant(steps[signed]["recorded_at"])
            ]
            return instant(made[-1]["as_of"])
    return None


def county_cells(select: Select, year: int, moment: dt.datetime) -> Cells:
    """Σ of the units: what each handed in, else what its registers hold at the moment (2.10)."""
    parts = []
    for unit, organs in reporting(select, year).items():
        then = handed_in_at(select, unit, year, moment) or moment
        parts.append(unit_cells(select, organs, year, then))
    whole = summed(parts)
    for cell, once_more in counted_twice(select, year, moment).items():
        whole[cell] = (whole[cell] or Decimal(0)) - once_more
    return whole


def counted_twice(select: Select, year: int, moment: dt.datetime) -> dict[str, int]:
    """联合发文 count once: entered by several units under one number, or declared by the county office."""
    found: dict[str, int] = defaultdict(int)
    units = {organ: unit for unit, held in reporting(select, year).items() for organ in held}
    for key in ("made", "repealed", "in_force"):
        seen: dict[str, set[int]] = defaultdict(set)
        for unit in set(units.values()):
            at = handed_in_at(select, unit, year, moment) or moment
            for one in documents_in(select, [o for o in units if units[o] == unit], year, at, key):
                number = unicodedata.normalize("NFKC", one["document_number"])
                seen[re.sub(r"[\[\]〔〕()【】\s]", "", number)].add(unit)
        found[f"t2.normative.{key}"] += sum(len(of) - 1 for of in seen.values())
    declared = {}
    for one in select("SELECT * FROM annual_jointdocument ORDER BY id"):
        if one["year"] == year and instant(one["recorded_at"]) <= moment:
            declared[one["document"], one["organ_id"]] = one
    for one in declared.values():
        cells = one["cells"] if isinstance(one["cells"], list) else json.loads(one["cells"])
        for cell in cells if not one["withdrawn"] else ():
            found[cell] += 1
    return found


def summed(parts: Iterable[Cells]) -> Cells:
    """A government's cells: every unit's once; a cell that nobody has is blank."""
    made: Cells = {}
    for one in parts:
        for cell, value in one.items():
            before = made.setdefault(cell, None)
            made[cell] = before if value is None else value + (before or 0)
    return made
