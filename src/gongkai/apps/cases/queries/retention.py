"""到期档案: archived cases whose time is up, those proposed, those destroyed; among the cases that are given."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.apps.cases.models import Case, Disposal, DisposalState
from gongkai.apps.cases.retention import Keeping, held_by_remedy, keeping_of

MOST = 500


@dataclass(frozen=True)
class Due:
    """`held`: a review or suit keeps it. `disposal`: the proposal that waits."""

    case: Case
    keeping: Keeping
    held: bool
    disposal: Disposal | None


def due_for_disposal(cases: QuerySet[Case], today: dt.date) -> list[Due]:
    """The oldest first, at most MOST."""
    gone = Disposal.objects.filter(state=DisposalState.DONE).values("case")
    rows = cases.filter(state="archived", closed_on__lt=dt.date(today.year - 1, 1, 1))
    made = []
    for case in rows.exclude(pk__in=gone).order_by("closed_on", "pk")[: MOST * 4].iterator():
        keeping = keeping_of(case, today)
        if keeping is None or today <= keeping.until:
            continue
        waiting = case.disposals.filter(state=DisposalState.PROPOSED).first()
        made.append(Due(case, keeping, held_by_remedy(case), waiting))
        if len(made) == MOST:
            break
    return made


def destroyed(cases: QuerySet[Case]) -> list[Disposal]:
    """Tombstones, the newest first, at most MOST."""
    rows = Disposal.objects.filter(state=DisposalState.DONE, case__in=cases.order_by().values("pk"))
    return list(rows.select_related("case", "case__organ", "proposed_by", "decided_by")[:MOST])
