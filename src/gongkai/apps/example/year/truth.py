"""What the ledgers and the units' statements of 2025 give, as plain numbers: what the example was made to be."""

import datetime as dt
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.apps.example.documents import ledger
from gongkai.apps.example.written import written_ledger
from gongkai.domain.reports.forms import form_for_year

# Whose applications of 2025 are in the register, and over whose answers there were reviews and a suit.
ANSWERED = ("zfb", "jyj", "zrj", "rsj", "cgz")
DISPUTES = {
    "review": {"corrected": ["fgj", "zrj"], "other": ["rsj", "cgz", "zjj"]},
    "after_review": {"other": ["cgz"]},
}
Cells = dict[str, Decimal | int | float | None]


@cache
def stated_figures() -> dict[str, dict[str, Decimal]]:
    """Cell → unit → what it states of 2025; units that are not named state 0."""
    folder = files(__package__.rpartition(".")[0]) / "data"
    text = (folder / "figures_2025.yaml").read_text("utf-8")
    return {
        cell: {slug: Decimal(str(value)) for slug, value in units.items()}
        for cell, units in yaml.safe_load(text).items()
    }


def true_cells(slug: str) -> Cells:
    """Every cell of an organ's report of 2025; of `xzf` that of the government, the sum of all."""
    county = slug == "xzf"
    cells: Cells = dict.fromkeys(form_for_year(2025).cells, 0)
    asked = len(ANSWERED) if county else int(slug in ANSWERED)
    for row in ("new", "granted", "total"):
        cells[f"t3.{row}.natural"] = cells[f"t3.{row}.total"] = asked
    for cell, units in stated_figures().items():
        cells[cell] = sum(units.values()) if county else units.get(slug, Decimal(0))
    for block, results in DISPUTES.items():
        for result, organs in results.items():
            cells[f"t4.{block}.{result}"] = len(organs) if county else organs.count(slug)
        cells[f"t4.{block}.total"] = sum(cells[f"t4.{block}.{one}"] or 0 for one in results)
    return cells | (normative_cells(2025) if county else {})


@cache
def past_book() -> dict[int, dict[str, Any]]:
    """Figures and words of the county's reports before 2025, by year."""
    folder = files(__package__.rpartition(".")[0]) / "data" / "year"
    loaded: dict[int, dict[str, Any]] = yaml.safe_load((folder / "past.yaml").read_text("utf-8"))
    return loaded


def past_years() -> tuple[int, ...]:
    """The years of the county's reports before the platform counted."""
    return tuple(past_book())


def county_cells(year: int) -> Cells:
    """The government's report of a year before 2025; sums are worked out from their parts."""
    given = past_book()[year]
    cells: Cells = dict.fromkeys(form_for_year(year).cells, 0)
    for row, kinds in given["applications"].items():
        for kind, number in kinds.items():
            cells[f"t3.{row}.{kind}"] = number
            cells[f"t3.{row}.total"] = (cells[f"t3.{row}.total"] or 0) + number
            if row not in ("new", "carried_in", "carried_out"):
                for column in (kind, "total"):
                    whole = f"t3.total.{column}"
                    cells[whole] = (cells[whole] or 0) + number
    for cell, number in given["disputes"].items():
        whole = f"t4.{cell.partition('.')[0]}.total"
        cells[f"t4.{cell}"], cells[whole] = number, (cells[whole] or 0) + number
    if "t2.normative.in_force" in cells:
        cells |= normative_cells(year)
    return cells | {cell: Decimal(str(one)) for cell, one in given["amounts"].items()}


def normative_cells(year: int) -> Cells:
    """表二 第（一）项 as the ledger has it at the end of the year."""
    last, rows = dt.date(year, 12, 31), (*ledger(), *written_ledger())
    made = [one for one in rows if one.made <= last]
    ended = [one for one in made if one.ended and one.ended[1] <= last and one.ended[0] == "废止"]
    gone = [one for one in made if one.valid_until < last or one in ended]
    return {
        "t2.normative.made": sum(1 for one in made if one.made.year == year),
        "t2.normative.repealed": sum(1 for one in ended if one.ended and one.ended[1].year == year),
        "t2.normative.in_force": len(made) - len(gone),
    }


def disputes_of(slug: str) -> str:
    """Reviews and suits in words, their numbers bound; nothing where there were none."""
    reviewed = {result: "" for result, organs in DISPUTES["review"].items() if slug in organs}
    if not reviewed:
        return ""
    said = "因政府信息公开工作被申请行政复议{{t4.review.total}}件，"
    if "corrected" in reviewed:
        said += (
            "结果纠正{{t4.review.corrected}}件，纠正的原因是答复中依据引用不准确，"
            "已组织逐件复核并规范答复文书"
        )
    else:
        said += "其他结果{{t4.review.other}}件"
    if slug in DISPUTES["after_review"]["other"]:
        said += "；复议后起诉{{t4.after_review.total}}件，为其他结果"
    if slug not in ANSWERED:
        said += "，不是由本年收到的申请引起" if slug == "zjj" else "，由以前年度的答复引起"
    return said + "。"
