"""What a check says: one code, one kind, one severity, the figures, the place, the ground."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is. Order of the members is the order of display."""

    ERROR = "error"  # wrong, or against the format
    WARNING = "warning"  # very likely wrong, or must be explained
    NOTICE = "notice"  # worth a look

    @property
    def label(self) -> str:
        return {"error": "错误", "warning": "警告", "notice": "提示"}[self.value]


class Kind(StrEnum):
    """What a finding is about; the names are fixed for other programs."""

    SUM = "sum"
    BALANCE = "balance"
    CARRY_OVER = "carry-over"
    STOCK = "stock"
    AGGREGATION = "aggregation"
    TEXT_TABLE = "text-table"
    TEXT_TEXT = "text-text"
    SHAPE = "shape"
    VALUE = "value"
    SCOPE = "scope"
    STRUCTURE = "structure"
    PERIOD = "period"
    FEE = "fee"
    WORDING = "wording"
    SIMILARITY = "similarity"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self.value]


_KIND_LABELS = {
    "sum": "合计",
    "balance": "勾稽关系",
    "carry-over": "结转衔接",
    "stock": "文件存量",
    "aggregation": "汇总",
    "text-table": "文表不符",
    "text-text": "前后矛盾",
    "shape": "表格错位",
    "value": "单元格取值",
    "scope": "职权范围",
    "structure": "结构要素",
    "period": "统计期限",
    "fee": "信息处理费",
    "wording": "文字",
    "similarity": "雷同",
}


@dataclass(frozen=True)
class Quote:
    """Words of the report that a finding rests on.

    `section` is "title", "preface", "一" … "六", "signature", or, for last year's report or a
    subordinate organ's, the same with a prefix ("previous:一"). `start` and `end` are offsets in
    that section's text (`AnnualReport.text_of(section)`), None where the words are not in the prose.
    """

    section: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Alternative:
    """One possible repair: cells and the values that would satisfy every equation. None is chosen."""

    cells: Mapping[str, Decimal]
    explanation: str


@dataclass(frozen=True)
class Finding:
    """One fact that is wrong, or must be looked at. One fact gives one finding."""

    code: str
    kind: Kind
    severity: Severity
    message: str
    basis: str
    cells: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    suggestion: str = ""
    # Sentences that prove it: failing equations with their figures, the raw row, the readings tried.
    evidence: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = field(default=())
    # Set when a person has looked at it and explained it (the `--explained` file).
    explanation: str | None = None
