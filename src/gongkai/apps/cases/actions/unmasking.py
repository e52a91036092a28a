"""查看完整的个人信息: an act with a reason, on record."""

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Party
from gongkai.apps.cases.parties import Identity, identity_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require


def unmask(actor: Actor, party: Party, reason: str) -> Identity:
    """The whole identity of one party. The log keeps who looked, at whom (by number) and why."""
    require(actor, "case.unmask", party.case.organ_id)
    if len(reason.strip()) < 4:
        raise Refused("请写明为什么需要查看完整的个人信息，例如“填写邮寄地址”。")
    with transaction.atomic():
        audit.record(
            actor,
            "case.unmask",
            subject=party.case,
            after={"party": party.pk, "role": party.role},
            note=reason.strip()[:300],
        )
        return identity_of(party)
