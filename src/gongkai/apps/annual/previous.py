"""Last year's report beside this year's: published here, or imported from a file."""

from decimal import Decimal

from gongkai.apps.annual.models import PastReport, Report, ReportState
from gongkai.apps.organs.models import Organ
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.reports.annual_report import SECTION_NUMBERS
from gongkai.domain.reports.forms.loading import load_form

SIGNED = (ReportState.SIGNED, ReportState.RECEIVED, ReportState.HANDED_IN)


def previous_report(organ: Organ, year: int, kind: str) -> AnnualReport | None:
    """Last year's report of the same organ and kind: published or signed here, else imported. None: neither.

    A unit's report that was handed in and is not on the portal yet binds the next year's opening all the same.
    """
    rows = Report.objects.filter(organ=organ, year=year - 1, kind=kind).order_by("-version")
    for states in ((ReportState.PUBLISHED,), SIGNED):
        held = rows.filter(state__in=states).first()
        if held is not None and held.signed_content is not None:
            return signed_report(held)
    past = PastReport.objects.filter(organ=organ, year=year - 1, kind=kind).order_by("-id").first()
    return as_report(past) if past is not None else None


def signed_report(report: Report) -> AnnualReport:
    """The report as it was signed. ValueError where it was not signed yet."""
    if report.signed_content is None:
        raise ValueError("报告还没有签批")
    content = report.signed_content
    cells = {cell: content["cells"].get(cell) for cell in load_form(content["format"]).cells}
    return report_from_cells(
        cells,
        organ=content["organ"],
        year=content["year"],
        form=content["format"],
        title=content["title"],
        preface=content["preface"],
        sections=content["sections"],
        signature=content["signature"],
    )


def as_report(past: PastReport) -> AnnualReport:
    """An imported report as the rules read it."""
    cells = {cell: None if one is None else Decimal(one) for cell, one in past.cells.items()}
    return report_from_cells(
        cells,
        organ=past.organ.name,
        year=past.year,
        form=past.form,
        title=past.title,
        preface=past.texts.get("preface", ""),
        sections={n: past.texts[n] for n in SECTION_NUMBERS if past.texts.get(n)},
        signature=past.texts.get("signature", ""),
    )
