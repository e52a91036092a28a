"""Small bar charts of two years, as figures for SVG. The table beside them holds every number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.reports.annual_report import AnnualReport, format_number

# Units of the SVG's own grid.
WIDTH = 384
LABEL = 104
VALUE = 88
BAR = 13
ROW = 44
_ROOM = WIDTH - LABEL - VALUE


@dataclass(frozen=True)
class Bar:
    """One bar and the words at its end. `width` is 0 where there is no number."""

    year: str  # "then" or "now"
    y: int
    width: float
    text: str

    @property
    def text_x(self) -> float:
        return LABEL + self.width + 6

    @property
    def text_y(self) -> int:
        return self.y + BAR - 2


@dataclass(frozen=True)
class Pair:
    label: str
    y: int
    bars: tuple[Bar, Bar]

    @property
    def label_y(self) -> int:
        return self.y + BAR + 5


@dataclass(frozen=True)
class Chart:
    title: str
    description: str
    pairs: tuple[Pair, ...]

    width = WIDTH
    label_x = LABEL - 10
    axis_x = LABEL
    bar = BAR

    @property
    def height(self) -> int:
        return ROW * len(self.pairs)


# Title, and for each pair of bars its label and the cells that are added up.
_Line = tuple[str, tuple[str, ...]]
_RESULTS = ("granted", "partial", "refused", "unable", "declined", "other")


def charts(old: AnnualReport, new: AnnualReport) -> list[Chart]:
    """申请 by stage, results by group, remedies; one that holds no number above zero is left out."""
    made = [_chart(title, lines, old, new) for title, lines in _plan(new)]
    return [one for one in made if one is not None]


def _plan(report: AnnualReport) -> list[tuple[str, list[_Line]]]:
    totals = [row.cells[-1] for row in report.form.table3]
    by_group: list[_Line] = [
        (label, tuple(cell for cell in totals if cell.split(".")[1] == group))
        for group, label in zip(
            _RESULTS,
            ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"),
            strict=True,
        )
    ]
    return [
        (
            "政府信息公开申请（件）",
            [
                ("本年新收", ("t3.new.total",)),
                ("上年结转", ("t3.carried_in.total",)),
                ("本年办结", ("t3.total.total",)),
                ("结转下年", ("t3.carried_out.total",)),
            ],
        ),
        ("办理结果（件）", [(label, cells) for label, cells in by_group if cells]),
        (
            "行政复议、行政诉讼（件）",
            [
                ("行政复议", ("t4.review.total",)),
                ("直接起诉", ("t4.direct.total",)),
                ("复议后起诉", ("t4.after_review.total",)),
            ],
        ),
    ]


def _chart(
    title: str, lines: Sequence[_Line], old: AnnualReport, new: AnnualReport
) -> Chart | None:
    numbers = [(label, _sum(old, cells), _sum(new, cells)) for label, cells in lines]
    largest = max((one or Decimal(0) for _, *both in numbers for one in both), default=Decimal(0))
    if largest <= 0:
        return None
    pairs = tuple(
        Pair(
            label,
            row * ROW,
            (
                _bar("then", row * ROW + 2, then, largest),
                _bar("now", row * ROW + 4 + BAR, now, largest),
            ),
        )
        for row, (label, then, now) in enumerate(numbers)
    )
    said = "；".join(
        f"{label}上年{_words(then)}，本年{_words(now)}" for label, then, now in numbers
    )
    return Chart(title, said, pairs)


def _bar(year: str, y: int, number: Decimal | None, largest: Decimal) -> Bar:
    width = 0.0 if number is None else round(float(max(number, Decimal(0)) / largest) * _ROOM, 1)
    return Bar(year, y, width, _words(number))


def _words(number: Decimal | None) -> str:
    return "没有数字" if number is None else format_number(number)


def _sum(report: AnnualReport, cells: Sequence[str]) -> Decimal | None:
    """The sum; None where a cell has no number: a blank is not a zero."""
    found = [report.number(cell) if cell in report.form.cell_set else None for cell in cells]
    known = [one for one in found if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) and found else None
