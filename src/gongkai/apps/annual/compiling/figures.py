"""What a compiled figure is. Blank is not zero: a figure nobody has stated has no value."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.apps.cases.queries.ledger import Period


@dataclass(frozen=True)
class Behind:
    """One row behind a figure: `kind` and `pk` name the record, `amount` is what it adds.

    `kind`: normative, statement, case, remedy; of a sum unit, and joint (a joint document taken away).
    """

    kind: str
    pk: int
    label: str
    on: dt.date | None
    amount: Decimal = Decimal(1)


def nothing() -> Iterable[Behind]:
    return ()


@dataclass(frozen=True, slots=True)  # a city has a hundred thousand of them
class Figure:
    """One cell. `source`: ledger, stated, handed_in (kept elsewhere), report (as the unit handed its report
    in), law (cannot be otherwise), sum, missing."""

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


def together(cell: str, figures: Sequence[Figure]) -> Figure:
    """The figures of the organs that one unit reports for; a blank of one of them is no number."""
    held = [one for one in figures if one.value is not None]
    if not held or len(figures) == 1:
        return held[0] if held else figures[0]
    value = sum((one.value or Decimal(0) for one in held), Decimal(0))
    sources = {one.source for one in held}
    source = next(one for one in ("handed_in", "stated", "ledger", "law") if one in sources)

    def behind() -> Iterable[Behind]:
        for one in held:
            yield from one.behind()

    notes = dict.fromkeys(one.note for one in held if one.note)
    return Figure(cell, value.normalize() + 0, source, behind, "".join(notes))
