"""Links between items that the program shows on both pages."""

from django.db import transaction

from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.keeping import not_kept
from gongkai.apps.disclosure.models import Item, ItemKind, Relation, RelationKind
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.working_copy import not_discarded
from gongkai.apps.organs.access import require


def relate(actor: Actor, item: Item, target: Item, kind: str) -> Relation:
    """`item` interprets, amends, repeals … `target`. Shown to the public once both are public."""
    require(actor, "item.write", item.organ_id)
    if kind not in RelationKind.values:
        raise Refused(f"没有“{kind}”这种关联。")
    if item.pk == target.pk:
        raise Refused("信息不能与自己关联。")
    if kind == RelationKind.INTERPRETS and (
        item.kind != ItemKind.INTERPRETATION or target.kind == ItemKind.INTERPRETATION
    ):
        raise Refused("“解读”只能由政策解读指向它所解读的文件。")
    with transaction.atomic():
        not_discarded(item, target)
        not_kept(item)
        relation, made = Relation.objects.get_or_create(source=item, target=target, kind=kind)
        if made:
            audit.record(
                actor, "item.write", subject=item, after={"relation": kind, "target": target.pk}
            )
            changes.changed(f"item:{item.pk}", f"item:{target.pk}")
    return relation


def unrelate(actor: Actor, relation: Relation) -> None:
    """Take a link back. An interpretation that is public keeps its document."""
    item, target = relation.source, relation.target
    require(actor, "item.write", item.organ_id)
    if relation.kind == RelationKind.INTERPRETS and item.editions.public().exists():
        raise Refused("这篇解读已经公开，不能取消它与文件的关联。需要取消的，请先撤下解读。")
    with transaction.atomic():
        not_kept(item)
        audit.record(
            actor,
            "item.write",
            subject=item,
            before={"relation": relation.kind, "target": target.pk},
        )
        relation.delete()
        changes.changed(f"item:{item.pk}", f"item:{target.pk}")
