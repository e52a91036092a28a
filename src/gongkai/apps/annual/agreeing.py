"""与司法行政部门核对: whether the numbers of 行政规范性文件 in a government's report were held against its register.

Ground: the numbers are filled in together with the 司法行政 department of the same level, whose register of legality
reviews and filings is the source of truth (disclosure 2.4; catalogue E28).
"""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.apps.annual.compiling.normative import KEYS
from gongkai.apps.annual.models import (
    Agreement,
    Compilation,
    JudicialDepartment,
    Report,
    ReportKind,
)
from gongkai.apps.annual.units import UnitPlan, plan_of
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Organ
from gongkai.domain.findings import Finding, Kind, Severity
from gongkai.domain.reports.annual_report import format_number

CELLS = tuple(f"t2.normative.{one}" for one in KEYS)
# 司法局, 司法厅: what the department is usually called; it suggests one until somebody chose.
JUDICIAL = "司法"
SOURCE = "行政规范性文件的件数会同同级司法行政部门填报（以合法性审核、备案的登记为准）"


def judicial_of(report: Report) -> Organ | None:
    """The unit of the government that is its 司法行政 department; None where it has none on the platform.

    The one that was chosen, or who took its duties over; where nobody chose, the one whose name says so.
    """
    plan = plan_of(report.organ, Period(report.year, report.as_of))
    chosen = chosen_judicial(report.organ)
    if chosen is not None:
        for one in plan.rows:
            if one.organ == chosen.organ and one.kind == ReportKind.OWN:
                return one.successor or one.organ
    return suggested_judicial(plan)


def chosen_judicial(government: Organ) -> JudicialDepartment | None:
    """What was chosen last. One query."""
    rows = JudicialDepartment.objects.filter(government=government)
    return rows.select_related("organ").order_by("-id").first()


def suggested_judicial(plan: UnitPlan) -> Organ | None:
    """The unit whose name says that it is the department."""
    found = (
        one.organ
        for one in plan.reporting
        if one.kind == ReportKind.OWN and JUDICIAL in one.organ.name
    )
    return next(found, None)


def numbers_of(report: Report) -> dict[str, str | None]:
    """The three numbers as they were last compiled; empty before."""
    kept = Compilation.objects.filter(report=report).order_by("-id").first()
    return {} if kept is None else {cell: kept.cells.get(cell) for cell in CELLS}


def word_on(report: Report, numbers: Mapping[str, str | None]) -> Agreement | None:
    """The newest word on exactly these numbers."""
    rows = Agreement.objects.filter(government=report.organ_id, year=report.year)
    for one in rows.select_related("organ").order_by("-id"):
        if one.cells == dict(numbers):
            return one
    return None


def in_words(numbers: Mapping[str, str | None]) -> str:
    """制发15件、废止0件、现行有效31件."""
    labels = zip(("制发", "废止", "现行有效"), CELLS, strict=True)
    return "、".join(f"{label}{numbers.get(cell) or '—'}件" for label, cell in labels)


def of_agreement(report: Report, compiled: Mapping[str, Decimal | None]) -> list[Finding]:
    """Y13: nobody agreed to the numbers yet (to be explained), or the department says that they are wrong."""
    if report.kind != ReportKind.GOVERNMENT or any(compiled.get(one) is None for one in CELLS):
        return []
    numbers = {
        cell: format_number(value) for cell in CELLS if (value := compiled[cell]) is not None
    }
    word = word_on(report, numbers)
    if word is not None and word.agreed:
        return []
    if word is not None:
        said = f"{word.organ.short_name}核对认为行政规范性文件{in_words(numbers)}与登记不一致：{word.note}"
        advice = "请与台账核对，改正以后重新汇总，再请核对。"
        return [Finding("Y13", Kind.STOCK, Severity.ERROR, said, SOURCE, CELLS, suggestion=advice)]
    return [
        Finding(
            "Y13", Kind.STOCK, Severity.WARNING,
            f"行政规范性文件{in_words(numbers)}，还没有与司法行政部门核对一致。", SOURCE, CELLS,
            suggestion="请司法行政部门在“规范性文件件数核对”里核对；不在本平台上的，说明与谁、凭什么核对过。",
        )
    ]  # fmt: skip
