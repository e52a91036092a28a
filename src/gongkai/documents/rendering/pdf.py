"""A report as PDF/A-2a and PDF/UA-1, set by Typst with its fonts embedded.

Values go in as one JSON document; the markup is the same for every report. The system's fonts are not looked at
(but for a sign that the own font lacks), and no hour is written, so the same report gives the same bytes everywhere.
"""

import contextlib
import json
import re
from datetime import date
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any, Literal

from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering.official_tables import (
    TABLES,
    DrawnCell,
    DrawnTable,
    Part,
    fitted_size,
    official_table,
)
from gongkai.documents.rendering.printed import (
    Rank,
    clean,
    official_heading,
    printed,
    set_paragraphs,
    title_lines,
)
from gongkai.domain.reports.annual_report import AnnualReport, Paragraph

STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
# A table whose cells hold more than figures may be longer than a page and must then be broken.
_LONG_CELL = 24


def render_pdf(report: AnnualReport, mark: str = "") -> bytes:
    """The report in the official form. Raises DocumentError where Typst refuses the file."""
    import typst

    data = json.dumps(_data(report) | {"mark": clean(mark)}, ensure_ascii=False)
    try:
        made = compiler(data).compile(
            _template(),
            sys_inputs={"report": data},
            format="pdf",
            pdf_standards=list(STANDARDS),
        )
    except typst.TypstError as why:
        raise DocumentError(
            f"排版PDF失败：{reason(why)}", "请改用其他格式，并把原文件反馈给维护者。"
        ) from why
    if not isinstance(made, bytes):
        raise DocumentError("排版PDF失败：没有得到文件。")
    return made


class Compiler:
    """Typst with its fonts. One page is set at a time: asked by two threads at once it fails ("Already borrowed").

    `wide`: the fonts of the machine stand behind the own one, for signs of names that it lacks.
    """

    def __init__(self, *, wide: bool) -> None:
        import typst
        from pylopdf_fonts_zh_cn import serif_path

        self._turn = Lock()
        self._typst = typst.Compiler(font_paths=[serif_path().parent], ignore_system_fonts=not wide)

    def compile(self, source: bytes, **options: Any) -> bytes | list[bytes] | None:
        """As `typst.Compiler.compile`. Raises typst.TypstError."""
        with self._turn:
            made: bytes | list[bytes] | None = self._typst.compile(source, **options)
        return made


def compiler(text: str = "") -> Compiler:
    """The compiler for a text; one of each kind a process: it keeps the fonts."""
    return _compiler(wide=bool(lacking(text)))


@cache
def _compiler(wide: bool) -> Compiler:
    return Compiler(wide=wide)


def lacking(text: str) -> str:
    """The signs that the own font does not have: rare characters of names, other scripts."""
    held = _held()
    return "".join(sorted({one for one in text if ord(one) not in held and one.isprintable()}))


@cache
def _held() -> frozenset[int]:
    from fontTools.ttLib import TTFont
    from pylopdf_fonts_zh_cn import serif_path

    with TTFont(serif_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_NOT_DISPLAYED = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')


def reason(why: Any) -> str:
    """What Typst refused, for people: most often a sign that no font here has. `why`: a TypstError."""
    found = _NOT_DISPLAYED.search(str(why.message))
    if found is None:
        return str(why.message)
    sign = _ESCAPED.sub(lambda one: chr(int(one[1], 16)), found["text"])
    return (
        f"这台服务器的字体里没有“{sign}”字。请系统管理员在服务器上安装含有这个字的字体"
        "（例如支持 GB 18030—2022 实现级别 3 的字体），重启服务以后再办"
    )


@cache
def _template() -> bytes:
    return (files("gongkai.documents.rendering") / "templates" / "report.typ").read_bytes()


def _data(report: AnnualReport) -> dict[str, Any]:
    tables = {official_table(report.form, key).section: key for key in TABLES}
    sections = []
    for section in report.form.sections:
        found = report.sections.get(section.number)
        table = tables.get(section.number)
        sections.append(
            {
                "heading": official_heading(report, section.number),
                "table": None if table is None else _table(report, table),
                "paragraphs": _paragraphs(found.paragraphs if found is not None else ()),
            }
        )
    return {
        "title": clean(report.title).strip(),
        "title_lines": title_lines(report.title),
        "organ": clean(report.organ),
        "date": _day(report),
        "preface": _paragraphs(report.preface),
        "sections": sections,
        "signature": [one.text for one in set_paragraphs(report.signature)],
    }


_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def _day(report: AnnualReport) -> list[int]:
    """The day PDF/A asks for: the report's own, else the last of its year; never the hour of writing."""
    found = _DAY.search(report.text_of("signature"))
    if found is not None:
        with contextlib.suppress(ValueError):
            signed = date(*map(int, found.groups()))
            return [signed.year, signed.month, signed.day]
    return [report.year or 1970, 12, 31]


def _paragraphs(paragraphs: tuple[Paragraph, ...]) -> list[dict[str, str]]:
    return [
        {
            "rank": one.rank.value,
            "text": one.text,
            "lead": one.text[: one.lead] if one.rank is Rank.LEAD else "",
            "rest": one.text[one.lead :] if one.rank is Rank.LEAD else one.text,
        }
        for one in set_paragraphs(paragraphs)
    ]


_SIZES = {"t2": 12.0, "t3": 9.0, "t4": 10.5}  # points
_SIDE = 1.1  # mm between a rule and the text


def _size(report: AnnualReport, table: DrawnTable, one: DrawnCell) -> float:
    size = _SIZES[table.key]
    if one.cell is None:
        return size
    width = sum(table.widths[one.column : one.column + one.column_span])
    return fitted_size(printed(report.value(one.cell)), width - 2 * _SIDE, size)


def _table(report: AnnualReport, key: str) -> dict[str, Any]:
    table: DrawnTable = official_table(report.form, key)
    cells = [
        {
            "size": _size(report, table, one),
            "row": one.row,
            "column": one.column,
            "row_span": one.row_span,
            "column_span": one.column_span,
            "parts": one.parts if one.cell is None else (printed(report.value(one.cell)),),
            "left": key == "t3" and one.part is Part.LABEL and one.row_span == 1,
        }
        for one in table.cells
    ]
    return {
        "key": key,
        "size": _SIZES[key],
        "caption": table.caption,
        "widths": table.widths,
        "header_rows": table.header_rows,
        "long": any(len(printed(report.value(cell))) > _LONG_CELL for cell in table.figures()),
        "cells": cells,
    }
