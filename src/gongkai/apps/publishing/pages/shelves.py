"""Lists that are paged by files: which items stand on which part, read without walking the whole list.

A list holds every item that is or was public, ranked by first publication. The older parts hold
`SIZE` ranks each and are numbered from the oldest, so a part stays what it is when items are added;
an item that came down leaves its rank empty. The head holds the newest `SIZE` to 2 x `SIZE` - 1.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Edition, Ending
from gongkai.apps.publishing.pages.addresses import item_path, year_in_china

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


def public_by(field: str, kinds: Collection[str]) -> dict[Any, int]:
    """Of each organ or topic (`field`) how many are public of these kinds: counted in an index alone."""
    # Grouped by kind too, as the index is; a condition on the kind would lead past it.
    grouped = Edition.objects.public().order_by().values_list(field, "kind").annotate(Count("pk"))
    found: dict[Any, int] = {}
    for one, kind, count in grouped:
        if kind in kinds:
            found[one] = found.get(one, 0) + count
    return found


def ranks(within: Q) -> int:
    """How many items are or were public here."""
    return Edition.objects.public().filter(within).count() + _gone(within).count()


def parts_of(count: int) -> int:
    """How many numbered parts a list of `count` ranks has, beside its head."""
    return max(0, count // SIZE - 1)


def head(within: Q, count: int, kinds: Sequence[str] = ()) -> list[Row]:
    """What stands on the head of a list of `count` ranks, newest first.

    `kinds`: those that `within` asks for, where no index knows its other conditions in their order.
    """
    left = count - parts_of(count) * SIZE
    found = newest_of_kinds(kinds, left, within) if kinds else newest(within, left)
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


def numbered(within: Q, wanted: Sequence[int], count: int) -> dict[int, list[Row]]:
    """Parts by number, newest first in each, of a list of `count` ranks. Neighbouring parts are read
    together, from the end of the list that is nearer: a new item changes parts at the newest end.
    """
    found: dict[int, list[Row]] = {}
    later = Edition.objects.filter(item_id=OuterRef("item_id"), number__gt=OuterRef("number"))
    ranked = (
        Edition.objects.filter(within)
        .filter(
            Q(ended_at__isnull=True)
            | Q(ending__in=(Ending.WITHDRAWN, Ending.EXPIRED)) & ~Exists(later)
        )
        .values_list("pk", flat=True)
    )
    for first, last in _runs(sorted(set(wanted))):
        start, end = (first - 1) * SIZE, min(last * SIZE, count)
        if start > count - end:
            newest_first = ranked.order_by("-first_published_at", "-item_id")
            keys = list(newest_first[count - end : count - start])
        else:
            keys = list(ranked.order_by("first_published_at", "item_id")[start:end])
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
        # Those after it are few where it is new, however long the list is.
        since = Q(first_published_at__gt=at) | Q(first_published_at=at, item_id__gte=item)
        places.append((count - ranks(within & Q(first_published_at__gte=at) & since)) // SIZE + 1)
    touched.update(part for part in places if part <= full)
    if moved and places:
        touched.update(range(min(places), full + 1))
    # The parts that these items, if they are new, have filled, and the one that pointed to the head.
    filled = full - parts_of(count - len(changed))
    if filled:
        touched.update(range(max(1, full - filled), full + 1))
    return touched


def years_of(within: Q) -> list[tuple[int, int]]:
    """(year in China, how many public items were first published in it), newest first.

    A query a year, each answered by an index: taking the year out of every instant costs seconds.
    """
    public = Edition.objects.public().filter(within).order_by()
    # Of the whole site, two looks into an index: the list's own ends would be a walk through it.
    ends = Edition.objects.aggregate(first=Min("first_published_at"))
    ends |= Edition.objects.aggregate(last=Max("first_published_at"))
    if ends["first"] is None:
        return []
    found = []
    for year in range(year_in_china(ends["last"]), year_in_china(ends["first"]) - 1, -1):
        since, until = year_bounds(year)
        held = public.filter(first_published_at__gte=since, first_published_at__lt=until).count()
        if held:
            found.append((year, held))
    return found


def year_bounds(year: int) -> tuple[dt.datetime, dt.datetime]:
    """A year in China: from its first instant to the first of the next."""
    return dt.datetime(year, 1, 1, tzinfo=CHINA), dt.datetime(year + 1, 1, 1, tzinfo=CHINA)


def newest_of_kinds(kinds: Iterable[str], count: int, within: Q | None = None) -> list[Row]:
    """The newest public items of these kinds: a few from the top of each kind's index, merged."""
    found = [row for kind in kinds for row in newest(Q(kind=kind) & (within or Q()), count)]
    return sorted(found, key=lambda row: row.rank, reverse=True)[:count]
