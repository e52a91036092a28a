"""Lists that are paged by files: which items stand on which part, read without walking the whole list.

A list holds every item that is or was public, ranked by first publication. The older parts hold
`SIZE` ranks each and are numbered from the oldest, so a part stays what it is when items are added;
an item that came down leaves its rank empty. The head holds the newest `SIZE` to 2 x `SIZE` - 1.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.apps.disclosure.models import Edition, Ending
from gongkai.apps.publishing.pages.addresses import item_path

SIZE = 20
Rank = tuple[dt.datetime, int]  # first publication, item


class Row(NamedTuple):
    """One item of a list, with the slug of its organ for its address."""

    item_id: int
    at: dt.datetime
    ended_at: dt.datetime | None
    title: str
    organ_id: int
    slug: str
    kind: str
    number: str
    index_number: str
    summary: str
    made_on: dt.date | None
    formed_on: dt.date | None
    notice_period_end: dt.date | None

    @property
    def address(self) -> str:
        return "/" + item_path(self.slug, self.at, self.item_id)

    @property
    def rank(self) -> Rank:
        return self.at, self.item_id


_FIELDS = (
    "item_id", "first_published_at", "ended_at", "title", "organ_id", "organ__slug", "kind",
    "document_number", "index_number", "summary", "made_on", "formed_on", "notice_period_end",
)  # fmt: skip


def as_rows(editions: QuerySet[Edition]) -> list[Row]:
    """These editions as rows, in the query's order."""
    return [Row(*values) for values in editions.values_list(*_FIELDS)]


def newest(within: Q, count: int) -> list[Row]:
    """The newest public ones."""
    public = Edition.objects.public().filter(within)
    return as_rows(public.order_by("-first_published_at", "-item_id")[:count])


def _gone(within: Q) -> QuerySet[Edition]:
    """Of items that came down, the edition that was public last."""
    later = Edition.objects.filter(item_id=OuterRef("item_id"), number__gt=OuterRef("number"))
    ended = Edition.objects.filter(
        within, ended_at__isnull=False, ending__in=(Ending.WITHDRAWN, Ending.EXPIRED)
    )
    return ended.filter(~Exists(later))


def tally(within: Q, by: str) -> dict[int, tuple[int, int]]:
    """Of each column, organ … (`by`): how many are public, and how many ranks there are."""
    public = Edition.objects.public().filter(within)
    seen = dict(public.order_by().values_list(by).annotate(Count("pk")))
    gone = dict(_gone(within).order_by().values_list(by).annotate(Count("pk")))
    return {one: (seen.get(one, 0), seen.get(one, 0) + gone.get(one, 0)) for one in {*seen, *gone}}


def ranks(within: Q) -> int:
    """How many items are or were public here."""
    return Edition.objects.public().filter(within).count() + _gone(within).count()


def parts_of(count: int) -> int:
    """How many numbered parts a list of `count` ranks has, beside its head."""
    return max(0, count // SIZE - 1)


def head(within: Q, count: int) -> list[Row]:
    """What stands on the head of a list of `count` ranks, newest first."""
    left = count - parts_of(count) * SIZE
    found = newest(within, left)
    if len(found) < left or count == len(found):
        gone: Iterable[Rank] = ()
    else:
        gone = (
            _gone(within)
            .order_by("-first_published_at", "-item_id")[:left]
            .values_list("first_published_at", "item_id")
        )
    ranked = sorted([*(row.rank for row in found), *gone], reverse=True)[:left]
    return [row for row in found if not ranked or row.rank >= ranked[-1]]


def numbered(within: Q, wanted: Sequence[int]) -> dict[int, list[Row]]:
    """Parts by number, newest first in each. Neighbouring parts are read together."""
    found: dict[int, list[Row]] = {}
    later = Edition.objects.filter(item_id=OuterRef("item_id"), number__gt=OuterRef("number"))
    ranked = (
        Edition.objects.filter(within)
        .filter(
            Q(ended_at__isnull=True)
            | Q(ending__in=(Ending.WITHDRAWN, Ending.EXPIRED)) & ~Exists(later)
        )
        .order_by("first_published_at", "item_id")
    )
    for first, last in _runs(sorted(set(wanted))):
        keys = list(ranked.values_list("pk", flat=True)[(first - 1) * SIZE : last * SIZE])
        by_key = {
            row.item_id: row for row in as_rows(Edition.objects.filter(pk__in=keys).order_by())
        }
        order = sorted(by_key.values(), key=lambda row: row.rank)
        for part in range(first, last + 1):
            rows = order[(part - first) * SIZE : (part - first + 1) * SIZE]
            found[part] = [row for row in reversed(rows) if row.ended_at is None]
    return found


def _runs(parts: Sequence[int]) -> Iterable[tuple[int, int]]:
    """[1, 2, 3, 7] -> (1, 3), (7, 7)."""
    at = 0
    while at < len(parts):
        end = at
        while end + 1 < len(parts) and parts[end + 1] == parts[end] + 1:
            end += 1
        yield parts[at], parts[end]
        at = end + 1


def parts_touched(within: Q, changed: Sequence[Rank], moved: bool = False) -> set[int]:
    """The parts that a change of items at these ranks touches; 0, the head, always.

    `moved`: an item left this list or its rank, so every part after it holds others now.
    """
    count = ranks(within)
    full = parts_of(count)
    touched = {0}
    if not full:
        return touched
    places = []
    for at, item in changed:
        before = Q(first_published_at__lt=at) | Q(first_published_at=at, item_id__lt=item)
        places.append(ranks(within & before) // SIZE + 1)
    touched.update(part for part in places if part <= full)
    if moved and places:
        touched.update(range(min(places), full + 1))
    # The parts that these items, if they are new, have filled, and the one that pointed to the head.
    filled = full - parts_of(count - len(changed))
    if filled:
        touched.update(range(max(1, full - filled), full + 1))
    return touched


def years_of(within: Q) -> list[tuple[int, int]]:
    """(year, how many public items were first published in it), newest first. One query."""
    public = Edition.objects.public().filter(within).order_by()
    dates = public.values_list("first_published_at__year").annotate(Count("pk"))
    return sorted(dates, reverse=True)


def newest_of_kinds(kinds: Iterable[str], count: int) -> list[Row]:
    """The newest public items of the whole site: a few from the top of each kind's index, merged."""
    found = [row for kind in kinds for row in newest(Q(kind=kind), count)]
    return sorted(found, key=lambda row: row.rank, reverse=True)[:count]
