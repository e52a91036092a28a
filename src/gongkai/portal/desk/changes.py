"""This year's report beside last year's: changes of cells, changes of words, and a few charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.reports.comparing import (
    CellChange,
    Change,
    Comparison,
    ParagraphChange,
    SectionChange,
    compare,
)
from gongkai.portal.desk.charts import charts

_TABLES = (
    ("t2", "表二　主动公开政府信息"),
    ("t3", "表三　收到和处理申请"),
    ("t4", "表四　行政复议、行政诉讼"),
)


@dataclass(frozen=True)
class Line:
    """One changed cell as shown: last year, the direction, this year, the difference, the growth."""

    cell: str
    label: str
    then: str
    now: str
    arrow: str  # ↑ ↓ →
    arrow_word: str
    difference: str
    growth: str


@dataclass(frozen=True)
class Side:
    """One column of a pair of paragraphs: its stretches as (kind, text), or a remark in their place."""

    stretches: tuple[tuple[str, str], ...]
    remark: str = ""


@dataclass(frozen=True)
class Pair:
    change: str
    old: Side
    new: Side
    # Both sides in one column: what was taken out and what was put in.
    merged: Side


def changes_context(old: AnnualReport, new: AnnualReport) -> dict[str, Any]:
    """What `desk/_changes.html` shows."""
    comparison = compare(old, new)
    return {
        "old_year": f"{old.year} 年" if old.year else "上年",
        "new_year": f"{new.year} 年" if new.year else "本年",
        "odd_years": _odd_years(old, new),
        "tables": [
            (key, name, [_line(one) for one in comparison.changed_cells if _in(one, key)])
            for key, name in _TABLES
        ],
        "changed": len(comparison.changed_cells),
        "compared": len(comparison.cells),
        "charts": charts(old, new),
        "prose": _prose(comparison),
        "other_form": bool(comparison.only_old or comparison.only_new),
    }


def _odd_years(old: AnnualReport, new: AnnualReport) -> str:
    """Said where the two reports are not those of one organ in two years running."""
    if old.year and new.year and old.year != new.year - 1:
        return f"放进来的“上年年报”是 {old.year} 年度的，本年年报是 {new.year} 年度的，两份不是相连的两年。"
    if old.organ and new.organ and old.organ != new.organ:
        return f"两份年报的机关名称不同：{old.organ}、{new.organ}。"
    return ""


def _in(change: CellChange, table: str) -> bool:
    return change.cell.startswith(f"{table}.")


def _line(change: CellChange) -> Line:
    from gongkai.documents.rendering.comparison import growth, shown, signed

    difference = change.difference
    arrow, word = "→", "变化"
    if difference is not None and difference != 0:
        arrow, word = ("↑", "增加") if difference > 0 else ("↓", "减少")
    return Line(
        change.cell,
        change.label,
        shown(change.old),
        shown(change.new),
        arrow,
        word,
        signed(difference),
        growth(change),
    )


def _prose(comparison: Comparison) -> list[tuple[str, bool, list[Pair]]]:
    """Sections in order: name, whether anything changed, and the pairs of paragraphs."""
    from gongkai.documents.rendering.finding_list import section_name

    return [(section_name(one.section), one.is_changed, _pairs(one)) for one in comparison.prose]


def _pairs(section: SectionChange) -> list[Pair]:
    return [_pair(one) for one in section.paragraphs if one.change is not Change.SAME]


def _pair(one: ParagraphChange) -> Pair:
    from gongkai.documents.rendering.finding_list import section_name

    if one.change is Change.CHANGED:
        stretches = [(stretch.change.value, stretch.text) for stretch in one.stretches]
        return Pair(
            one.change.value,
            Side(_without(stretches, "added")),
            Side(_without(stretches, "removed")),
            Side(tuple(stretches)),
        )
    if one.change is Change.MOVED:
        where = section_name(one.old_section or "")
        whole = Side((("same", one.new or ""),), f"从{where}移来")
        return Pair(one.change.value, Side((), f"在{where}"), whole, whole)
    if one.change is Change.ADDED:
        whole = Side((("added", one.new or ""),))
        return Pair(one.change.value, Side((), "上年没有这一段"), whole, whole)
    whole = Side((("removed", one.old or ""),))
    return Pair(one.change.value, whole, Side((), "本年没有这一段"), whole)


def _without(stretches: Sequence[tuple[str, str]], kind: str) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in stretches if one[0] != kind)
