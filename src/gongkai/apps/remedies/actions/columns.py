"""结果归列: the county office decides which column of 表四 counts a result."""

from collections.abc import Mapping

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.remedies.models import Remedy, ResultColumns
from gongkai.apps.remedies.recording import locked
from gongkai.apps.remedies.results import COLUMNS, results, results_in_use
from gongkai.apps.remedies.standing import refresh


def set_result_columns(
    actor: Actor, chosen: Mapping[str, str], *, reason: str, amendment: str = ""
) -> int:
    """A new version of the table. Returns how many remedies count elsewhere now.

    `chosen`: {result: column}; what equals the shipped column is left out. Refused: a locked year would
    change without `amendment`.
    """
    require(actor, "law.edit")
    if len(reason.strip()) < 4:
        raise Refused("请写明修改的理由或者依据。")
    own = {}
    for key, column in chosen.items():
        known = results().get(key)
        if known is None or known.second or column not in COLUMNS:
            raise Refused("没有这种结果或者没有这一列，请从列表中选择。")
        if column != known.column:
            own[key] = column
    with transaction.atomic():
        before = {key: one.column for key, one in results_in_use().items()}
        made = ResultColumns.objects.create(
            columns=own,
            note=reason.strip()[:300],
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        after = {key: one.column for key, one in results_in_use().items()}
        audit.record(
            actor,
            "law.edit",
            subject=made,
            before={"columns": {key: before[key] for key in own}},
            after={"columns": own} | kept(made),
            note=reason.strip()[:300],
        )
        moved = [key for key in after if after[key] != before[key]]
        return _recount(actor, moved, amendment)


def _recount(actor: Actor, moved: list[str], amendment: str) -> int:
    """Remedies that ended so, or whose first instance did; each counts anew from now on."""
    number = 0
    endings = [*moved, *(key for key, one in results().items() if one.column == "first")]
    if not moved:
        return 0
    for remedy in Remedy.objects.filter(result__in=endings).order_by("pk").iterator(500):
        row = locked(remedy)
        before = row.column
        refresh(row, actor, amendment)
        number += row.column != before
    return number
