"""Which objects reach a page or an act, by the actor's posts."""

from django.db.models import Q, QuerySet

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import (
    Item,
    NormativeDocument,
    StandardEntry,
)
from gongkai.apps.organs.access import reach


def organs_for(actor: Actor, act: str) -> frozenset[int] | None:
    """Organs on whose objects the actor may do `act`; None: all of them."""
    return reach(actor, act)


def _within(actor: Actor, *acts: str) -> Q:
    reached: set[int] = set()
    for act in acts:
        organs = organs_for(actor, act)
        if organs is None:
            return Q()
        reached |= organs
    return Q(organ_id__in=reached)


def kept_items() -> QuerySet[Item]:
    """Everything but drafts that were given up (作废): the start of every list of working copies."""
    return Item.objects.filter(discard__isnull=True)


def items_visible_to(actor: Actor) -> QuerySet[Item]:
    """Working copies the actor may read: `item.read` on their organ. What was given up is in no list."""
    return kept_items().filter(_within(actor, "item.read")).select_related("organ", "column")


def normative_visible_to(actor: Actor) -> QuerySet[NormativeDocument]:
    """The ledger is public in substance; in the office it is shown to those who read the organ's drafts."""
    return NormativeDocument.objects.filter(
        _within(actor, "item.read", "normative.record")
    ).select_related("organ", "item")


def entries_visible_to(actor: Actor) -> QuerySet[StandardEntry]:
    return StandardEntry.objects.filter(
        _within(actor, "item.read", "catalogue.edit")
    ).select_related("organ", "column")
