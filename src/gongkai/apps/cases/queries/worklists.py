"""工作清单: which cases wait for what, a page at a time by key, counted to a bound: as quick among a million.

Callers say which organs (`organs`, from `organs.access.reach`); nothing here asks who looks.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.apps.cases.models import Case, Party, PartyRole
from gongkai.apps.cases.standing import OPEN
from gongkai.domain.working_days import Calendar

PAGE = 50
# A list longer than this is shown as 999+: nobody works through it by its number.
MOST_COUNTED = 999
ENDED = frozenset(("served", "withdrawn", "correction_abandoned", "payment_abandoned"))
NEAR = (1, 3, 5)  # working days


@dataclass(frozen=True)
class Worklist:
    """One list. `states`: of the machine; `near`: due within so many working days; `late`: past its day;
    `undelivered`: also cases, of whatever state, whose answer came back."""

    key: str
    label: str
    states: frozenset[str] = frozenset()
    near: int | None = None
    late: bool = False
    consulting: bool = False
    joined: bool = False
    undelivered: bool = False

    @property
    def by_day(self) -> bool:
        """Whether what is due first stands first; else the newest."""
        return bool(self.near or self.late or self.states & OPEN)


WORKLISTS = {
    one.key: one
    for one in (
        Worklist("overdue", "已逾期", late=True),
        Worklist("due-1", "1个工作日内到期", near=1),
        Worklist("due-3", "3个工作日内到期", near=3),
        Worklist("due-5", "5个工作日内到期", near=5),
        Worklist("to-confirm", "待确认收到", frozenset(("arrived",))),
        Worklist("to-assign", "待交办", frozenset(("received",))),
        Worklist(
            "handling",
            "办理中",
            frozenset(("handling", "extended", "asking_reasons", "charging", "replying_again")),
        ),
        Worklist("correcting", "补正中", frozenset(("correcting",))),
        Worklist("consulting", "征求意见中", OPEN, consulting=True),
        Worklist("to-review", "待审核", frozenset(("to_review",))),
        Worklist("to-serve", "待送达", frozenset(("decided",)), undelivered=True),
        Worklist("to-archive", "待归档", ENDED),
        Worklist("open", "全部在办", OPEN),
        Worklist("joined", "已并入他件", joined=True),
        Worklist("all", "全部申请"),
    )
}


@dataclass(frozen=True)
class Cursor:
    """The last row seen: its day (None where it has none) and its key."""

    day: dt.date | None
    pk: int

    def __str__(self) -> str:
        return f"{self.day.isoformat() if self.day else ''}_{self.pk}"


def read_cursor(text: str) -> Cursor | None:
    """A cursor from an address; None where it is none."""
    day, mark, pk = text.partition("_")
    if not mark or not (pk.isascii() and pk.isdigit()) or len(pk) > 18:
        return None
    try:
        return Cursor(dt.date.fromisoformat(day) if day else None, int(pk))
    except ValueError:
        return None


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `organs` None: every organ's. `who`: a digest by `sealing.match("name", …)`."""

    worklist: Worklist
    organs: frozenset[int] | None = None
    handler: int | None = None
    state: str = ""
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    who: str = ""
    number: str = ""


@dataclass(frozen=True)
class ListPage:
    """`rows` as many as a page holds; `onward` begins the next page, None at the end."""

    rows: tuple[Case, ...]
    onward: Cursor | None


def _scoped(wanted: Wanted) -> QuerySet[Case]:
    rows = Case.objects.all()
    if wanted.organs is not None:
        rows = rows.filter(organ_id__in=wanted.organs)
    if wanted.handler is not None:
        rows = rows.filter(handler_id=wanted.handler)
    return rows


def _listed(wanted: Wanted, today: dt.date, calendar: Calendar) -> QuerySet[Case]:
    rows, one = _scoped(wanted), wanted.worklist
    if one.joined:
        # As a range the few that are joined are found by their index; "is not null" reads every row.
        return rows.filter(pk__in=Case.objects.filter(joined_into_id__gt=0).values("pk"))
    if one.key == "all":
        return rows
    # The same as not being joined; by that column's index nearly every case would be read.
    rows = rows.filter(counted=True)
    if wanted.handler is not None and (one.late or one.near):
        rows = rows.filter(state__in=sorted(OPEN))  # the index of a person's cases goes by state
    if one.late:
        return rows.filter(next_due_on__lt=today)
    if one.near:
        return rows.filter(
            next_due_on__gte=today, next_due_on__lte=working_day(today, one.near, calendar)
        )
    rows = rows.filter(pk__in=_in_states(one)) if one.undelivered else (
        rows.filter(state__in=sorted(one.states)))  # fmt: skip
    if one.consulting:
        # Found first by their own index: by their states every case would be read.
        rows = rows.filter(pk__in=Case.objects.filter(consulting__gt=0).values("pk"))
    return rows


def _in_states(one: Worklist) -> QuerySet[Case, dict[str, Any]]:
    """Keys of the cases in a list's states, and of those whose answer came back: each by its own index."""
    few = Case.objects.order_by().filter(state__in=sorted(one.states)).values("pk")
    if not one.undelivered:
        return few
    return few.union(Case.objects.order_by().filter(undelivered=True).values("pk"))


def working_day(today: dt.date, number: int, calendar: Calendar) -> dt.date:
    """The n-th working day after today."""
    day = today
    for _ in range(number):
        day = calendar.next_working_day(day)
    return day


def _filtered(rows: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.since:
        rows = rows.filter(received_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(received_on__lte=wanted.until)
    if wanted.number:
        rows = rows.filter(number=wanted.number)
    if wanted.who:
        found = Party.objects.filter(name_match=wanted.who, removed_at=None)
        rows = rows.filter(pk__in=found.values("case_id"))
    return rows


def cases_wanted(wanted: Wanted, today: dt.date, calendar: Calendar) -> QuerySet[Case]:
    """Every case asked for, in no order."""
    return _filtered(_listed(wanted, today, calendar), wanted)


def list_page(
    wanted: Wanted, after: Cursor | None, today: dt.date, calendar: Calendar, size: int = PAGE
) -> ListPage:
    """A page of at most `size` rows after a cursor, in at most two queries; one a state where the newest come first."""
    rows = cases_wanted(wanted, today, calendar).select_related("organ", "handler")
    made: list[Case] = []
    if not wanted.worklist.by_day:
        if after is not None:
            rows = rows.filter(pk__lt=after.pk)
        one_state = [
            replace(wanted, worklist=replace(wanted.worklist, states=frozenset((state,))))
            for state in sorted(wanted.worklist.states)
        ]
        # Of several states each is asked by its own index: where few wait, a search for the newest of
        # them all would read every case that was ever put away.
        for one in one_state or [wanted]:
            found = cases_wanted(one, today, calendar).select_related("organ", "handler")
            if after is not None:
                found = found.filter(pk__lt=after.pk)
            made += found.order_by("-pk")[: size + 1]
        made = sorted(made, key=lambda one: one.pk, reverse=True)[: size + 1]
    else:
        if after is None or after.day is not None:
            dated = rows.filter(next_due_on__isnull=False)
            if after is not None:
                later = Q(next_due_on__gt=after.day) | Q(next_due_on=after.day, pk__gt=after.pk)
                dated = dated.filter(later, next_due_on__gte=after.day)
            made = list(dated.order_by("next_due_on", "pk")[: size + 1])
        if len(made) <= size and not (wanted.worklist.near or wanted.worklist.late):
            # What waits for somebody else has no day of ours: it stands after what has one.
            # Found first by their states' index: in the order of keys the archive would be read.
            few = _in_states(wanted.worklist)
            plain = rows.filter(next_due_on__isnull=True, pk__in=few)
            if after is not None and after.day is None:
                plain = plain.filter(pk__gt=after.pk)
            made += plain.order_by("pk")[: size + 1 - len(made)]
    last = made[size - 1] if len(made) > size else None
    onward = None
    if last is not None:
        onward = Cursor(last.next_due_on if wanted.worklist.by_day else None, last.pk)
    return ListPage(tuple(made[:size]), onward)


def counted(rows: QuerySet[Case]) -> int:
    """How many, but not more than one above MOST_COUNTED: reading stops there."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def counts(wanted: Wanted, today: dt.date, calendar: Calendar) -> dict[str, int]:
    """The number of every worklist, for the organs and the person of `wanted`."""
    plain = Wanted(wanted.worklist, organs=wanted.organs, handler=wanted.handler)
    return {
        key: counted(cases_wanted(replace(plain, worklist=one), today, calendar))
        for key, one in WORKLISTS.items()
        if key not in ("all", "open", "joined")
    }


def applicants(cases: tuple[Case, ...]) -> dict[int, Party]:
    """The first applicant of each case, in one query."""
    found = Party.objects.filter(
        case_id__in=[one.pk for one in cases], role=PartyRole.APPLICANT, removed_at=None
    )
    made: dict[int, Party] = {}
    for one in found.order_by("order", "id"):
        made.setdefault(one.case_id, one)
    return made
