"""政策解读: the plan goes before the document, the interpretation names its points and its document."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.models import (
    InterpretationForm,
    InterpretationPlan,
    Item,
)
from gongkai.apps.disclosure.queries.interpretations import NEEDS_PLAN
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import not_discarded
from gongkai.apps.organs.access import require


def plan_interpretation(
    actor: Actor,
    document: Item,
    *,
    outline: str,
    forms: Sequence[str],
    channels: str,
    planned_on: dt.date,
    responsible: str,
) -> InterpretationPlan:
    """解读方案 of a document, made or changed before the document goes out."""
    forms = list(dict.fromkeys(forms))
    if not forms or any(form not in InterpretationForm.values for form in forms):
        raise Refused(f"解读形式须从这些里选：{'、'.join(InterpretationForm.labels)}。")
    if not outline.strip() or not channels.strip() or not responsible.strip():
        raise Refused("解读方案须写明提纲、渠道和责任人。")
    return _keep(
        actor,
        document,
        {
            "outline": outline.strip(),
            "forms": forms,
            "channels": channels.strip()[:200],
            "planned_on": planned_on,
            "responsible": responsible.strip()[:60],
            "exempt_reason": "",
        },
    )


def exempt_from_interpretation(
    actor: Actor, document: Item, reason: str, on: dt.date
) -> InterpretationPlan:
    """The document needs no interpretation, and why."""
    if not reason.strip():
        raise Refused("不需要解读的，须写明理由。")
    return _keep(
        actor,
        document,
        {
            "outline": "", "forms": [], "channels": "", "planned_on": on, "responsible": "",
            "exempt_reason": reason.strip()[:200],
        },
    )  # fmt: skip


def _keep(actor: Actor, document: Item, values: dict[str, object]) -> InterpretationPlan:
    require(actor, "item.write", document.organ_id)
    if document.kind not in NEEDS_PLAN:
        raise Refused("只有行政规范性文件和政策性文件需要登记解读方案。")
    with transaction.atomic():
        not_discarded(document)
        plan, _ = InterpretationPlan.objects.update_or_create(document=document, defaults=values)
        audit.record(actor, "item.write", subject=document, kind="InterpretationPlan", after=values)
        changes.changed(f"item:{document.pk}")
    return plan
