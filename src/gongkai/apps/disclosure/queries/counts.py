"""Counts by year and kind for the report's section 一, each with the list behind it.

An item counts once, in the year of its first publication (China time), by the kind it has now;
whether it was withdrawn or expired later changes nothing: it was published. Each count can leave
out what was withdrawn, which the report's writer may prefer.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Subquery

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
    organs: Collection[int], year: int, kinds: Collection[str], *, withdrawn: bool = True
) -> EditionQuerySet:
    """The list behind a count: the last edition of every item first published in the year.

    `withdrawn=False` leaves out what was withdrawn (not what expired: its 公示期 was over).
    """
    begin = dt.datetime(year, 1, 1, tzinfo=CHINA)
    end = dt.datetime(year + 1, 1, 1, tzinfo=CHINA)
    last = (
        Edition.objects.filter(item=OuterRef("item"))
        .values("item")
        .annotate(last=Max("number"))
        .values("last")
    )
    found = Edition.objects.filter(
        organ_id__in=organs,
        first_published_at__gte=begin,
        first_published_at__lt=end,
        number=Subquery(last),
        kind__in=kinds,
    ).select_related("organ", "column")
    return found if withdrawn else found.exclude(ending=Ending.WITHDRAWN)


def year_counts(organs: Collection[int], year: int, *, withdrawn: bool = True) -> dict[str, int]:
    """Class code → number; `published_in` with the class's kinds is the list behind it."""
    return {
        one.code: published_in(organs, year, one.kinds, withdrawn=withdrawn).count()
        for one in CLASSES
    }


def counts_by_organ(
    organs: Collection[int], year: int, *, withdrawn: bool = True
) -> dict[int, dict[str, int]]:
    """Organ → class code → number, in one query; an organ that published nothing has zeros."""
    class_of = {kind: one.code for one in CLASSES for kind in one.kinds}
    found = {organ: dict.fromkeys((one.code for one in CLASSES), 0) for organ in organs}
    listed = published_in(organs, year, list(class_of), withdrawn=withdrawn)
    grouped = listed.order_by().values("organ", "kind").annotate(pieces=Count("pk"))
    for organ, kind, pieces in grouped.values_list("organ", "kind", "pieces"):
        found[organ][class_of[kind]] += pieces
    return found
