"""Numbers of one year for its pictures: months, results, days to answer, what was published where.

Every question is one grouped query, whatever the number of organs and cases.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth

from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Event, Figures
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.models import Column
from gongkai.apps.disclosure.queries.counts import CLASSES, published_in
from gongkai.domain.cases import outcomes
from gongkai.domain.law import parameter
from gongkai.domain.reports.forms.measures import measure

ONE_DAY = dt.timedelta(days=1)
GROUPS = ("granted", "partial", "refused", "unable", "declined", "other")
# Letters that answer an application; the others end it without an answer (逾期不补正, 撤回 …).
ANSWERS = "N14"


@dataclass(frozen=True)
class Months:
    """Twelve numbers each: received; closed by group of results. Cases are those that 表三 counts."""

    received: tuple[int, ...]
    closed: Mapping[str, tuple[int, ...]]


def months_of(organs: Collection[int], period: Period) -> Months:
    """By the month of receipt, and by the month of closing and result. Two queries."""
    rows = Figures.objects.filter(period.known, organ_id__in=organs, counted=True).order_by()
    received: Counter[int] = Counter()
    new = rows.filter(received_on__gte=period.first, received_on__lte=period.last)
    for month, number in new.annotate(month=ExtractMonth("received_on")).values_list(
        "month", Count("pk")
    ):
        received[month] += number
    group_of = _groups(period)
    closed: dict[str, Counter[int]] = defaultdict(Counter)
    ended = rows.filter(
        closed_on__gte=period.first, closed_on__lte=period.last, received_on__isnull=False
    )
    for month, outcome, number in ended.annotate(month=ExtractMonth("closed_on")).values_list(
        "month", "outcome", Count("pk")
    ):
        closed[group_of[outcomes()[outcome].row_in(period.year)]][month] += number
    return Months(_twelve(received), {key: _twelve(closed[key]) for key in GROUPS})


def _groups(period: Period) -> dict[str, str]:
    """Row of 表三 → the group of results it belongs to."""
    return {
        cell.split(".", 1)[1].rpartition(".")[0]: key
        for key in GROUPS
        for cell in measure(key).cells[period.form.key]
    }


def _twelve(counted: Counter[int]) -> tuple[int, ...]:
    return tuple(counted[month] for month in range(1, 13))


@dataclass(frozen=True)
class Answered:
    """On which day of its clock a case was answered → how many; those whose clock began anew apart.

    The day is that of the case's own clock: interruptions of the law do not count. `limit`: working days.
    """

    days: Mapping[int, int]
    extended: Mapping[int, int]
    unknown: int
    late: int
    limit: int

    @property
    def number(self) -> int:
        return sum(self.days.values()) + sum(self.extended.values())


def answered_in(organs: Collection[int], period: Period) -> Answered:
    """Answers of the year by the day of the clock. Three queries."""
    limit = int(str(parameter("reply_period", on=period.last).value))
    rows = Case.objects.filter(
        organ_id__in=organs, kind="application", counted=True,
        closed_on__gte=period.first, closed_on__lte=period.last, received_on__isnull=False,
    ).order_by()  # fmt: skip
    rows = rows.filter(_answers())
    granted = _extensions(rows.filter(extended=True).values("pk"))
    fields = ("closed_on", "due_on", "late_by")
    plain = rows.filter(extended=False).values(*fields).annotate(number=Count("pk"))
    more = rows.filter(extended=True).values("pk", *fields)
    found = [*plain, *more]
    worked = _working_days(one[name] for one in found for name in fields[:2])
    days: Counter[int] = Counter()
    extended: Counter[int] = Counter()
    unknown = late = 0
    for one in found:
        closed, due, late_by = (one[name] for name in fields)
        number = one.get("number", 1)
        left = max(worked[due] - worked[closed], 0) if due is not None else 0
        day = limit + granted.get(one.get("pk", 0), 0) + (late_by or 0) - left
        if due is None or day < 0:
            unknown += number
            continue
        late += number if late_by else 0
        (extended if "pk" in one else days)[day] += number
    return Answered(days, extended, unknown, late, limit)


def _answers() -> Q:
    """Cases whose result is an answer."""
    found = Q()
    for code, outcome in outcomes().items():
        held = [one.key for one in outcome.variants if one.letter.startswith(ANSWERS)]
        if held:
            found |= Q(outcome=code, variant__in=held)
    return found


def _working_days(asked: Iterable[dt.date | None]) -> dict[dt.date, int]:
    """Day → how many working days there were up to it, over all days between those asked for. One query."""
    days = {one for one in asked if one is not None}
    if not days:
        return {}
    _, calendar = law_in_use()
    made, counted, day = {}, 0, min(days)
    last = max(days)
    while day <= last:
        counted += calendar.is_working(day)
        made[day] = counted
        day += ONE_DAY
    return made


def _extensions(cases: object) -> dict[int, int]:
    """Case → the working days its reply was extended by; a corrected record takes the place of the wrong one."""
    rows = Event.objects.filter(kind="extend", case_id__in=cases).order_by("id")
    return {
        case: int(facts.get("days") or 0) for case, facts in rows.values_list("case_id", "facts")
    }


def published_by_column(organs: Collection[int], year: int) -> list[tuple[str, int]]:
    """(column, items first published in the year), the most first; a column is one for all organs. Two queries."""
    kinds = [kind for one in CLASSES for kind in one.kinds]
    found = published_in(organs, year, kinds).order_by().values("column__code")
    counted: Counter[str] = Counter()
    for code, number in found.annotate(number=Count("pk")).values_list("column__code", "number"):
        counted["/".join(code.split("/")[:2])] += number
    names: dict[str, str] = {}
    rows = Column.objects.filter(code__in=list(counted)).order_by("-organ_id")
    for code, name in rows.values_list("code", "name"):
        names[code] = name
    named: Counter[str] = Counter()
    for code, number in counted.items():  # columns of one name in two branches are one to a reader
        named[names.get(code, code)] += number
    return sorted(named.items(), key=lambda one: (-one[1], one[0]))


def published_by_organ(organs: Mapping[int, str], year: int) -> list[tuple[str, int]]:
    """(organ, items first published in the year), the most first, those with none too. One query."""
    kinds = [kind for one in CLASSES for kind in one.kinds]
    found = published_in(list(organs), year, kinds).order_by().values("organ_id")
    counted = dict(found.annotate(number=Count("pk")).values_list("organ_id", "number"))
    rows = [(name, int(counted.get(pk, 0))) for pk, name in organs.items()]
    return sorted(rows, key=lambda one: -one[1])
