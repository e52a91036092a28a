"""Who reports in a year: the newest frozen list of a government, or the tree as it stood at the year's end.

Without a frozen list the tree of today decides, with what was recorded of merged organs by the moment; a
report of a government is signed over a frozen list only.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.apps.annual.models import ReportKind, Unit, UnitList
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Level, Organ, OrganKind

# Governments that may make 规章 (立法法 Art. 91, 93): province and city divided into districts.
RULE_MAKERS = (Level.PROVINCE, Level.CITY)


@dataclass(frozen=True)
class UnitRow:
    """One unit: `kind` is the report of it that the sum takes. With a `successor` its own row is empty."""

    organ: Organ
    kind: str = ReportKind.OWN
    successor: Organ | None = None
    note: str = ""

    @property
    def key(self) -> tuple[int, str]:
        return self.organ.pk, self.kind


@dataclass(frozen=True)
class UnitPlan:
    """Who reports to a government. `absorbed`: organ → organs without a row of their own that it reports for."""

    government: Organ
    rows: tuple[UnitRow, ...]
    frozen: UnitList | None = None

    @property
    def reporting(self) -> tuple[UnitRow, ...]:
        return tuple(one for one in self.rows if one.successor is None)

    @property
    def absorbed(self) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for one in self.rows:
            if one.successor is not None:
                found[one.successor.pk].add(one.organ.pk)
        return {organ: frozenset(pks) for organ, pks in found.items()}

    def organs_of(self, row: UnitRow) -> frozenset[int]:
        """Whose records the unit's own report counts."""
        return frozenset((row.organ.pk,)) | self.absorbed.get(row.organ.pk, frozenset())


def frozen_list(government: Organ, period: Period) -> UnitList | None:
    """The list in force at the period's moment; None where none was frozen yet."""
    lists = UnitList.objects.filter(government=government, year=period.year)
    if period.as_of is not None:
        lists = lists.filter(frozen_at__lte=period.as_of)
    return lists.order_by("-id").first()


def plan_of(government: Organ, period: Period) -> UnitPlan:
    """The units of one government: frozen, or proposed. At most four queries."""
    return plans_of([government], period)[government.pk]


def plans_of(governments: Sequence[Organ], period: Period) -> dict[int, UnitPlan]:
    """As `plan_of`, for several governments in the same number of queries."""
    lists = UnitList.objects.filter(government__in=governments, year=period.year)
    if period.as_of is not None:
        lists = lists.filter(frozen_at__lte=period.as_of)
    newest = {one.government_id: one for one in lists.order_by("id")}
    rows: dict[int, list[UnitRow]] = defaultdict(list)
    units = Unit.objects.filter(units__in=newest.values()).select_related("organ", "successor")
    for one in units.order_by("id"):
        rows[one.units_id].append(UnitRow(one.organ, one.kind, one.successor, one.note))
    plans = {}
    open_ones = [one for one in governments if one.pk not in newest]
    tree = OrganTree.as_of(period.as_of) if open_ones else None
    for government in governments:
        held = newest.get(government.pk)
        if held is not None:
            plans[government.pk] = UnitPlan(government, tuple(rows[held.pk]), held)
        elif tree is not None:
            plans[government.pk] = UnitPlan(government, tree.proposed(government, period.year))
    return plans


def organs_reported_by(organ: Organ, period: Period) -> frozenset[int]:
    """Whose records an organ's own report counts: its own, and of those that it took over. Two to four queries."""
    unit = Unit.objects.filter(organ=organ, units__year=period.year)
    if period.as_of is not None:
        unit = unit.filter(units__frozen_at__lte=period.as_of)
    held = unit.order_by("-units_id").values_list("units__government_id", flat=True).first()
    if held is not None:
        newest = frozen_list(Organ(pk=held), period)
        rows = Unit.objects.filter(units=newest, successor=organ)
        return frozenset((organ.pk, *rows.values_list("organ_id", flat=True)))
    return OrganTree.as_of(period.as_of).taken_over_by(organ, period.last) | {organ.pk}


def proposed_units(government: Organ, year: int) -> Sequence[Organ]:
    """Organs that existed at the end of the year, or were abolished within it."""
    first = dt.date(year, 1, 1)
    return [
        one.organ
        for one in OrganTree.as_of(None).proposed(government, year)
        if one.organ.abolished_on is None or one.organ.abolished_on > first
    ]


def may_make_rules(organ: Organ) -> bool:
    """Whether the organ can have a number other than 0 for 规章."""
    return organ.kind == OrganKind.GOVERNMENT and organ.level in RULE_MAKERS


@dataclass(frozen=True)
class OrganTree:
    """All organs, and which mergers were not yet recorded at a moment. Two queries."""

    organs: Mapping[int, Organ]
    children: Mapping[int | None, Sequence[Organ]]
    unknown: frozenset[int]

    @classmethod
    def as_of(cls, moment: dt.datetime | None) -> "OrganTree":
        organs = {one.pk: one for one in Organ.objects.order_by("order", "pk")}
        children: dict[int | None, list[Organ]] = defaultdict(list)
        for one in organs.values():
            children[one.parent_id].append(one)
        later: Iterable[str] = ()
        if moment is not None:
            later = Entry.objects.filter(
                act="organ.abolish", subject_kind="Organ", at__gt=moment
            ).values_list("subject_id", flat=True)
        return cls(organs, children, frozenset(int(one) for one in later if one.isdigit()))

    def ended_on(self, organ: Organ) -> dt.date | None:
        """The first day without the organ, as far as it was recorded by the moment."""
        return None if organ.pk in self.unknown else organ.abolished_on

    def taken_over_by(self, organ: Organ, last: dt.date) -> frozenset[int]:
        """Organs that ended by `last` and whose duties this one has, also by way of a third."""
        return frozenset(
            one.pk for one in self.organs.values() if self.heir(one, last) == organ.pk
        ) - {organ.pk}

    def heir(self, organ: Organ, last: dt.date) -> int:
        """Who answers for the organ on `last`: itself while it stands."""
        seen = set()
        while organ.pk not in seen:
            seen.add(organ.pk)
            ended = self.ended_on(organ)
            if ended is None or ended > last or organ.successor_id is None:
                break
            organ = self.organs[organ.successor_id]
        return organ.pk

    def proposed(self, government: Organ, year: int) -> tuple[UnitRow, ...]:
        """The government's own organ first, then those below it.

        A government below, and a township with organs of its own, reports for all that is below it: its
        aggregate is the unit. Who was merged or abolished is reported for by whom its duties went to.
        """
        last = dt.date(year, 12, 31)
        found: list[tuple[Organ, str]] = []
        waiting = [self.organs[government.pk]]
        while waiting:
            organ = waiting.pop()
            sums = organ.pk != government.pk and self._sums(organ, last)
            if organ.founded_on is None or organ.founded_on <= last:
                found.append((organ, ReportKind.GOVERNMENT if sums else ReportKind.OWN))
            if not sums:
                waiting += reversed(self.children.get(organ.pk, ()))
        there = {one.pk for one, _ in found}
        rows = []
        for organ, kind in found:
            heir = self.heir(organ, last)
            successor = self.organs[heir] if heir != organ.pk and heir in there else None
            rows.append(UnitRow(organ, kind, successor))
        return tuple(rows)

    def _sums(self, organ: Organ, last: dt.date) -> bool:
        if organ.kind == OrganKind.GOVERNMENT:
            return True
        return organ.kind == OrganKind.TOWNSHIP and any(
            one.founded_on is None or one.founded_on <= last
            for one in self.children.get(organ.pk, ())
        )
