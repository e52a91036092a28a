"""表格导入: what a sheet would change, and taking it: every figure or none."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db import transaction
from django.db.models import Q

from gongkai.apps.annual.actions.stating import From, write_figures
from gongkai.apps.annual.models import Source, Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.said import Said, takes_decimals
from gongkai.apps.annual.sheets import Entry
from gongkai.apps.annual.units import proposed_units
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import reach, require
from gongkai.apps.organs.models import Organ, OrganKind


@dataclass(frozen=True)
class Planned:
    """One figure of the sheet beside what stands. `old` None: nothing was stated."""

    entry: Entry
    old: Decimal | None
    former: Statement | None
    decimals: int = 0

    @property
    def changes(self) -> bool:
        return self.former is None or self.old != self.entry.said.value


def organs_stating(actor: Actor, year: int) -> list[Organ]:
    """For whom the actor may state figures of this year, in the county's order."""
    reached = reach(actor, "figure.state")
    there: dict[int, Organ] = {}
    # A government below a government has a list of its own; in the list above it stands as one.
    tops = Organ.objects.filter(Q(parent=None) | Q(kind=OrganKind.GOVERNMENT))
    for government in tops.order_by("order", "pk"):
        there |= {one.pk: one for one in proposed_units(government, year)}
    return [one for one in there.values() if reached is None or one.pk in reached]


def latest_statements(organs: Iterable[int], year: int) -> list[Statement]:
    """What was stated last of every item and month, confirmed or not. One query."""
    rows = Statement.objects.filter(organ_id__in=set(organs), year=year, replaced_by=None)
    newest = {(one.organ_id, one.cell, one.month): one for one in rows.order_by("id")}
    return list(newest.values())


def held_values(organs: Iterable[int], year: int) -> dict[tuple[int, str, int | None], Decimal]:
    """(organ, item, month) → the number that was stated last."""
    return {
        (one.organ_id, one.cell, one.month): one.value
        for one in latest_statements(organs, year)
        if one.value is not None
    }


def plan_import(period: Period, entries: Sequence[Entry]) -> list[Planned]:
    """What taking these entries would change; nothing is stored."""
    organs = {one.organ.pk for one in entries}
    rows = {(r.organ_id, r.cell, r.month): r for r in latest_statements(organs, period.year)}
    made = []
    for one in entries:
        former = rows.get((one.organ.pk, one.said.cell, one.said.month))
        old = former.value if former else None
        decimals = 2 if takes_decimals(period, one.said.cell) else 0
        made.append(Planned(one, old, former, decimals))
    return made


def import_figures(
    actor: Actor,
    period: Period,
    entries: Sequence[Entry],
    *,
    name: str,
    data: bytes,
    amendment: str = "",
) -> list[Statement]:
    """导入: what differs from what stands becomes new rows, of every unit or of none.

    Each row names the file, its digest and the row of the sheet.
    """
    digest = hashlib.sha256(data).hexdigest()[:16]
    planned = [one for one in plan_import(period, entries) if one.changes]
    if not planned:
        raise Refused("表格里的数和已经填报的一样，没有要导入的。")
    origin = From(Source.SHEET, None, amendment)
    made: list[Statement] = []
    with transaction.atomic():
        ordered = sorted(planned, key=lambda one: one.entry.organ.pk)
        for _, group in groupby(ordered, key=lambda one: one.entry.organ.pk):
            entries_of = [one.entry for one in group]
            organ = entries_of[0].organ
            require(actor, "figure.state", organ.pk)
            said = [_said(one, name, digest) for one in entries_of]
            made += write_figures(actor, organ, period.year, said, origin)
    return made


def _said(entry: Entry, name: str, digest: str) -> Said:
    given = entry.said
    where = f"{name[:120]} 第{entry.row}行（SHA-256 {digest}）"
    evidence = f"{given.evidence[:120]}；{where}" if given.evidence else where
    return Said(given.cell, given.value, given.month, evidence)
