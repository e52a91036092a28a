"""What was withheld and is to be looked at again: by day, for those who may see it."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Reassessment
from gongkai.apps.organs.access import reach


@dataclass(frozen=True)
class ToReassess:
    """A row of the list; `overdue` where its day has passed."""

    reassessment: Reassessment
    overdue: bool


MOST_ROWS = 500


def to_reassess(actor: Actor, until: dt.date, today: dt.date) -> tuple[ToReassess, ...]:
    """Everything due by `until` on the organs whose cases the actor reads, oldest first; 500 at most."""
    organs = reach(actor, "case.read")
    rows = Reassessment.objects.filter(done_on=None, due_on__lte=until).select_related(
        "case", "case__organ"
    )
    if organs is not None:
        rows = rows.filter(case__organ_id__in=organs)
    return tuple(
        ToReassess(one, one.due_on < today) for one in rows.order_by("due_on", "id")[:MOST_ROWS]
    )
