"""What was amended in a locked year: as a compilation lists it, and which cells each amendment moved."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.apps.annual.compiling.government import compile_own
from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.models import Statement
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.models import Amendment
from gongkai.domain.reports.forms import Form

# An act writes its facts and its amendment within this time.
ONE_ACT = dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Moved:
    """A cell before and after; None for a blank."""

    label: str
    before: str | None
    after: str | None


def amendments_in(organs: Collection[int], period: Period) -> QuerySet[Amendment]:
    """Amendments that touch these organs, and those of the whole county, recorded by the moment. One query."""
    rows = Amendment.objects.filter(Q(organ_id__in=organs) | Q(organ_id=None), year=period.year)
    if period.as_of is not None:
        rows = rows.filter(recorded_at__lte=period.as_of)
    return rows.order_by("id")


def moved_by(amendment: Amendment, organ: Organ | None) -> tuple[Moved, ...]:
    """Which cells of the organ's own report it moved.

    What was stated says it by itself (it counts from its confirmation); other facts by compiling just before and
    just after. Fourteen queries at most.
    """
    period = Period(amendment.year)
    if amendment.subject_kind == "Statement":
        return _stated(amendment, period.form)
    if amendment.subject_kind == "Adjustment":
        said = amendment.after or {}
        label = _label(str(said.get("cell", "")), period.form)
        return (Moved(f"{label}的结转调整", None, str(said.get("difference", ""))),)
    if organ is None:
        return ()
    at = amendment.recorded_at
    before = compile_own(organ, Period(amendment.year, at - ONE_ACT)).cells
    after = compile_own(organ, Period(amendment.year, at)).cells
    return tuple(
        Moved(period.form.label_of(cell), before[cell], value)
        for cell, value in after.items()
        if before[cell] != value
    )


def _stated(amendment: Amendment, form: Form) -> tuple[Moved, ...]:
    row = Statement.objects.filter(pk=int(amendment.subject_id)).first()
    if row is None:
        return ()
    before = (amendment.before or {}).get("value")
    label = _label(row.cell, form) + (f"（{row.month}月）" if row.month else "")
    return (Moved(label, before, (amendment.after or {}).get("value")),)


def _label(cell: str, form: Form) -> str:
    if cell in form.cell_set:
        return form.label_of(cell)
    return counts()[cell].label if cell in counts() else cell
