"""Pages of the portal that this room makes and keeps: made with their files, handed to the gates, put out."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure import refusals as disclosure
from gongkai.apps.disclosure.actions.attaching import attach, detach
from gongkai.apps.disclosure.actions.publication import correct_item, publish_item
from gongkai.apps.disclosure.actions.writing import create_item, revise_item, submit_item
from gongkai.apps.disclosure.keeping import own_act
from gongkai.apps.disclosure.models import Column, Item
from gongkai.apps.disclosure.queries.gates import standing_submission
from gongkai.apps.disclosure.working_copy import latest
from gongkai.apps.organs.models import Organ
from gongkai.apps.publishing.pages.contract import Failed, PageKey
from gongkai.apps.publishing.pages.item_pages import ItemPages


class File(NamedTuple):
    """A download of the page. `title` is what readers see."""

    name: str
    content: bytes
    title: str


class Place(NamedTuple):
    """Where a page stands: of which organ, in which of its columns, as what kind of information."""

    organ: Organ
    column: str
    kind: str


def make_page(
    actor: Actor,
    place: Place,
    item: Item | None,
    values: Mapping[str, Any],
    files: Iterable[File],
) -> tuple[Item, list[str]]:
    """Write the page anew (`item`: the page there is already) with exactly these files; hand it in.

    The item and the paths of its stored files, in the order given. Inside the caller's transaction.
    """
    try:
        with own_act():
            if item is None:
                item = create_item(
                    actor, kind=place.kind, organ=place.organ, column=_column(place), values=values
                )
            else:
                revise_item(actor, item, values)
                for old in list(latest(item).attachments.all()):
                    detach(actor, item, old)
            stored = [
                attach(actor, item, one.name, one.content, one.title).file.name for one in files
            ]
            item.refresh_from_db()
            submit_item(actor, item)
    except disclosure.Refused as no:
        raise Refused(str(no)) from no
    return item, [str(one) for one in stored]


def _column(place: Place) -> Column:
    column = Column.objects.filter(
        organ=place.organ, code=place.column, closed_on__isnull=True
    ).first()
    if column is None:
        name = {"annual-reports": "政府信息公开年报", "tzgg": "通知公告"}[place.column]
        raise Refused(f"{place.organ.short_name}没有“{name}”栏目，请先开设。")
    return column


def put_out(actor: Actor, item: Item, note: str) -> bytes:
    """Publish the page, or its correction with the note; the bytes that the portal will show.

    Refused where a gate is left, or the page cannot be made as the site stands now.
    """
    try:
        with own_act():
            if item.editions.public().exists():
                correct_item(actor, item, note)
            else:
                publish_item(actor, item)
    except disclosure.Refused as no:
        raise Refused(str(no)) from no
    return page_of(item.pk)


def page_of(item: int) -> bytes:
    """The public page of an item as the publisher writes it. Refused with the reason where it cannot."""
    for made in ItemPages().render([PageKey(ItemPages.name, item)]):
        if isinstance(made, Failed):
            raise Refused(made.reason)
        if isinstance(made.body, bytes) and made.path.endswith(f"/{item}.html"):
            return made.body
    raise Refused("公开页面没有生成，请联系维护人员。")


def stands_in_gates(item: Item, digest: str) -> bool:
    """Whether the page with this very file waits for its gates, or has passed them."""
    return standing_submission(item) is not None and holds(item, digest)


def holds(item: Item, digest: str) -> bool:
    """Whether the file with this SHA-256 is one of the working copy's: the page was made with it."""
    return any(one.sha256 == digest for one in latest(item).attachments.all())
