"""A filled sheet as figures: bounded, every error with its row and column, nothing taken where one is wrong."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.annual.items import Item, items_of, items_of_all
from gongkai.apps.annual.models import Source
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.said import CENT, Said, fault_of
from gongkai.apps.annual.sheets import layout
from gongkai.apps.annual.sheets.layout import plain
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.documents.errors import DocumentError
from gongkai.documents.formats.sheet_rows import Row, read_rows_safely

# What a spreadsheet's own sums leave behind the second decimal: 0.30000000000000004.
DUST = Decimal("0.000001")


@dataclass(frozen=True)
class CellError:
    """Row as the spreadsheet counts it (from 1), the heading of the column, what to do."""

    row: int
    column: str
    message: str


class SheetRefused(Refused):
    """Nothing was taken; `errors` in the order of the sheet."""

    def __init__(self, errors: Iterable[CellError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda one: one.row))[: layout.MOST_ERRORS]
        super().__init__(f"表格里有 {len(self.errors)} 处要改，没有导入。")


@dataclass(frozen=True)
class Entry:
    """One figure of the sheet, and where it stands there; `item`: how the sheet calls what is counted."""

    row: int
    column: str
    item: str
    organ: Organ
    said: Said


def read_figures(
    data: bytes, name: str, period: Period, organs: Sequence[Organ], own: Organ | None
) -> list[Entry]:
    """The figures of a sheet in either layout, for these organs; `own`: whose a row without a unit is.

    Raises SheetRefused with every error.
    """
    if len(data) > layout.MOST_BYTES:
        raise SheetRefused([CellError(1, "", "文件超过 2 MB，不像填报表。请用下载的模板填写。")])
    try:
        rows = read_rows_safely(data, name)
    except DocumentError as broken:
        raise SheetRefused([CellError(1, "", f"{broken.message}{broken.advice}")]) from broken
    if len(rows) > layout.MOST_ROWS or any(len(cells) > layout.MOST_COLUMNS for _, cells in rows):
        said = f"表格超过 {layout.MOST_ROWS} 行或 {layout.MOST_COLUMNS} 列，请分成几个文件。"
        raise SheetRefused([CellError(1, "", said)])
    return _Sheet(period, organs, own).read(rows)


class _Sheet:
    """One reading: errors are collected, so that a person mends them all at once."""

    def __init__(self, period: Period, organs: Sequence[Organ], own: Organ | None) -> None:
        self.period = period
        self.own = own
        self.items = {plain(one.heading): one for one in items_of_all(organs, period)}
        self.organs = {
            key: one for one in organs for key in (one.short_name, one.name, one.credit_code)
        }
        self.errors: list[CellError] = []
        self.entries: list[Entry] = []
        self.seen: dict[tuple[int, str, int | None], int] = {}

    def read(self, rows: Sequence[Row]) -> list[Entry]:
        at, headings = self._head(rows)
        body = rows[at + 1 :]
        by_month = layout.ITEM in headings
        self._know(rows[at][0], headings, by_month)
        if self.errors:
            raise SheetRefused(self.errors)
        for number, cells in body:
            texts = dict(zip(headings, cells, strict=False))
            if by_month:
                self._item_row(number, texts)
            else:
                self._unit_row(number, texts)
        if not self.entries and not self.errors:
            self._wrong(rows[at][0], "", "没有填写任何数。没有发生的，请填 0。")
        if self.errors:
            raise SheetRefused(self.errors)
        return self.entries

    def _head(self, rows: Sequence[Row]) -> tuple[int, list[str]]:
        for at, (_, cells) in enumerate(rows[: layout.HEAD_WITHIN]):
            headings = [plain(one) for one in cells]
            if layout.ITEM in headings or self.items.keys() & set(headings):
                return at, headings
        said = "没有找到表头。表头应有“项目”和各月，或者“单位”和各项目；请用下载的模板填写。"
        raise SheetRefused([CellError(1, "", said)])

    def _know(self, number: int, headings: Sequence[str], by_month: bool) -> None:
        """Headings nobody knows, and headings that stand twice."""
        known = {layout.UNIT, layout.CODE, layout.EVIDENCE}
        known |= {layout.ITEM, layout.MEASURE, layout.WHOLE_YEAR, *layout.MONTHS} if by_month else {
            layout.MONTH, *self.items
        }  # fmt: skip
        for heading in dict.fromkeys(one for one in headings if one):
            if heading not in known:
                self._wrong(number, heading, "不认识这一列。请用下载的模板填写，不要改动表头。")
            elif headings.count(heading) > 1:
                self._wrong(number, heading, "这一列出现了两次。")

    def _item_row(self, number: int, texts: dict[str, str]) -> None:
        item = self.items.get(plain(texts.get(layout.ITEM, "")))
        organ = self._organ(number, texts)
        if item is None:
            named = texts.get(layout.ITEM, "")[:30]
            said = f"没有“{named}”这个填报项目。" if named else "没有写项目。"
            self._wrong(number, layout.ITEM, said)
            return
        for heading, month in (*layout.MONTHS.items(), (layout.WHOLE_YEAR, None)):
            if organ is not None:
                self._take(number, heading, organ, item, month, texts)

    def _unit_row(self, number: int, texts: dict[str, str]) -> None:
        organ = self._organ(number, texts)
        try:
            month = layout.month_of(texts.get(layout.MONTH, ""))
        except ValueError:
            written = texts[layout.MONTH][:20]
            self._wrong(number, layout.MONTH, f"“{written}”不是月份，应写 1 至 12，或者“全年”。")
            return
        for heading, item in self.items.items():
            if organ is not None:
                self._take(number, heading, organ, item, month, texts)

    def _organ(self, number: int, texts: dict[str, str]) -> Organ | None:
        for heading in (layout.CODE, layout.UNIT):
            named = texts.get(heading, "").strip()
            if named:
                found = self.organs.get(named) or self.organs.get(named.upper())
                if found is None:
                    self._wrong(
                        number, heading, f"没有“{named[:40]}”这个单位，或者没有为它填报的权限。"
                    )
                return found
        if self.own is None:
            self._wrong(number, layout.UNIT, "没有写单位。请写单位名称或者统一社会信用代码。")
        return self.own

    def _take(
        self,
        number: int,
        heading: str,
        organ: Organ,
        item: Item,
        month: int | None,
        texts: dict[str, str],
    ) -> None:
        written = texts.get(heading, "").strip()
        if not written:
            return
        value = figure_of(written)
        if value is None:
            self._wrong(
                number,
                heading,
                f"“{written[:20]}”不是数。没有发生的填 0，没有填报的留空。",
            )
            return
        said = Said(item.cell, value, month, texts.get(layout.EVIDENCE, "")[:300])
        place = organ.pk, item.cell, month
        allowed = {one.cell for one in items_of(organ, self.period)}
        if item.cell not in allowed:
            self._wrong(number, heading, f"{organ.short_name}不填报这一项，请留空。")
        elif fault := fault_of(organ, self.period, said, Source.SHEET):
            self._wrong(number, heading, fault)
        elif place in self.seen:
            self._wrong(
                number, heading, f"与第 {self.seen[place]} 行重复：同一单位、同一时间、同一项目。"
            )
        else:
            self.entries.append(Entry(number, heading, item.heading, organ, said))
        self.seen.setdefault(place, number)

    def _wrong(self, row: int, column: str, message: str) -> None:
        if len(self.errors) <= layout.MOST_ERRORS:
            self.errors.append(CellError(row, column, message))


def figure_of(text: str) -> Decimal | None:
    """The number somebody wrote: 1,234.50, １２, 0.30000000000000004 (a sum's dust). None: not a number."""
    said = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if len(said) > layout.LONGEST_FIGURE or not re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?", said):
        return None
    value = Decimal(said)
    rounded = value.quantize(CENT)
    return rounded if abs(value - rounded) < DUST else value
