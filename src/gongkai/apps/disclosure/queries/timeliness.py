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
    if item.kind not in COUNTED or since is None:
        return None
    published = _published_on(item)
    try:
        due = due_from("publication", since, _calendar(), Local())
    except (OutsideCalendar, NotInForce):
        return None  # before 2008 the law had no such period; no notice is held for the year
    return PublicationClock(item, since, item.changed_on is not None, due, published, on)


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
    found = []
    first = Edition.objects.filter(
        organ_id__in=list(organs),
        number=1,
        published_at__gte=dt.datetime(year, 1, 1, tzinfo=CHINA),
        published_at__lt=dt.datetime(year + 1, 1, 1, tzinfo=CHINA),
        kind__in=COUNTED,
    ).select_related("item")
    for edition in first:
        item = edition.item
        item.formed_on, item.changed_on = edition.formed_on, edition.changed_on
        clock = publication_clock(item, edition.published_at.astimezone(CHINA).date())
        if clock is not None and clock.late:
            found.append(clock)
    return found
