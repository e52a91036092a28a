"""Lists of persons: the heading of a column says what its cells are, the row says of whom."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.domain.privacy.addresses import goes_to_the_door, mask_address
from gongkai.domain.privacy.cards import mask_card
from gongkai.domain.privacy.conditions import condition_in, mask_date
from gongkai.domain.privacy.contacts import mask_phone
from gongkai.domain.privacy.digits import plain
from gongkai.domain.privacy.found import Kind, PersonalData
from gongkai.domain.privacy.identity import (
    is_identity_number,
    is_old_identity_number,
    mask_identity,
)
from gongkai.domain.privacy.names import is_name
from gongkai.domain.privacy.scanning import scan
from gongkai.domain.privacy.words import word_data

_HEADING_WITHIN = 15
_HEADING_LENGTH = 16
_DAY = re.compile(
    r"(?:19|20)\d\d\s?[年./-]?\s?\d{1,2}\s?[月./-]?\s?\d{1,2}日?(?:\s00:00:00)?|[1-4]\d{4}"
)
_MASKED = re.compile(r"[*＊×xX某]{2,}|[*＊]")


@dataclass(frozen=True)
class InCell:
    """`data` in the cell at `row` and `column`, both from 0."""

    row: int
    column: int
    data: PersonalData


@dataclass(frozen=True)
class _Headings:
    row: int
    names: int
    columns: dict[int, str]
    of_office: bool


def scan_rows(
    rows: Sequence[Sequence[str]], *, known: Collection[str] = frozenset()
) -> list[InCell]:
    """Personal data in the cells of a table, each cell's own words first, then what its column means."""
    headings: _Headings | None = None
    above: dict[int, str] = {}
    found: list[InCell] = []
    for number, row in enumerate(rows):
        if headings is None or number <= headings.row + _HEADING_WITHIN:
            headings = _read_headings(number, row) or headings
        for column, cell in enumerate(row):
            own = [
                one
                for one in (scan(cell, known=known) if len(cell) > 3 else [])
                if _may_be(one.kind, above.get(column, ""), headings)
            ]
            found += [InCell(number, column, one) for one in own]
            if not own and headings is not None and number > headings.row:
                found += _by_column(headings, number, column, row, known)
        if headings is None:
            found += _by_row(number, row, found)
        if number < _HEADING_WITHIN:
            _remember(above, row)
    return found


def _remember(above: dict[int, str], row: Sequence[str]) -> None:
    """The last short words without figures in each column near the top: what the column is called."""
    for column, cell in enumerate(row):
        word = re.sub(r"\s", "", cell)
        if 1 < len(word) <= _HEADING_LENGTH and not re.search(r"\d", word):
            above[column] = word


def _may_be(kind: Kind, above: str, headings: "_Headings | None") -> bool:
    """Not where the column says that the figures are amounts or numbers of things, nor in lists of organs."""
    if kind in (Kind.MOBILE, Kind.CARD) and _heading("figures").search(above):
        return False
    of_office = headings is not None and headings.of_office
    return not (of_office and kind in (Kind.ADDRESS, Kind.LANDLINE, Kind.EMAIL))


def _read_headings(number: int, row: Sequence[str]) -> _Headings | None:
    """The row as headings, if it has a column of persons' names."""
    names = None
    columns: dict[int, str] = {}
    of_office = False
    for column, cell in enumerate(row):
        word = re.sub(r"\s", "", cell)
        if not word or len(word) > _HEADING_LENGTH:
            continue
        if names is None and _heading("names").search(word):
            names = column
            continue
        if _heading("office").search(word):
            of_office = True
        for kind in ("identity", "account", "phone", "address", "birth", "health", "hardship"):
            if _heading(kind).search(word):
                columns[column] = kind
                break
    return None if names is None else _Headings(number, names, columns, of_office)


@cache
def _heading(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(word_data("headings")[kind]))


def _by_column(
    headings: _Headings, number: int, column: int, row: Sequence[str], known: Collection[str]
) -> Iterator[InCell]:
    kind = headings.columns.get(column)
    person = row[headings.names].strip() if headings.names < len(row) else ""
    cell = row[column].strip()
    if kind is None or not person or not cell or _MASKED.search(cell) or _MASKED.search(person):
        return
    made = _MAKERS[kind](cell, headings, known)
    if made is not None:
        said, masked, why = made
        yield InCell(
            number, column,
            PersonalData(said, 0, len(row[column]), row[column], masked, why, False),
        )  # fmt: skip


_Made = tuple[Kind, str, str] | None


def _identity(cell: str, headings: _Headings, known: Collection[str]) -> _Made:
    digits = _bare(cell)
    if is_identity_number(digits) or is_old_identity_number(digits):
        return Kind.IDENTITY, mask_identity(digits.upper()), "名单里的身份证号码"
    if re.fullmatch(r"\d{17}[\dXx]|\d{15}|[A-Z]{1,2}\d{7,9}", digits):
        return Kind.IDENTITY, mask_identity(digits), "名单里“身份证号”一列的号码（校验位不符）"
    return None


def _account(cell: str, headings: _Headings, known: Collection[str]) -> _Made:
    digits = _bare(cell)
    if re.fullmatch(r"\d{12,23}", digits):
        return Kind.ACCOUNT, mask_card(digits), "名单里的个人银行账号"
    return None


def _phone(cell: str, headings: _Headings, known: Collection[str]) -> _Made:
    digits = re.sub(r"\D", "", plain(cell))
    if headings.of_office or digits in known or not re.fullmatch(r"\d{7,12}", digits):
        return None
    return Kind.LANDLINE, mask_phone(digits), "名单里的个人电话"


def _address(cell: str, headings: _Headings, known: Collection[str]) -> _Made:
    if headings.of_office or not goes_to_the_door(plain(cell)):
        return None
    return Kind.ADDRESS, mask_address(cell), "名单里的住址具体到门牌或村组"


def _birth(cell: str, headings: _Headings, known: Collection[str]) -> _Made:
    if not _DAY.fullmatch(plain(cell)):
        return None
    return (
        Kind.BIRTH,
        mask_date(cell) if "19" in cell or "20" in cell else "****",
        "名单里的出生日期",
    )


def _health(cell: str, headings: _Headings, known: Collection[str]) -> _Made:
    return None if _says_nothing(cell) else (Kind.HEALTH, "**", "名单里的健康信息")


def _hardship(cell: str, headings: _Headings, known: Collection[str]) -> _Made:
    return None if _says_nothing(cell) else (Kind.HARDSHIP, "**", "名单里的困难或家庭状况")


_MAKERS = {
    "identity": _identity, "account": _account, "phone": _phone, "address": _address,
    "birth": _birth, "health": _health, "hardship": _hardship,
}  # fmt: skip


def _by_row(number: int, row: Sequence[str], found: list[InCell]) -> list[InCell]:
    """Without headings: a cell that is a name, and a short cell that speaks of health or hardship."""
    if not any(is_name(cell.strip()) for cell in row if len(cell) <= 6):
        return []
    taken = {one.column for one in found if one.row == number}
    made = []
    for column, cell in enumerate(row):
        kind = condition_in(cell) if 2 <= len(cell.strip()) <= 12 and column not in taken else None
        if kind is not None:
            data = PersonalData(kind, 0, len(cell), cell, "**", f"人名同行的{kind}", False)
            made.append(InCell(number, column, data))
    return made


def _says_nothing(cell: str) -> bool:
    return cell in word_data("headings")["nothing"] or not re.search(r"[一-龥A-Za-z0-9]", cell)


def _bare(cell: str) -> str:
    return re.sub(r"[\s\-'’`\u200b-\u200d\ufeff]", "", plain(cell))
