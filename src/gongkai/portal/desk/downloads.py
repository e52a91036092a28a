"""What can be taken away. The page brings the report back with it; the server kept nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.domain.findings import Finding
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.portal.desk.batch import BATCH_HEADS, batch_rows
from gongkai.portal.desk.carried import LOST
from gongkai.portal.desk.checking import Checked, Failed, Read, read
from gongkai.portal.desk.explaining import Explanations, Reasons, explained_file
from gongkai.portal.desk.result import RENDERINGS
from gongkai.portal.desk.sent import Sent, check_sent
from gongkai.portal.desk.turns import turn
from gongkai.portal.desk.workbooks import workbook
from gongkai.portal.refusals import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "html": "text/html; charset=utf-8",
    "ofd": "application/ofd",
    "json": "application/json",
    "yaml": "application/yaml",
}


@require_POST
def rendered(request: HttpRequest, to: str) -> HttpResponse:
    """The report in the official form. It was read back before it is handed out."""
    from gongkai.documents.errors import DocumentError
    from gongkai.documents.rendering import render

    if to not in dict(RENDERINGS):
        raise Http404
    one = _brought_report(request)
    try:
        with turn():
            content = render(one.report, to)
    except DocumentError as why:
        raise Refusal(422, "没有办法生成这种格式", why.message, why.advice) from None
    return attachment(content, f"{_stem(one.report, one.upload.name)}.{to}", to)


@require_POST
def findings(request: HttpRequest, to: str) -> HttpResponse:
    """The list of findings, as a sheet for people or as JSON for programs."""
    checked = _brought_outcome(request).checked
    stem = f"{_stem(checked.report, checked.name)}-校核问题"
    if to == "json":
        text = json.dumps(checked.to_dict(), ensure_ascii=False, indent=1)
        return attachment(text.encode(), f"{stem}.json", "json")
    if to == "xlsx":
        rows = finding_rows(checked.report, checked.result.findings)
        return attachment(workbook("问题", FINDING_HEADS, rows), f"{stem}.xlsx", "xlsx")
    raise Http404


@require_POST
def explained(request: HttpRequest) -> HttpResponse:
    """The reasons a person wrote, as the file that goes beside the report."""
    made = _brought_outcome(request)
    checked = made.checked
    written = Reasons.of(request.POST.dict(), len(checked.result.findings))
    text = explained_file(checked, made.explanations, written)
    name = f"{_stem(checked.report, checked.name)}-说明.yaml"
    return attachment(text.encode(), name, "yaml")


@require_POST
def batch(request: HttpRequest) -> HttpResponse:
    """The table of a batch as a sheet; the rows are those that the page shows."""
    rows = batch_rows(request.POST.get("rows", ""))
    return attachment(workbook("年报校核", BATCH_HEADS, rows), "年报校核一览.xlsx", "xlsx")


def attachment(content: bytes, name: str, to: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPES[to])
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


FINDING_HEADS = ("序号", "程度", "类别", "问题", "位置", "建议", "依据", "规则", "说明")


def finding_rows(
    report: AnnualReport, ones: Sequence[Finding]
) -> list[tuple[str | int | None, ...]]:
    """One row a finding, with the names of cells that a person uses."""
    from gongkai.documents.rendering.finding_list import cell_name, section_name

    rows: list[tuple[str | int | None, ...]] = []
    for number, one in enumerate(ones, start=1):
        places = [cell_name(cell, report) for cell in one.cells[:20]]
        places += [f"{section_name(quote.section)}：{quote.text}" for quote in one.quotes]
        rows.append(
            (
                number,
                one.severity.label,
                one.kind.label,
                one.message,
                "\n".join(places),
                one.suggestion,
                one.basis,
                one.code,
                one.explanation or "",
            )
        )
    return rows


def _brought_report(request: HttpRequest) -> Read:
    """The report alone, read again from what the page brought."""
    sent = Sent.of(request)
    if len(sent.reports) != 1:
        raise LOST
    found = read(sent.reports[0])
    if isinstance(found, Failed):
        raise LOST
    return found


@dataclass(frozen=True)
class Brought:
    checked: Checked
    explanations: Explanations | None


def _brought_outcome(request: HttpRequest) -> Brought:
    """The result again, from what the page brought. Raises Refusal (422)."""
    sent = Sent.of(request)
    if len(sent.reports) != 1:
        raise LOST
    made = check_sent(sent)
    if isinstance(made.checked, Failed):
        raise LOST
    return Brought(made.checked, made.explanations)


def _stem(report: AnnualReport, name: str) -> str:
    """示例县人民政府2025年政府信息公开工作年度报告, or the name of the file it came from."""
    if report.organ and report.year:
        kept = "".join(one for one in report.organ if one.isalnum())[:60]
        return f"{kept}{report.year}年政府信息公开工作年度报告"
    return name.rpartition(".")[0][:80] or "年报"
