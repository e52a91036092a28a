"""What is to be found: public editions and public guides as documents of the index."""

import datetime as dt
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice

from gongkai.apps.disclosure.data.topics import topic_label
from gongkai.apps.disclosure.models import (
    Column,
    CountyWord,
    Edition,
    ItemKind,
    NormativeDocument,
)
from gongkai.apps.disclosure.queries.normative import ended_on
from gongkai.apps.organs.models import Organ
from gongkai.apps.organs.queries import organ_and_below
from gongkai.apps.search import guides
from gongkai.apps.search.engine.interface import Document, Force, Label
from gongkai.apps.search.places import Places
from gongkai.domain.law.strict_yaml import read

CHUNK = 100
_KINDS = dict(ItemKind.choices)


def key_of(item_id: int) -> str:
    return f"item:{item_id}"


def documents_of(keys: Iterable[str], places: Places) -> Iterator[Document]:
    """Of these items and guides the public ones; the others are left out."""
    numbers: dict[str, list[int]] = {"item": [], "guide": []}
    for key in keys:
        kind, _, number = key.partition(":")
        numbers[kind].append(int(number))
    if numbers["guide"]:
        yield from guides.guide_documents(numbers["guide"], places)
    yield from item_documents(numbers["item"], places)


def item_documents(item_ids: Iterable[int], places: Places) -> Iterator[Document]:
    """Of these items the public ones. Four queries for a hundred."""
    waiting = iter(item_ids)
    while chunk := list(islice(waiting, CHUNK)):
        yield from _documents(list(Edition.objects.public().filter(item_id__in=chunk)), places)


def public_item_ids(after: int = 0) -> Iterator[int]:
    """Every item that is public, by number. Each chunk is a query: nothing is held open meanwhile."""
    public = Edition.objects.public().order_by("item_id").values_list("item_id", flat=True)
    while chunk := list(public.filter(item_id__gt=after)[: 10 * CHUNK]):
        yield from chunk
        after = chunk[-1]


def _documents(editions: list[Edition], places: Places) -> Iterator[Document]:
    ledger = {
        one.item_id: one
        for one in NormativeDocument.objects.filter(
            item_id__in=[edition.item_id for edition in editions]
        ).prefetch_related("events")
    }
    for edition in editions:
        yield _document(edition, places, ledger.get(edition.item_id))


def _document(edition: Edition, places: Places, ledger: NormativeDocument | None) -> Document:
    topic = edition.topic
    return Document(
        key=key_of(edition.item_id),
        item_id=edition.item_id,
        edition_id=edition.pk,
        title=edition.title,
        text=edition.body_text,
        published_at=edition.first_published_at,
        organs=places.organs[edition.organ_id],
        columns=places.columns[edition.column_id],
        kind=Label(edition.kind, _KINDS.get(edition.kind, edition.kind)),
        organ_name=places.names[edition.organ_id],
        organ_has_below=edition.organ_id in places.above,
        files_text=edition.attachments_text,
        file_types=[_ending(file["path"]) for file in edition.attachments],
        document_number=edition.document_number,
        index_number=edition.index_number,
        topic=Label(topic, topic_label(topic)) if topic else None,
        force=_force(ledger) if ledger else None,
    )


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()[:8]


def _force(document: NormativeDocument) -> Force:
    ended: tuple[dt.date, str] | None = ended_on(document)
    return Force(document.effective_on, *(ended or (None, "")))


def keys_touched(subjects: Iterable[str]) -> set[str]:
    """The documents that a change of these subjects may have changed: `item:12`, `guide:3`."""
    items: set[int] = set()
    organs: set[int] = set()
    for subject in set(subjects):
        kind, _, number = subject.partition(":")
        if kind == "item":
            items.add(int(number))
        elif kind == "guide":
            organs.add(int(number))
        elif kind == "column":
            items |= _items_in_columns(int(number))
        elif kind == "organ":
            items |= _items_of_organs(int(number))
            organs |= set(organ_and_below(int(number)))
    return {key_of(item) for item in items} | {guides.key_of(organ) for organ in organs}


def _items_in_columns(column_id: int) -> set[int]:
    column = Column.objects.filter(pk=column_id).first()
    if column is None:
        return set()
    below = Column.objects.filter(organ_id=column.organ_id, code__startswith=column.code + "/")
    columns = [column_id, *below.values_list("pk", flat=True)]
    return set(_public_items().filter(column_id__in=columns))


def _items_of_organs(organ_id: int) -> set[int]:
    return set(_public_items().filter(organ_id__in=organ_and_below(organ_id)))


def _public_items():  # type: ignore[no-untyped-def]
    return Edition.objects.public().order_by().values_list("item_id", flat=True)


def county_words() -> list[str]:
    """What the segmenter must not cut: `data/terms.yaml`, organs, columns, the county's own words."""
    words = _terms()
    for name, short_name in Organ.objects.values_list("name", "short_name"):
        words += [name, short_name]
    words += Column.objects.order_by().values_list("name", flat=True).distinct()
    words += CountyWord.objects.exclude(right="").values_list("right", flat=True)
    return words


def _terms() -> list[str]:
    path = "data/terms.yaml"
    text = (files("gongkai.apps.search") / path).read_text("utf-8")
    made: list[str] = []
    for node in read(text, path).sequence():
        made += [term.text() for term in node.mapping(("source", "terms"))["terms"].sequence()]
    return made
