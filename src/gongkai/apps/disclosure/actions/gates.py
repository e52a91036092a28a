"""审核流程: the gates an organ's column asks for, from a day on. Never fewer than the law's least."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.data.gates import gate_data
from gongkai.apps.disclosure.models import Column, Gate, GateRule
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ


def set_gates(
    actor: Actor,
    steps: Sequence[Sequence[str]],
    *,
    organ: Organ | None,
    column_code: str = "",
    since: dt.date,
) -> GateRule:
    """From `since` the column (and those below it; empty: every column) of the organ (None: all) asks this.

    `steps` in order; gates of one step may be passed side by side. What was submitted before keeps
    the gates it had.
    """
    require(actor, "gate.edit", organ.pk if organ else None)
    named = [gate for step in steps for gate in step]
    if any(gate not in Gate.values for gate in named) or not all(steps):
        raise Refused("审核流程里有不认识的审核关，或者有空的一步。")
    if len(set(named)) != len(named):
        raise Refused("同一审核关在流程里只能出现一次。")
    if missing := gate_data().least - set(named):
        labels = "、".join(Gate(gate).label for gate in sorted(missing))
        raise Refused(f"任何流程都不能少了：{labels}。")
    if since < clock.today():
        raise Refused("审核流程不能从过去的日期起改变。")
    if column_code and not Column.objects.filter(code=column_code).exists():
        raise Refused(f"没有代码为“{column_code}”的栏目。")
    with transaction.atomic():
        rule = GateRule.objects.create(
            organ=organ,
            column_code=column_code,
            gates=[list(step) for step in steps],
            since=since,
        )
        audit.record(
            actor,
            "gate.edit",
            subject=organ,
            kind="GateRule",
            after={"column": column_code, "gates": rule.gates, "since": since},
        )
    return rule
