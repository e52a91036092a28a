"""表三 of an organ, or of several, for a year: counted from `Figures`, each number with its cases.

A case stands in a year when it was received by its last day and not closed before its first. So each is either
new or carried in, and either closed in one row or carried out: the form's equations hold by construction.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.fields import BooleanField

from gongkai.apps.cases.models import Figures
from gongkai.domain.cases import outcomes
from gongkai.domain.reports.forms import Form, form_for_year

FIRST_YEAR, LAST_YEAR = 2019, 2100  # the form of 2019 is the first that counts so


class NoForm(ValueError):
    """There is no form for this year; the message is a sentence."""


@dataclass(frozen=True)
class Period:
    """A report year, and what was known: `as_of` None is now, else what stood recorded at that moment."""

    year: int
    as_of: dt.datetime | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise NoForm(
                f"{self.year}年没有统一的年报格式，台账自{FIRST_YEAR}年度开始，请换一个年度。"
            )

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, 12, 31)

    @property
    def form(self) -> Form:
        return form_for_year(self.year)

    @property
    def known(self) -> Q:
        """Rows as recorded now, or as they stood recorded at the moment."""
        known, *more = self.known_parts
        for one in more:
            known |= one
        return known

    @property
    def known_parts(self) -> tuple[Q, ...]:
        """`known` in parts without a row in common: those that still stand, those that stood then.

        Asked one by one each reads an index of its own; asked together the database reads every row there ever was.
        """
        if self.as_of is None:
            return (Q(until=None),)
        return (
            Q(until=None, since__lte=self.as_of),
            Q(until__gt=self.as_of, since__lte=self.as_of),
        )


@dataclass(frozen=True)
class Counted:
    """One case as the year counts it; `rows` are the rows of 表三 it stands in, `column` its applicant."""

    case_id: int
    organ_id: int
    number: str
    rows: tuple[str, ...]
    column: str
    received_on: dt.date
    closed_on: dt.date | None
    outcome: str


def standing_in(organs: Collection[int], period: Period) -> QuerySet[Figures]:
    """The figures of every case that the year's 表三 counts, with `is_new` and `is_closed`.

    Received in the year; or carried in and closed since; or carried in and still open.
    """
    first, last = period.first, period.last
    rows = _known(organs, period)
    new = Q(received_on__gte=first, received_on__lte=last)
    carried_in = Q(received_on__lt=first) & (Q(closed_on__gte=first) | Q(closed_on=None))
    return rows.filter(new | carried_in).annotate(
        is_new=_flag(Q(received_on__gte=first)),
        is_closed=_flag(Q(closed_on__isnull=False, closed_on__lte=last)),
    )


def _known(organs: Collection[int], period: Period) -> QuerySet[Figures]:
    rows = Figures.objects.filter(organ_id__in=organs, counted=True)
    first, *more = [rows.filter(one).order_by() for one in period.known_parts]
    if not more:
        return first
    pks = first.values("pk").union(*(one.values("pk") for one in more), all=True)
    return Figures.objects.filter(pk__in=pks)


def _flag(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def table_three(organs: Collection[int], period: Period) -> dict[str, int]:
    """Every cell `t3.<row>.<column>` of the year's form, zeros too, over all of these organs."""
    counts: Counter[str] = Counter()
    for one in tables_three(organs, period).values():
        counts.update(one)
    return {cell: counts[cell] for cell in period.form.cells_of("t3")}


def tables_three(organs: Collection[int], period: Period) -> dict[int, Counter[str]]:
    """Organ → its cells of 表三 that are not zero; organs without any are left out.

    Three grouped queries, six for an earlier moment, each over a range of an index: the cost grows with the year's
    cases and with what changed since the moment, not with all cases, and not with the number of organs.
    """
    first, last = period.first, period.last
    rows = Figures.objects.filter(organ_id__in=organs, counted=True).order_by()
    standings = (
        (True, Q(received_on__gte=first, received_on__lte=last)),
        (False, Q(closed_on__gte=first, received_on__lt=first)),
        (False, Q(closed_on=None, received_on__lt=first)),
    )
    parts = [
        (is_new, rows.filter(known, standing))
        for known in period.known_parts
        for is_new, standing in standings
    ]
    is_closed = _flag(Q(closed_on__isnull=False, closed_on__lte=last))
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for is_new, part in parts:
        groups = part.annotate(is_closed=is_closed).values(
            "organ_id", "applicant_kind", "outcome", "is_closed"
        )
        for one in groups.annotate(number=Count("pk")):
            counts = found[one["organ_id"]]
            for row in rows_of(one["outcome"], is_new, one["is_closed"], period):
                counts[f"t3.{row}.{one['applicant_kind']}"] += one["number"]
                counts[f"t3.{row}.total"] += one["number"]
    return dict(found)


def rows_of(outcome: str, is_new: bool, is_closed: bool, period: Period) -> tuple[str, ...]:
    """The rows that count a case: where it comes from, and what became of it."""
    origin = "new" if is_new else "carried_in"
    if not is_closed:
        return origin, "carried_out"
    return origin, outcomes()[outcome].row_in(period.year), "total"


def counted_in(organs: Collection[int], period: Period) -> Iterator[Counted]:
    """Every case of the year's 表三 once, in the order of the register. One query, read as it comes."""
    found = (
        standing_in(organs, period)
        .order_by("organ_id", "case_id")
        .values_list(
            "case_id", "organ_id", "case__number", "applicant_kind", "received_on", "closed_on", "outcome",
            "is_new", "is_closed",
        )
    )  # fmt: skip
    for pk, organ, number, column, received, closed, outcome, is_new, is_closed in found.iterator(
        2000
    ):
        rows = rows_of(outcome, is_new, is_closed, period)
        yield Counted(
            pk, organ, number, rows, column, received, closed if is_closed else None, outcome
        )


def numbers_behind(organs: Collection[int], period: Period) -> Mapping[str, list[str]]:
    """The case numbers behind every cell that is not zero, totals included."""
    behind: dict[str, list[str]] = defaultdict(list)
    for one in counted_in(organs, period):
        for row in one.rows:
            behind[f"t3.{row}.{one.column}"].append(one.number)
            behind[f"t3.{row}.total"].append(one.number)
    return behind


def figures_behind(organs: Collection[int], period: Period, cell: str) -> QuerySet[Figures]:
    """The figures behind one cell, for a list that is turned page by page. KeyError for another cell."""
    if cell not in period.form.cell_set or not cell.startswith("t3."):
        raise KeyError(cell)
    _, _, rest = cell.partition(".")
    row, _, column = rest.rpartition(".")
    rows = standing_in(organs, period).order_by("organ_id", F("case_id"))
    if column != "total":
        rows = rows.filter(applicant_kind=column)
    if row in ("new", "carried_in"):
        return rows.filter(is_new=row == "new")
    if row in ("total", "carried_out"):
        return rows.filter(is_closed=row == "total")
    codes = [code for code, one in outcomes().items() if one.row_in(period.year) == row]
    return rows.filter(is_closed=True, outcome__in=codes)
