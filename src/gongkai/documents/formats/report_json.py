"""The JSON form `gongkai.report/1`: what other programs send in, read strictly."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.documents.errors import NotAReport, Unreadable
from gongkai.documents.formats.encoding import decode
from gongkai.domain.reports.annual_report import (
    SCHEMA,
    SECTION_NUMBERS,
    AnnualReport,
    report_from_cells,
)
from gongkai.domain.reports.forms import FORMATS, Form, load_form

MEDIA_TYPE = "application/json"
MAX_BYTES = 8_000_000
MAX_TEXT = 2_000_000
MAX_DIGITS = 15
MAX_NESTING = 8  # of brackets; the form has 2
_KEYS = ("schema", "title", "organ", "year", "format", "preface", "sections", "signature", "cells")
_ADVICE = f"数据格式见文档《年报数据接口》（{SCHEMA}）。"
_SURROGATE = re.compile("[\ud800-\udfff]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.S)


def read_report_json(data: bytes) -> AnnualReport:
    """The report in the JSON form.

    Numbers stay exact; negative and fractional ones are kept for the rules to judge. Raises
    Unreadable where the JSON is broken, NotAReport where it is not of the schema.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"JSON 文件超过{MAX_BYTES // 1_000_000}MB。", _ADVICE)
    sent = _parse(decode(data, "utf-8"))
    if not isinstance(sent, dict):
        raise NotAReport("JSON 的最外层不是一个对象。", _ADVICE)
    if sent.get("schema") != SCHEMA:
        raise NotAReport(f"JSON 的 schema 不是 {SCHEMA}。", _ADVICE)
    for key in sent:
        if key not in _KEYS:
            raise _refusal(f"有不认识的字段“{key[:60]}”。")
    form = _form(sent.get("format"))
    return report_from_cells(
        _cells(sent.get("cells"), form),
        organ=_text(sent, "organ"),
        year=_year(sent.get("year")),
        form=form.key,
        title=_text(sent, "title"),
        preface=_text(sent, "preface"),
        sections=_sections(sent.get("sections")),
        signature=_text(sent, "signature"),
    )


def _refusal(message: str) -> NotAReport:
    return NotAReport(f"年报数据不合格式：{message}", _ADVICE)


def _parse(text: str) -> Any:
    if _too_deep(text):
        raise Unreadable("JSON 嵌套过深。", _ADVICE)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_constant,
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable("JSON 文件有语法错误，无法读取。", _ADVICE) from error


def _too_deep(text: str) -> bool:
    """Whether brackets nest beyond MAX_NESTING, those inside strings left out."""
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_NESTING:
            return True
    return False


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in {k for k, _ in pairs[:n]})
        raise _refusal(f"字段“{twice[:60]}”重复。")
    return made


def _number(text: str) -> Decimal:
    if len(text) > 40:
        raise _refusal(f"数值 {text[:20]}… 过长。")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise _refusal(f"数值 {text} 无法识别。") from error
    if number and (number.adjusted() >= MAX_DIGITS or number.adjusted() < -MAX_DIGITS):
        raise _refusal(f"数值 {text} 超出范围。")
    return number


def _constant(text: str) -> Decimal:
    raise _refusal(f"{text} 不是数值。")


def _form(key: Any) -> Form:
    if key is None:
        return load_form(FORMATS[-1])
    if not isinstance(key, str) or key not in FORMATS:
        raise _refusal(f"format 只能是 {'、'.join(FORMATS)}。")
    return load_form(key)


def _year(year: Any) -> int | None:
    if year is None:
        return None
    if not isinstance(year, Decimal) or year != int(year) or not 1900 <= year <= 2999:
        raise _refusal("year 应当是四位年份。")
    return int(year)


def _text(sent: dict[str, Any], key: str) -> str:
    text = sent.get(key, "")
    if text is None:
        return ""
    if not isinstance(text, str):
        raise _refusal(f"{key} 应当是文字。")
    if len(text) > MAX_TEXT:
        raise _refusal(f"{key} 的文字过长。")
    return _SURROGATE.sub("\ufffd", text)


def _sections(sections: Any) -> dict[str, str]:
    if sections is None:
        return {}
    if not isinstance(sections, dict):
        raise _refusal("sections 应当是对象。")
    for number in sections:
        if number not in SECTION_NUMBERS:
            raise _refusal(f"sections 里有不认识的部分“{number[:20]}”，只能是一至六。")
    return {number: _text(sections, number) for number in SECTION_NUMBERS if number in sections}


def _cells(cells: Any, form: Form) -> dict[str, Decimal | None]:
    """The cells under the form's own names; names by position are taken where the form has both."""
    if cells is None:
        return {}
    if not isinstance(cells, dict):
        raise _refusal("cells 应当是对象。")
    own_names = {positional: own for own, positional in form.positional_names.items()}
    made: dict[str, Decimal | None] = {}
    for name, number in cells.items():
        own = name if name in form.cell_set else own_names.get(name)
        if own is None:
            raise _refusal(f"没有名为“{name[:60]}”的单元格。")
        if number is not None and not isinstance(number, Decimal):
            raise _refusal(f"单元格 {name} 应当是数值或 null。")
        if own in made and made[own] != number:
            raise _refusal(f"单元格 {own} 给了两个不同的值。")
        made[own] = number
    return made
