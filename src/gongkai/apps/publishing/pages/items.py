"""What the public sees of items, read for many at once: nine queries a batch, whatever its size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from gongkai.apps import clock
from gongkai.apps.disclosure.models import (
    Edition,
    Ending,
    NormativeDocument,
    NormativeEvent,
    Relation,
)
from gongkai.apps.publishing.pages.former_versions import former_editions
from gongkai.apps.publishing.pages.validity import ENDED, words_on


class Version(NamedTuple):
    """One edition in the history at the foot of a page."""

    number: int
    published_at: dt.datetime
    note: str
    ended_at: dt.datetime | None
    ending: str
    ending_note: str


class Other(NamedTuple):
    """The public page of another item, as a link needs it."""

    item_id: int
    title: str
    organ_id: int
    first_published_at: dt.datetime
    kind: str
    document_number: str
    interpretation_form: str


class Tie(NamedTuple):
    """A relation as seen from one of its ends: `outward` if this item is the source."""

    kind: str
    outward: bool
    other: Other


@dataclass
class ItemFacts:
    """An item's latest edition and everything its page says around it."""

    edition: Edition
    versions: list[Version] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    normative: NormativeDocument | None = None
    events: list[NormativeEvent] = field(default_factory=list)
    # Of the documents that acted on this one: item id -> its public page.
    acting: dict[int, Other] = field(default_factory=dict)
    # Of the linked documents that ended: item id -> 已废止, 已失效.
    ended: dict[int, str] = field(default_factory=dict)
    # Of a report: what was public before its corrections.
    former: list[Edition] = field(default_factory=list)

    @property
    def gone(self) -> bool:
        """No longer public: the page stays and says why."""
        return self.edition.ended_at is not None


def latest(ids: Iterable[int]) -> dict[int, Edition]:
    """Of each item the edition that counts: the public one, else the one that was ended last."""
    found: dict[int, Edition] = {}
    rows = (
        Edition.objects.filter(item_id__in=ids)
        .exclude(ending=Ending.SUPERSEDED)
        .defer("attachments_text")
        .order_by("number")
    )
    for edition in rows:
        found[edition.item_id] = edition
    return found


def read_items(ids: Iterable[int]) -> dict[int, ItemFacts]:
    """Facts of those items that are or were public. An item that never was is left out."""
    facts = {item: ItemFacts(edition) for item, edition in latest(ids).items()}
    wanted = list(facts)
    versions = Edition.objects.filter(item_id__in=wanted).order_by("item_id", "number")
    for item, *version in versions.values_list("item_id", *Version._fields):
        facts[item].versions.append(Version(*version))
    for former in former_editions(wanted):
        facts[former.item_id].former.append(former)
    acting = _read_ledger(facts)
    ends = list(
        Relation.objects.filter(Q(source_id__in=wanted) | Q(target_id__in=wanted)).values_list(
            "source_id", "target_id", "kind"
        )
    )
    others = public_pages({*acting, *(one for end in ends for one in end[:2])})
    for source, target, kind in ends:
        if source in facts and target in others:
            facts[source].ties.append(Tie(kind, True, others[target]))
        if target in facts and source in others:
            facts[target].ties.append(Tie(kind, False, others[source]))
    words = words_on(others, clock.today())
    ended = {item: word for item, word in words.items() if word in ENDED.values()}
    for one in facts.values():
        one.ended = ended
        one.ties.sort(key=lambda tie: (tie.other.first_published_at, tie.other.item_id, tie.kind))
        one.acting = others
    return facts


def _read_ledger(facts: dict[int, ItemFacts]) -> set[int]:
    """Put the ledger's rows to their items; which items' pages their events point to."""
    documents = {
        document.pk: document
        for document in NormativeDocument.objects.filter(item_id__in=list(facts))
    }
    for document in documents.values():
        facts[document.item_id].normative = document
    acting: set[int] = set()
    events: dict[int, list[NormativeEvent]] = defaultdict(list)
    if documents:
        for event in NormativeEvent.objects.filter(document_id__in=documents).select_related(
            "by_document"
        ):
            events[event.document_id].append(event)
            if event.by_document and event.by_document.item_id:
                acting.add(event.by_document.item_id)
    for key, found in events.items():
        facts[documents[key].item_id].events = found
    return acting


def public_pages(ids: Iterable[int]) -> dict[int, Other]:
    """The pages of these items that the public can open."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = Edition.objects.public().filter(item_id__in=wanted).values_list(*Other._fields)
    return {row[0]: Other(*row) for row in rows}
