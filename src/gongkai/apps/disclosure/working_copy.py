"""The working copy of an item: locked for an act, and as its latest revision has it."""

from typing import cast

from wagtail.models import Revision

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.models import Discard, Item
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.models import Person


def locked(item: Item) -> Item:
    """The item's row, read afresh and locked until the act is over: two acts on it never overlap.

    Refused for a draft that was given up: nothing happens to it any more.
    """
    row = (
        Item.objects.select_for_update(of=("self",))
        .select_related("organ", "column")
        .get(pk=item.pk)
    )
    not_discarded(row)
    return row


def not_discarded(*items: Item) -> None:
    """Refused where one of them was given up (作废)."""
    gone = Discard.objects.filter(item__in=[one.pk for one in items]).first()
    if gone is not None:
        raise Refused(
            f"这份草稿已由{gone.person_name}作废（{gone.reason}），不能再办理。需要的，请另行起草。"
        )


def latest(item: Item) -> Item:
    """The item as its latest revision has it: what writers see, gates decide about, checks read."""
    revision = item.latest_revision
    if revision is None:
        raise Refused("这条信息还没有任何一稿，请先保存。")
    return cast(Item, revision.as_object())


def person_of(actor: Actor, doing: str) -> Person:
    """The person behind the actor. The program itself cannot do what a person must answer for."""
    if actor.is_program:
        raise Refused(f"“{doing}”必须由人办理，系统不能自动办理。")
    return Person.objects.get(pk=actor.person_id)


def keep_revision(item: Item, person: Person | None, over: Revision | None = None) -> None:
    """Save the item and a revision of it, of this instant, written by this person.

    `over`: the latest revision, this person's own, that is written over instead of a new one.
    """
    item.save()
    revision = item.save_revision(
        user=person, clean=False, log_action=False, overwrite_revision=over
    )
    revision.created_at = clock.now()
    revision.save(update_fields=["created_at"])
    if person is not None:
        item.authors.add(person)
