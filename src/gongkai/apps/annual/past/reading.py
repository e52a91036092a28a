"""A report file of an earlier year: what it says, what the rules say of it, what differs from the one held."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai.apps.annual.models import PastReport
from gongkai.apps.annual.previous import as_report
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.organs.models import Organ
from gongkai.documents.errors import DocumentError
from gongkai.documents.reader import read_safely
from gongkai.domain.findings import Finding
from gongkai.domain.reports import AnnualReport
from gongkai.domain.reports.annual_report import SECTION_NUMBERS, State
from gongkai.domain.reports.comparing import Comparison, compare
from gongkai.domain.rules.checking import check
from gongkai.domain.rules.subject import Subject

MOST_FINDINGS = 200


@dataclass(frozen=True)
class PastRead:
    """One file as read. Nothing of it is stored."""

    name: str
    sha256: str
    size: int
    media_type: str
    remarks: tuple[str, ...]
    report: AnnualReport

    @property
    def numbers_read(self) -> int:
        """Cells with a number."""
        return sum(one is not None for one in self.report.numbers().values())

    @property
    def unread(self) -> tuple[str, ...]:
        """Labels of cells whose figures are there and cannot be assigned with certainty."""
        form, values = self.report.form, self.report.values
        return tuple(
            form.label_of(cell)
            for cell in form.cells
            if cell in values and values[cell].state is State.UNREAD
        )


def read_past(name: str, data: bytes) -> PastRead:
    """Read a file within the limits of the report reader. Refused: unreadable, no report, no figures."""
    try:
        reading = read_safely(data, name)
    except DocumentError as no:
        raise Refused(f"“{name}”：{no.message}{no.advice}") from no
    made = PastRead(
        name, hashlib.sha256(data).hexdigest(), len(data), reading.media_type, reading.remarks,
        reading.report,
    )  # fmt: skip
    if not made.numbers_read:
        raise Refused(f"“{name}”里没有读到表格里的数字，请换一份带表格的文件（Word、PDF、网页）。")
    return made


def organ_of(report: AnnualReport, organs: Iterable[Organ]) -> Organ | None:
    """The organ that the report names, among these; None where the name fits none, or several."""
    said = _plain(report.organ)
    if not said:
        return None
    names = [(one, {_plain(one.name), _plain(one.short_name)}) for one in organs]
    found = [one for one, known in names if said in known]
    # 交口县 is how the report of 交口县人民政府 often calls itself.
    found = found or [one for one, known in names if f"{said}人民政府" in known]
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    return "".join(name.split()).removesuffix("委员会办公室")


def held_report(organ: Organ, year: int, kind: str) -> PastReport | None:
    """The imported report that counts: the newest of organ, year and kind."""
    rows = PastReport.objects.filter(organ=organ, year=year, kind=kind)
    return rows.select_related("organ").order_by("-id").first()


def findings_of(
    report: AnnualReport, organ: Organ | None, year: int | None, kind: str
) -> tuple[Finding, ...]:
    """What the rules say; the imported report of the year before stands beside it, where there is one."""
    before = None
    if organ is not None and year is not None:
        before = held_report(organ, year - 1, kind)
    return check(Subject(report, as_report(before) if before is not None else None)).findings


def difference(report: AnnualReport, held: PastReport | None) -> Comparison | None:
    """The report beside the one imported before; None where there is none."""
    return compare(as_report(held), report) if held is not None else None


def texts_of(report: AnnualReport) -> dict[str, str]:
    """The prose as it is stored: sections, preface and signature."""
    return {key: report.text_of(key) for key in ("preface", *SECTION_NUMBERS, "signature")}


def said_of(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as they are stored."""
    return [
        {"code": one.code, "severity": str(one.severity), "message": one.message[:500]}
        for one in list(findings)[:MOST_FINDINGS]
    ]
