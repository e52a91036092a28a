"""The ledger of 行政规范性文件 on any day: the three numbers of 表二, each with the list behind it.

How 制发, 废止, 失效 and 现行有效 are read: docs/law/publication.md.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from gongkai.apps.disclosure.models import (
    Edition,
    Item,
    ItemKind,
    NormativeDocument,
    NormativeEvent,
    NormativeEventKind,
)

ONE_DAY = dt.timedelta(days=1)
# Documents, each with its events in the order they took effect.
Register = Sequence[tuple[NormativeDocument, Sequence[NormativeEvent]]]


@dataclass(frozen=True)
class Standing:
    """A document on a day. `state`: 有效, 已修改, 尚未施行, 废止, 失效, 尚未制发; `since`: from when."""

    document: NormativeDocument
    state: str
    since: dt.date | None
    event: NormativeEvent | None = None

    @property
    def in_force(self) -> bool:
        """Counted as 现行有效: issued and not ended (尚未施行 is counted, see the law page)."""
        return self.state in ("有效", "已修改", "尚未施行")


def standing_on(
    document: NormativeDocument, on: dt.date, events: Iterable[NormativeEvent] | None = None
) -> Standing:
    """What the ledger says of the document on the day `on`."""
    if on < document.made_on:
        return Standing(document, "尚未制发", None)
    held = sorted(
        document.events.all() if events is None else events, key=lambda one: (one.on, one.pk)
    )
    past = [one for one in held if one.on <= on]
    ended = _ended(document, past)
    if ended is not None and ended[0] <= on:
        return Standing(document, ended[1], ended[0], ended[2])
    amended = [one for one in past if one.kind == NormativeEventKind.AMENDED]
    if on < document.effective_on:
        return Standing(document, "尚未施行", document.made_on)
    if amended:
        return Standing(document, "已修改", amended[-1].on, amended[-1])
    return Standing(document, "有效", document.effective_on)


def public_unrecorded(items: QuerySet[Item]) -> QuerySet[Edition]:
    """Those of `items` that are public 规范性文件 and stand in no row of the ledger: 表二 misses them."""
    return (
        Edition.objects.public()
        .filter(item__in=items, item__kind=ItemKind.NORMATIVE, item__normative_document=None)
        .select_related("organ", "item")
        .order_by("first_published_at")
    )


def ended_on(document: NormativeDocument) -> tuple[dt.date, str] | None:
    """The first day no longer in force and the word for it, by all that is recorded; None: no end known."""
    held = sorted(document.events.all(), key=lambda one: (one.on, one.pk))
    ended = _ended(document, held)
    return ended[:2] if ended else None


def _ended(
    document: NormativeDocument, events: list[NormativeEvent]
) -> tuple[dt.date, str, NormativeEvent | None] | None:
    """Whichever comes first: repeal, declared 失效, or the day after the last extension's end."""
    last_day = document.valid_until
    for one in events:
        if last_day is not None and one.on > last_day:
            break
        if one.kind == NormativeEventKind.REPEALED:
            return one.on, "废止", one
        if one.kind == NormativeEventKind.EXPIRED:
            return one.on, "失效", one
        if one.kind == NormativeEventKind.EXTENDED:
            last_day = one.extended_until
    return (last_day + ONE_DAY, "失效", None) if last_day is not None else None


@dataclass(frozen=True)
class NormativeNumbers:
    """表二 第二十条第（一）项 行政规范性文件, as of a day; each number is the length of its list."""

    on: dt.date
    made: list[NormativeDocument] = field(default_factory=list)
    repealed: list[NormativeDocument] = field(default_factory=list)
    # Not a column of 表二, but needed to explain it: 失效 lowers 现行有效 without being 废止.
    expired: list[NormativeDocument] = field(default_factory=list)
    in_force: list[NormativeDocument] = field(default_factory=list)
    # Of those in force: not yet applicable.
    not_yet_effective: list[NormativeDocument] = field(default_factory=list)


def normative_numbers(
    organs: Collection[int], on: dt.date, *, known_at: dt.datetime | None = None
) -> NormativeNumbers:
    """Of these organs (ids), from 1 January of the year of `on` up to and including `on`. Two queries.

    `known_at`: as the ledger stood recorded at a moment; None: as it stands now.
    """
    numbers = NormativeNumbers(on)
    for document in _documents(organs, on, known_at).prefetch_related("events"):
        _count(numbers, document, document.events.all(), known_at)
    return numbers


def numbers_by_organ(
    organs: Collection[int],
    on: dt.date,
    *,
    known_at: dt.datetime | None = None,
    moments: Mapping[int, dt.datetime] | None = None,
    register: Register | None = None,
) -> dict[int, NormativeNumbers]:
    """As `normative_numbers`, for each organ by itself. Two queries for any number of organs.

    `moments`: of these organs as known then, at or before `known_at`. `register`: what `register_of` answered for
    the same organs, day and moment, where it is at hand; then nothing is asked.
    """
    found = {one: NormativeNumbers(on) for one in organs}
    for document, events in register_of(organs, on, known_at) if register is None else register:
        moment = (moments or {}).get(document.organ_id, known_at)
        entered = document.recorded_at
        if moment is None or entered is None or entered <= moment:
            _count(found[document.organ_id], document, events, moment)
    return found


def register_of(
    organs: Collection[int], on: dt.date, known_at: dt.datetime | None = None
) -> Register:
    """The documents made by the day, each with its events. Two queries.

    The events are laid beside the documents by hand: `prefetch_related` makes a query set for every document,
    which took most of the time that the sum of a county's units took.
    """
    events: dict[int, list[NormativeEvent]] = defaultdict(list)
    for one in NormativeEvent.objects.filter(
        document__organ_id__in=organs, document__made_on__lte=on
    ).order_by("on", "id"):
        events[one.document_id].append(one)
    documents = _documents(organs, on, known_at).select_related(None)
    return [(one, events.get(one.pk, ())) for one in documents]


def _documents(
    organs: Collection[int], on: dt.date, known_at: dt.datetime | None
) -> QuerySet[NormativeDocument]:
    documents = (
        NormativeDocument.objects.filter(organ_id__in=organs, made_on__lte=on)
        .select_related("organ")
        .order_by("made_on", "id")
    )
    if known_at is not None:
        documents = documents.filter(Q(recorded_at=None) | Q(recorded_at__lte=known_at))
    return documents


def _count(
    numbers: NormativeNumbers,
    document: NormativeDocument,
    events: Iterable[NormativeEvent],
    known_at: dt.datetime | None,
) -> None:
    """Put the document into the lists it stands in on the day."""
    first = dt.date(numbers.on.year, 1, 1)
    known = [one for one in events if known_at is None or one.recorded_at <= known_at]
    standing = standing_on(document, numbers.on, known)
    if first <= document.made_on:
        numbers.made.append(document)
    if standing.in_force:
        numbers.in_force.append(document)
        if standing.state == "尚未施行":
            numbers.not_yet_effective.append(document)
    elif standing.since is not None and standing.since >= first:
        (numbers.repealed if standing.state == "废止" else numbers.expired).append(document)


def validity(item_id: int, on: dt.date) -> Standing | None:
    """What the page of a normative document says of its validity; None: not in the ledger."""
    document = NormativeDocument.objects.filter(item_id=item_id).prefetch_related("events").first()
    return standing_on(document, on) if document else None
