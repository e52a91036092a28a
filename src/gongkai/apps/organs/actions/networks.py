"""From where the back office may be opened."""

from ipaddress import ip_network

from django.db import transaction

from gongkai.apps.audit.actions import record
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import OfficeNetwork
from gongkai.apps.organs.queries import is_office_address
from gongkai.apps.organs.refusals import Refused


def allow_network(actor: Actor, network: str, note: str = "") -> OfficeNetwork:
    """Add addresses (192.168.1.0/24, or one address). The first row shuts out all others."""
    require(actor, "network.edit")
    try:
        written = str(ip_network(network.strip(), strict=False))
    except ValueError as broken:
        raise Refused(
            f"“{network[:60]}”不是地址段。请写成 192.168.1.0/24 或者一个地址，例如 10.0.0.8。",
            "network",
        ) from broken
    with transaction.atomic():
        if OfficeNetwork.objects.filter(network=written).exists():
            raise Refused(f"地址段 {written} 已在名单内。", "network")
        added = OfficeNetwork.objects.create(network=written, note=note.strip()[:120])
        _still_inside(actor)
        record(actor, "network.edit", subject=added, after={"地址段": written, "说明": added.note})
    return added


def withdraw_network(actor: Actor, network: OfficeNetwork) -> None:
    """Take addresses off the list. Without any row every address may open the back office."""
    require(actor, "network.edit")
    with transaction.atomic():
        record(
            actor,
            "network.edit",
            subject=network,
            before={"地址段": network.network, "说明": network.note},
            note="移出名单",
        )
        OfficeNetwork.objects.filter(pk=network.pk).delete()
        _still_inside(actor)


def _still_inside(actor: Actor) -> None:
    """Nobody locks themselves out: the address they work from stays allowed."""
    if not actor.is_program and not is_office_address(actor.address):
        raise Refused(
            f"改后的名单不含您现在的地址 {actor.address or '（未知）'}，保存后您将无法打开后台。"
            "请先加入自己所在的地址段。",
            "network",
        )
