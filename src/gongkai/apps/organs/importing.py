"""The spreadsheet of an organ tree: its columns, and a row as values. What is done with it: actions."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from gongkai.apps.organs import checks
from gongkai.apps.organs.models import Level, OrganKind
from gongkai.apps.organs.refusals import ImportRefused, Refused, RowError
from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.sheet_rows import read_rows_safely

MOST_ROWS = 2_000
MOST_ERRORS = 100
# Heading → (field, must be filled, hint in the template).
COLUMNS = {
    "机关名称": ("name", True, "全称，例如 示例县教育局"),
    "简称": ("short_name", True, "例如 教育局"),
    "网址目录": ("slug", True, "小写字母和数字，例如 jyj；以后不再改动"),
    "统一社会信用代码": ("credit_code", True, "18 位"),
    "机关类别": ("kind", True, "、".join(OrganKind.labels)),
    "层级": ("level", True, "、".join(Level.labels)),
    "上级机关": ("parent", False, "写机关名称；可以是本表中的机关，也可以是已登记的机关"),
    "排序": ("order", False, "数字，小的在前"),
    "设立日期": ("founded_on", False, "例如 2019-03-01"),
    "公开工作机构": ("office_name", False, "例如 办公室"),
    "负责人": ("office_head", False, ""),
    "办公地址": ("office_address", False, ""),
    "邮政编码": ("office_postcode", False, "6 位数字"),
    "办公时间": ("office_hours", False, "例如 工作日 8:00-12:00，14:30-18:00"),
    "联系电话": ("office_phone", False, ""),
    "传真号码": ("office_fax", False, ""),
    "互联网联系方式": ("office_email", False, "邮箱或网址"),
}
_KINDS = {label: value for value, label in OrganKind.choices} | {"乡镇人民政府": "township"}
_LEVELS = {label: value for value, label in Level.choices}


@dataclass(frozen=True)
class OrganRow:
    """One row of the spreadsheet, its values in the forms that `found_organ` takes."""

    number: int
    name: str
    short_name: str
    slug: str
    credit_code: str
    kind: str
    level: str
    parent: str = ""
    order: int = 0
    founded_on: dt.date | None = None
    office: dict[str, str] = field(default_factory=dict)


def read_organs(data: bytes, name: str) -> list[OrganRow]:
    """The rows of an organ tree in a workbook from outside. Raises ImportRefused with every error."""
    try:
        rows = read_rows_safely(data, name)
    except Unreadable as broken:
        raise ImportRefused([RowError(1, "", f"{broken.message}{broken.advice}")]) from broken
    headings = _headings(rows)
    body = rows[1:]
    if not body:
        raise ImportRefused([RowError(2, "", "表头下面没有内容。")])
    if len(body) > MOST_ROWS:
        raise ImportRefused(
            [RowError(rows[MOST_ROWS + 1][0], "", f"一次最多导入 {MOST_ROWS} 行。")]
        )
    errors: list[RowError] = []
    organs = [
        row
        for number, cells in body
        if (row := _row(number, dict(zip(headings, cells, strict=False)), errors)) is not None
    ]
    errors += _doubles(organs)
    if errors:
        raise ImportRefused(sorted(errors, key=lambda error: error.row)[:MOST_ERRORS])
    return organs


def _headings(rows: Sequence[tuple[int, tuple[str, ...]]]) -> list[str]:
    """The headings of the first row, marks of the template taken off."""
    if not rows:
        raise ImportRefused([RowError(1, "", "工作表是空的。请用下载的模板填写。")])
    number, cells = rows[0]
    headings = [cell.rstrip("*＊ ") for cell in cells]
    errors = [
        RowError(number, heading, "缺少这一列。请用下载的模板填写，不要改动表头。")
        for heading, (_, must, _hint) in COLUMNS.items()
        if must and heading not in headings
    ]
    errors += [
        RowError(number, heading, "不认识这一列。请用下载的模板填写，不要改动表头。")
        for heading in headings
        if heading and heading not in COLUMNS
    ]
    errors += [
        RowError(number, heading, "这一列出现了两次。")
        for heading in COLUMNS
        if headings.count(heading) > 1
    ]
    if errors:
        raise ImportRefused(errors)
    return headings


def _row(number: int, cells: dict[str, str], errors: list[RowError]) -> OrganRow | None:
    values: dict[str, object] = {"number": number}
    office: dict[str, str] = {}
    found: list[RowError] = []
    for heading, (name, must, _hint) in COLUMNS.items():
        said = cells.get(heading, "")
        try:
            if must and not said:
                raise Refused("没有填写。")
            value = _value(name, said)
        except Refused as wrong:
            found.append(RowError(number, heading, str(wrong)))
            continue
        if name.startswith("office_"):
            office[name] = str(value)
        else:
            values[name] = value
    errors += found
    return None if found else OrganRow(**values, office=office)  # type: ignore[arg-type]


def _value(name: str, said: str) -> object:
    match name:
        case "credit_code":
            return checks.credit_code(said)
        case "slug":
            return checks.slug(said)
        case "kind":
            return _one_of(_KINDS, said)
        case "level":
            return _one_of(_LEVELS, said)
        case "order":
            if said and not re.fullmatch(r"\d{1,6}", said):
                raise Refused(f"“{said[:20]}”不是数字。")
            return int(said or 0)
        case "founded_on":
            return _day(said)
        case _:
            return said


def _one_of(words: dict[str, str], said: str) -> str:
    if said not in words:
        shown = "".join(f"“{one}”" for one in words)
        raise Refused(f"“{said[:20]}”不在可选值内，应为{shown}之一。")
    return words[said]


def _day(said: str) -> dt.date | None:
    if not said:
        return None
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", said)
    try:
        if parts is None:
            raise ValueError
        return dt.date(*map(int, parts.groups()))
    except ValueError as broken:
        raise Refused(f"“{said[:20]}”不是日期，请写成 2019-03-01。") from broken


def _doubles(organs: Sequence[OrganRow]) -> list[RowError]:
    """Rows that say of two organs what only one can have."""
    errors = []
    for heading, (name, _, _hint) in COLUMNS.items():
        if name not in ("name", "slug", "credit_code"):
            continue
        seen: dict[str, int] = {}
        for organ in organs:
            value = getattr(organ, name)
            if value in seen:
                errors.append(
                    RowError(organ.number, heading, f"“{value}”与第 {seen[value]} 行重复。")
                )
            seen.setdefault(value, organ.number)
    return errors


def template() -> bytes:
    """An empty workbook with the headings, a hint under each, and choices where there are choices."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "机关"
    for number, (heading, (name, must, hint)) in enumerate(COLUMNS.items(), start=1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, f"{heading}*" if must else heading)
        cell.font = Font(bold=True, color="16324F")
        cell.fill = PatternFill("solid", fgColor="EEF2F6")
        cell.alignment = Alignment(vertical="center")
        if hint:
            cell.comment = Comment(hint, "填写说明")
        sheet.column_dimensions[letter].width = max(12, len(heading) * 2 + 6)
        choices = {"kind": OrganKind.labels, "level": Level.labels}.get(name)
        if choices:
            rule = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{MOST_ROWS}")
        if name in ("credit_code", "founded_on", "office_postcode", "office_phone", "office_fax"):
            sheet.column_dimensions[letter].number_format = "@"
    sheet.freeze_panes = "A2"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
