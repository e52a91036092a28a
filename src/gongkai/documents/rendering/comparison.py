"""A comparison of two reports as text, JSON and HTML."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering.finding_list import section_name
from gongkai.documents.rendering.printed import clean, shown
from gongkai.documents.rendering.templating import comparison_style, environment, fill, style
from gongkai.domain.reports.annual_report import (
    AnnualReport,
    format_number,
    plain_number,
)
from gongkai.domain.reports.comparing import (
    CellChange,
    Change,
    Comparison,
    ParagraphChange,
    Stretch,
)

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = [
    "CHANGE_NAMES",
    "comparison_dict",
    "comparison_page",
    "difference_dict",
    "draw_comparison",
    "growth",
    "render_comparison",
    "shown",
    "signed",
]

SCHEMA = "gongkai.report-compare/1"
DIFFERENCE = "gongkai.report-difference/1"
FORMATS = ("text", "json", "html")
_TABLE_NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}
CHANGE_NAMES = {
    Change.SAME: "未变",
    Change.CHANGED: "修改",
    Change.ADDED: "新增",
    Change.REMOVED: "删去",
    Change.MOVED: "移动",
}


def render_comparison(comparison: Comparison, to: str) -> str:
    """The comparison as "text", "json" (one object) or "html" (a page of its own)."""
    if to == "json":
        return json.dumps(comparison_dict(comparison), ensure_ascii=False, indent=2) + "\n"
    if to == "html":
        return comparison_page(comparison)
    if to == "text":
        return "\n".join(_text(comparison)) + "\n"
    raise DocumentError(f"不能把比较结果写成“{to}”。", f"可选：{'、'.join(FORMATS)}。")


def comparison_dict(comparison: Comparison) -> dict[str, Any]:
    """`gongkai.report-compare/1`: every shared cell, and the prose by section and paragraph."""
    return {
        "schema": SCHEMA,
        "old": _identity(comparison.old),
        "new": _identity(comparison.new),
        "changed": len(comparison.changed_cells),
        "cells": [_cell_dict(one) for one in comparison.cells],
        "only_old": list(comparison.only_old),
        "only_new": list(comparison.only_new),
        "prose": [
            {
                "section": section.section,
                "changed": section.is_changed,
                "paragraphs": [_paragraph_dict(one) for one in section.paragraphs],
            }
            for section in comparison.prose
        ],
    }


def difference_dict(comparison: Comparison) -> dict[str, Any]:
    """`gongkai.report-difference/1`: what differs and nothing else, cells and passages, and how many of each.

    A passage is a paragraph of a section that was reworded, added, removed or moved.
    """
    cells = [_cell_dict(one) for one in comparison.changed_cells]
    for one in cells:
        del one["changed"]
    passages = [
        {"section": section.section} | _paragraph_dict(one)
        for section in comparison.prose
        for one in section.paragraphs
        if one.change is not Change.SAME
    ]
    only = {"only_old": list(comparison.only_old), "only_new": list(comparison.only_new)}
    return {
        "schema": DIFFERENCE,
        "old": _identity(comparison.old),
        "new": _identity(comparison.new),
        "changed": {"cells": len(cells), "passages": len(passages)},
        "cells": cells,
        "passages": passages,
    } | {name: held for name, held in only.items() if held}


def _identity(report: AnnualReport) -> dict[str, Any]:
    return {
        "title": clean(report.title),
        "organ": clean(report.organ),
        "year": report.year,
        "format": report.form.key,
    }


def _cell_dict(change: CellChange) -> dict[str, Any]:
    ratio = change.ratio
    return {
        "cell": change.cell,
        "label": change.label,
        "old": plain_number(change.old.number),
        "new": plain_number(change.new.number),
        "old_state": change.old.state.value,
        "new_state": change.new.state.value,
        "difference": plain_number(change.difference),
        "ratio": None if ratio is None else round(float(ratio), 4),
        "changed": change.is_changed,
    }


def _paragraph_dict(change: ParagraphChange) -> dict[str, Any]:
    made: dict[str, Any] = {
        "change": change.change.value,
        "old": None if change.old is None else clean(change.old),
        "new": None if change.new is None else clean(change.new),
        "old_place": change.old_place,
        "new_place": change.new_place,
    }
    if change.old_section is not None:
        made["old_section"] = change.old_section
    if change.stretches:
        made["stretches"] = [
            {"change": one.change.value, "text": clean(one.text)} for one in change.stretches
        ]
    return made


def signed(number: Decimal | None) -> str:
    """+3, −3, 0, or nothing where there is no difference to state."""
    if number is None:
        return ""
    if number == 0:
        return "0"
    return ("+" if number > 0 else "−") + format_number(abs(number))


def growth(change: CellChange) -> str:
    """+50.0%: the change in per cent of the old value."""
    ratio = change.ratio
    if ratio is None:
        return ""
    percent = round((ratio - 1) * 100, 1)
    return "0%" if percent == 0 else f"{signed(percent)}%"


def _text(comparison: Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    yield f"旧：{clean(old.title)}"
    yield f"新：{clean(new.title)}"
    changed = comparison.changed_cells
    yield ""
    yield f"数据：{len(comparison.cells)}个共有单元格，{len(changed)}个有变化。"
    for one in changed:
        parts = [part for part in (signed(one.difference), growth(one)) if part]
        note = f"（{'，'.join(parts)}）" if parts else ""
        yield f"  {one.label}：{shown(one.old)} → {shown(one.new)}{note}"
    if comparison.only_old or comparison.only_new:
        yield (
            f"  两年表式不同：旧表式独有{len(comparison.only_old)}格，"
            f"新表式独有{len(comparison.only_new)}格，不作比较。"
        )
    for section in comparison.prose:
        yield ""
        if not section.is_changed:
            yield f"{section_name(section.section)}：文字未变。"
            continue
        yield f"{section_name(section.section)}："
        for paragraph in section.paragraphs:
            yield from _paragraph_text(paragraph)


def _paragraph_text(change: ParagraphChange) -> Iterator[str]:
    if change.change is Change.SAME:
        return
    if change.change is Change.CHANGED:
        yield f"  [修改] 新第{change.new_place}段：" + "".join(map(_stretch_text, change.stretches))
    elif change.change is Change.MOVED:
        origin = section_name(change.old_section or "")
        yield f"  [移动] 由{origin}第{change.old_place}段移来：{clean(change.new or '')}"
    elif change.change is Change.ADDED:
        yield f"  [新增] 第{change.new_place}段：{clean(change.new or '')}"
    else:
        yield f"  [删去] 旧第{change.old_place}段：{clean(change.old or '')}"


_SHOWN = 16  # characters of unchanged words beside a change


def _stretch_text(one: Stretch) -> str:
    text = clean(one.text)
    if one.change is Change.SAME and len(text) > 2 * _SHOWN:
        text = f"{text[:_SHOWN]}……{text[-_SHOWN:]}"
    return {Change.ADDED: f"【+{text}】", Change.REMOVED: f"【-{text}】"}.get(one.change, text)


@dataclass(frozen=True)
class CellRow:
    label: str
    cell: str
    old: str
    new: str
    difference: str
    growth: str
    changed: bool


def draw_comparison(comparison: Comparison, *, level: int = 1) -> "Markup":
    """The comparison as an HTML fragment `<article class="comparison">`."""
    from markupsafe import Markup

    rows = {
        name: [_cell_row(one) for one in comparison.cells if one.cell.startswith(f"{key}.")]
        for key, name in _TABLE_NAMES.items()
    }
    macros = environment().get_template("comparison.html.jinja").module
    fragment = macros.article(  # type: ignore[attr-defined]
        {
            "comparison": comparison,
            "tables": rows,
            "sections": [(section_name(one.section), one) for one in comparison.prose],
            "section_name": section_name,
            "change_names": CHANGE_NAMES,
            "level": level,
        }
    )
    return Markup(str(fragment))


def _cell_row(one: CellChange) -> CellRow:
    return CellRow(
        one.label.partition("“")[2].rstrip("”").replace("”的“", " · ") or one.label,
        one.cell,
        shown(one.old),
        shown(one.new),
        signed(one.difference) if one.is_changed else "",
        growth(one) if one.is_changed else "",
        one.is_changed,
    )


def comparison_page(comparison: Comparison) -> str:
    """The comparison as one HTML file that needs nothing beside it."""
    from markupsafe import Markup

    return fill(
        "report_page.html.jinja",
        {
            "title": f"比较：{clean(comparison.old.title)}与{clean(comparison.new.title)}",
            "organ": clean(comparison.new.organ),
            "style": Markup(style() + comparison_style()),
            "report": draw_comparison(comparison),
        },
    )
