"""Art. 26: twenty working days from the day the information was formed or changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Edition, Item, ItemKind
from gongkai.domain.deadlines import Due, due_from
from gongkai.domain.law.local import Local
from gongkai.domain.law.parameters import NotInForce
from gongkai.domain.working_days import Calendar, OutsideCalendar, load_calendar

# Government information in the statute's sense; news and notices have their own rhythm.
COUNTED = (
    ItemKind.INFORMATION,
    ItemKind.NORMATIVE,
    ItemKind.POLICY,
    ItemKind.REGULATION,
)


@dataclass(frozen=True)
class PublicationClock:
    """Of one item: counted from `since` (formed or changed), due, published (None: not yet)."""

    item: Item
    since: dt.date
    changed: bool
    due: Due
    published_on: dt.date | None
    on: dt.date

    @property
    def overdue(self) -> bool:
        """Not out although its last day has passed."""
        return self.published_on is None and self.on > self.due.day

    @property
    def late(self) -> bool:
        """Out, after its last day."""
        return self.published_on is not None and self.published_on > self.due.day


def publication_clock(item: Item, on: dt.date) -> PublicationClock | None:
    """The clock of one item; None: no day recorded to count from, or a kind that is not counted."""
    since = item.changed_on or item.formed_on
    due = _due(since) if since is not None and item.kind in COUNTED else None
    if since is None or due is None:
        return None
    return PublicationClock(item, since, item.changed_on is not None, due, _published_on(item), on)


@cache
def _due(since: dt.date) -> Due | None:
    try:
        return due_from("publication", since, _calendar(), Local())
    except (OutsideCalendar, NotInForce):
        return None  # before 2008 the law had no such period; no notice is held for the year


def _published_on(item: Item) -> dt.date | None:
    """First publication; for a change, the first edition that carries its day."""
    editions = item.editions.order_by("number")
    if item.changed_on is not None:
        editions = editions.filter(changed_on=item.changed_on)
    edition = editions.first()
    return edition.published_at.astimezone(CHINA).date() if edition else None


@cache
def _calendar() -> Calendar:
    return load_calendar()


def late_editions(organs: Iterable[int], year: int) -> list[PublicationClock]:
    """What was published in the year after its last day: the overdue list of a report."""
    first = Edition.objects.filter(
        organ_id__in=list(organs),
        number=1,
        published_at__gte=dt.datetime(year, 1, 1, tzinfo=CHINA),
        published_at__lt=dt.datetime(year + 1, 1, 1, tzinfo=CHINA),
        kind__in=COUNTED,
    )
    rows = first.order_by("published_at", "id").values_list(
        "item_id", "formed_on", "changed_on", "published_at"
    )
    late: dict[int, tuple[dt.date, bool, Due, dt.date]] = {}
    for item, formed, changed, at in rows:
        since, published = changed or formed, at.astimezone(CHINA).date()
        due = _due(since) if since is not None else None
        if since is not None and due is not None and published > due.day:
            late[item] = (since, changed is not None, due, published)
    # Only what is late is read whole; a year may have very many editions.
    items = Item.objects.filter(pk__in=late).select_related("organ", "column").in_bulk()
    return [
        PublicationClock(items[pk], since, changed, due, published, published)
        for pk, (since, changed, due, published) in late.items()
    ]
