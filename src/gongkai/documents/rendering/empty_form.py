"""An empty report for a year and organ, to be filled in and read back."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering.printed import clean
from gongkai.domain.reports.annual_report import AnnualReport, report_from_cells
from gongkai.domain.reports.forms import Form, form_for_year

FORMATS = ("xlsx", "docx")
_LONGEST_ORGAN = 60
_FIRST_YEAR, _LAST_YEAR = 2019, 2100


def empty_form(year: int, organ: str, to: str = "xlsx") -> bytes:
    """The form of that report year with the organ's title, as "xlsx" or "docx".

    XLSX sums the totals, takes only numbers that can stand in a cell and colours the cells of an equation
    that fails. DOCX has a content control a figure. Prompts are not read back as text.
    Raises DocumentError for a year without a form, an organ's name that cannot be one, another format.
    """
    report = _empty_report(year, organ)
    prompts = _prompts(report.form, year)
    if to == "xlsx":
        return _xlsx(report, prompts)
    if to == "docx":
        return _docx(report, prompts)
    raise DocumentError(f"空白年报不能写成“{to}”格式。", f"可选：{'、'.join(FORMATS)}。")


def _empty_report(year: int, organ: str) -> AnnualReport:
    organ = clean(organ).strip()
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise DocumentError(
            f"{year}年没有统一的年报格式。", f"请填写{_FIRST_YEAR}年至{_LAST_YEAR}年之间的年度。"
        )
    if not organ or len(organ) > _LONGEST_ORGAN or "\n" in organ:
        raise DocumentError(
            "没有可用的机关名称。", f"请写机关的规范名称，不超过{_LONGEST_ORGAN}字。"
        )
    form = form_for_year(year)
    return report_from_cells(
        dict.fromkeys(form.cells),
        organ=organ,
        year=year,
        form=form.key,
        sections={one.number: "" for one in form.sections},
    )


def _prompts(form: Form, year: int) -> dict[str, dict[str, Any]]:
    aspects = "、".join(one.label for one in form.aspects)
    return {
        place: {"text": one["text"].format(year=year, aspects=aspects), "rows": one["rows"]}
        for place, one in _prompt_data().items()
    }


@cache
def _prompt_data() -> dict[str, dict[str, Any]]:
    source = files("gongkai.documents.rendering") / "templates" / "form_prompts.yaml"
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded


def _xlsx(report: AnnualReport, prompts: Mapping[str, Mapping[str, Any]]) -> bytes:
    from gongkai.documents.rendering.xlsx_report import Prompt, workbook_of
    from gongkai.documents.rendering.xlsx_workbook import Total

    totals = {one.total: one for one in report.form.equations if one.total is not None}

    def total(cell: str) -> Total | None:
        """Every total is a sum; it shows nothing until something is filled in."""
        equation = totals.get(cell)
        if equation is None:
            return None
        parts = tuple(one for one in equation.cells if one != cell)
        return Total(parts, None, empty_while_blank=True)

    asked = {place: Prompt(one["text"], one["rows"]) for place, one in prompts.items()}
    return workbook_of(report, total, asked)


def _docx(report: AnnualReport, prompts: Mapping[str, Mapping[str, Any]]) -> bytes:
    from gongkai.documents.rendering.docx_controls import add_figure_control
    from gongkai.documents.rendering.docx_report import docx_of
    from gongkai.documents.rendering.docx_tables import type_size
    from gongkai.documents.rendering.official_tables import DrawnCell

    def control(paragraph: Any, drawn: DrawnCell) -> None:
        cell = drawn.cell or ""
        size = type_size(cell.partition(".")[0])
        add_figure_control(paragraph, cell, report.form.label_of(cell), size)

    return docx_of(report, control, {place: one["text"] for place, one in prompts.items()})
