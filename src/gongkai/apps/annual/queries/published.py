"""Annual reports as the public has them: published here, newest version, or published before and imported.

The only door to the public statistics page: a report that is not public yields nothing here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from gongkai.apps.annual.models import PastReport, Report, ReportState
from gongkai.apps.annual.previous import as_report, signed_report
from gongkai.apps.disclosure.models import Edition
from gongkai.domain.reports import AnnualReport

HERE, BEFORE = "published", "past"
Key = tuple[int, int, str]  # organ, year, kind


@dataclass(frozen=True)
class PublishedReport:
    """One public report. `item_id`: its page, where it was published here; `source`: published or past."""

    organ_id: int
    year: int
    kind: str
    report: AnnualReport
    source: str
    version: int = 1
    item_id: int | None = None


def published_reports(
    organs: Collection[int] | None = None, *, kind: str | None = None
) -> list[PublishedReport]:
    """Of these organs (None: all), one for every organ, year and kind; newest year first. Three queries."""
    here = _here(organs, kind)
    before = newest_past(organs, kind, public=True)
    found = before | here
    return sorted(found.values(), key=lambda one: (-one.year, one.organ_id, one.kind))


def _here(organs: Collection[int] | None, kind: str | None) -> dict[Key, PublishedReport]:
    rows = _within(Report.objects.filter(state=ReportState.PUBLISHED), organs, kind)
    newest: dict[Key, Report] = {}
    for row in rows.exclude(signed_content=None).order_by("version"):
        newest[(row.organ_id, row.year, row.kind)] = row
    items = [one.item_id for one in newest.values()]
    # Withdrawn from the portal: no longer public, whatever the report's state says.
    there = set(
        Edition.objects.public().filter(item_id__in=items).values_list("item_id", flat=True)
    )
    return {
        key: PublishedReport(*key, signed_report(row), HERE, row.version, row.item_id)
        for key, row in newest.items()
        if row.item_id in there
    }


def newest_past(
    organs: Collection[int] | None = None, kind: str | None = None, *, public: bool = False
) -> dict[Key, PublishedReport]:
    """The imported report that counts, for every organ, year and kind; `public`: only what was published.

    The newest row decides: one imported again as not public is not public. One query.
    """
    rows = _within(PastReport.objects.select_related("organ"), organs, kind)
    newest: dict[Key, PastReport] = {}
    for row in rows.order_by("id"):
        newest[(row.organ_id, row.year, row.kind)] = row
    return {
        key: PublishedReport(*key, as_report(row), BEFORE)
        for key, row in newest.items()
        if row.public or not public
    }


def _within(rows: Any, organs: Collection[int] | None, kind: str | None) -> Any:
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    return rows.filter(kind=kind) if kind is not None else rows
