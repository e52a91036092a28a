"""Reports that were corrected: each version that was public stays at an address of its own, with its files.

Of other information only the newest edition is shown; what a year's report said before it was corrected
is part of the record (who quoted the old figure must find it again).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q

from gongkai.apps.disclosure.models import Edition, Ending, ItemKind
from gongkai.apps.publishing.pages.addresses import day, item_path

# Published as a notice; known by the name that 国办函〔2018〕12号 gives it.
WEBSITE_REPORT = "政府网站工作年度报表"
KEPT = Q(kind=ItemKind.ANNUAL_REPORT) | Q(kind=ItemKind.NOTICE, title__startswith=WEBSITE_REPORT)


class Former(NamedTuple):
    """What the page of a former version says of itself and of the one that stands now."""

    number: int
    published: str
    until: str
    note: str
    current: str


def former_editions(ids: Iterable[int]) -> Iterator[Edition]:
    """The superseded editions of those items whose versions stay, oldest first. One query."""
    return (
        Edition.objects.filter(KEPT, item_id__in=list(ids), ending=Ending.SUPERSEDED)
        .defer("attachments_text")
        .order_by("item_id", "number")
        .iterator()
    )


def version_path(slug: str, edition: Edition, suffix: str = "html") -> str:
    """`jyj/2026/12-v1.html`: the address of a version, the same for ever."""
    page = item_path(slug, edition.first_published_at, edition.item_id, suffix)
    return page.removesuffix(f".{suffix}") + f"-v{edition.number}.{suffix}"


def said_of(edition: Edition, current: str) -> Former:
    """`current`: the address of the page as it stands now."""
    assert edition.ended_at is not None  # superseded
    return Former(
        edition.number,
        day(edition.published_at),
        day(edition.ended_at),
        edition.ending_note,
        current,
    )
