"""The background task of the cases: computing them anew."""

import datetime as dt

from django_tasks import task

from gongkai.apps.cases.models import Recomputation
from gongkai.apps.cases.recomputing import carry_out, due


@task()
def recompute(pk: int) -> dict[str, int]:
    """Carry out one recomputation; its progress stands on its row."""
    made = Recomputation.objects.get(pk=pk)
    if made.finished_at is None:
        carry_out(made)
    return {"cases": made.done, "moved": made.moved.count()}


def recompute_if_due(at: dt.datetime) -> bool:
    """Have the worker compute anew where a day began, the rules changed, or a run was broken off."""
    made = due(at)
    if made is None:
        return False
    recompute.enqueue(made.pk)
    return True
