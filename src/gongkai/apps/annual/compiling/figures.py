"""What a compiled figure is. Blank is not zero: a figure nobody has stated has no value."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.cases.queries.ledger import Period


@dataclass(frozen=True)
class Behind:
    """One row behind a figure: `kind` and `pk` name the record, `amount` is what it adds."""

    kind: str  # normative, statement, case, remedy
    pk: int
    label: str
    on: dt.date | None
    amount: Decimal = Decimal(1)


def nothing() -> Iterable[Behind]:
    return ()


@dataclass(frozen=True)
class Figure:
    """One cell. `source`: ledger, stated, handed_in (kept elsewhere), law (cannot be otherwise), sum, missing."""

    cell: str
    value: Decimal | None
    source: str
    behind: Callable[[], Iterable[Behind]] = nothing
    note: str = ""


@dataclass(frozen=True)
class Scope:
    """Whose figures, of which year, as known when. `organs`: ids whose records count for this unit."""

    organs: frozenset[int]
    period: Period
    may_make_rules: bool = False  # 规章: 设区的市 and above only (立法法)

    @property
    def moment(self) -> dt.datetime | None:
        return self.period.as_of
