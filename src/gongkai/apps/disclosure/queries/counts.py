"""Counts by year and kind for the report's section 一, each with the list behind it.

An item counts once, in the year of its first publication (China time), by the kind it has now;
whether it was withdrawn or expired later changes nothing: it was published. Each count can leave
out what was withdrawn, which the report's writer may prefer.

With `known_at` every count is what it was at that moment: editions published later (a correction may
give an item another kind) and withdrawals later are not seen, so a count repeated is the same for ever.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Q, Subquery

from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Edition, Ending, ItemKind
from gongkai.apps.disclosure.models.editions import EditionQuerySet


@dataclass(frozen=True)
class CountClass:
    """A class the report counts, and the kinds of information in it."""

    code: str
    label: str
    kinds: tuple[str, ...]


CLASSES = (
    CountClass("news", "政务动态", (ItemKind.NEWS,)),
    CountClass(
        "catalogue",
        "信息公开目录",
        (ItemKind.INFORMATION, ItemKind.REGULATION, ItemKind.ANNUAL_REPORT),
    ),
    CountClass("policy", "政策性文件", (ItemKind.POLICY,)),
    CountClass("normative", "行政规范性文件", (ItemKind.NORMATIVE,)),
    CountClass("interpretation", "政策解读", (ItemKind.INTERPRETATION,)),
    CountClass("notice", "通知公告", (ItemKind.NOTICE,)),
)


def published_in(
    organs: Collection[int],
    year: int,
    kinds: Collection[str],
    *,
    withdrawn: bool = True,
    known_at: dt.datetime | None = None,
) -> EditionQuerySet:
    """The list behind a count: the last edition of every item first published in the year.

    `withdrawn=False` leaves out what was withdrawn (not what expired: its 公示期 was over).
    """
    known = Q() if known_at is None else Q(published_at__lte=known_at)
    begin = dt.datetime(year, 1, 1, tzinfo=CHINA)
    end = dt.datetime(year + 1, 1, 1, tzinfo=CHINA)
    last = (
        Edition.objects.filter(known, item=OuterRef("item"))
        .values("item")
        .annotate(last=Max("number"))
        .values("last")
    )
    found = Edition.objects.filter(
        known,
        organ_id__in=organs,
        first_published_at__gte=begin,
        first_published_at__lt=end,
        number=Subquery(last),
        kind__in=kinds,
    ).select_related("organ", "column")
    if withdrawn:
        return found
    gone = Q(ending=Ending.WITHDRAWN)
    return found.exclude(gone if known_at is None else gone & Q(ended_at__lte=known_at))


def year_counts(
    organs: Collection[int],
    year: int,
    *,
    withdrawn: bool = True,
    known_at: dt.datetime | None = None,
) -> dict[str, int]:
    """Class code → number; `published_in` with the class's kinds is the list behind it."""
    return {
        one.code: published_in(
            organs, year, one.kinds, withdrawn=withdrawn, known_at=known_at
        ).count()
        for one in CLASSES
    }


def counts_by_organ(
    organs: Collection[int],
    year: int,
    *,
    withdrawn: bool = True,
    known_at: dt.datetime | None = None,
) -> dict[int, dict[str, int]]:
    """Organ → class code → number, in one query; an organ that published nothing has zeros."""
    class_of = {kind: one.code for one in CLASSES for kind in one.kinds}
    found = {organ: dict.fromkeys((one.code for one in CLASSES), 0) for organ in organs}
    listed = published_in(organs, year, list(class_of), withdrawn=withdrawn, known_at=known_at)
    grouped = listed.order_by().values("organ", "kind").annotate(pieces=Count("pk"))
    for organ, kind, pieces in grouped.values_list("organ", "kind", "pieces"):
        found[organ][class_of[kind]] += pieces
    return found
