"""报告文件: every file as it would be published, looked at, read back, downloaded."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from gongkai.apps.annual.artefacts import FORMATS
from gongkai.apps.audit.actor import Actor
from gongkai.documents.errors import DocumentError
from gongkai.office.annual.acting import report_asked
from gongkai.office.annual.outputs.drafts import PAGED, Text, file_of, pages_of, text_of
from gongkai.office.annual.outputs.public import Public, public_of
from gongkai.office.doors import office_page


@dataclass(frozen=True)
class Line:
    """One format. `size` None: not made yet; `fault`: why it was not."""

    format: str
    about: str
    paged: bool
    size: int | None = None
    fault: str = ""


@office_page("report.read")
def listed(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The formats; with `?check=1` each is made and read back now, and the public page is read too."""
    row = report_asked(actor, pk)
    text = text_of(row)
    checks = request.GET.get("check") == "1"
    public: Public | None = public_of(row, read=checks)
    return render(
        request,
        "office/annual/outputs/list.html",
        _frame(row, "报告文件")
        | {
            "text": text,
            "checks": checks,
            "lines": [_line(text, to, checks) for to in FORMATS],
            "artefacts": row.artefacts.order_by("-id")[: len(FORMATS)],
            "public": public,
        },
    )


def _frame(row: Any, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "report": row,
        "crumbs": [(reverse("office_annual_report", args=[row.pk]), str(row))],
    }


def _line(text: Text, to: str, checks: bool) -> Line:
    if not checks:
        return Line(to, FORMATS[to], to in PAGED)
    try:
        return Line(to, FORMATS[to], to in PAGED, len(file_of(text, to)))
    except DocumentError as no:
        return Line(to, FORMATS[to], to in PAGED, None, f"{no.message}{no.advice}")


@office_page("report.read")
def look(request: HttpRequest, actor: Actor, pk: int, to: str) -> HttpResponseBase:
    """The pages of the file one under the other."""
    row = report_asked(actor, pk)
    if to not in PAGED:
        raise Http404("这种文件没有可以看的页面。")
    text, count, fault = text_of(row), 0, ""
    try:
        count = len(pages_of(text, to))
    except DocumentError as no:
        fault = f"{no.message}{no.advice}"
    return render(
        request,
        "office/annual/outputs/look.html",
        _frame(row, f"{to.upper()} 的页面")
        | {"text": text, "to": to, "pages": range(1, count + 1), "fault": fault},
    )


@office_page("report.read")
def picture(request: HttpRequest, actor: Actor, pk: int, to: str, page: int) -> HttpResponseBase:
    """One page of the file."""
    text = text_of(report_asked(actor, pk))
    if to not in PAGED:
        raise Http404("这种文件没有可以看的页面。")
    try:
        pages = pages_of(text, to)
    except DocumentError as no:
        return HttpResponse(no.message, status=503, content_type="text/plain; charset=utf-8")
    if not 1 <= page <= len(pages):
        raise Http404("没有这一页。")
    return _shut(HttpResponse(pages[page - 1], content_type="image/png"))


@office_page("report.read")
def download(request: HttpRequest, actor: Actor, pk: int, to: str) -> HttpResponseBase:
    """The file itself, marked as a draft while it is one."""
    row = report_asked(actor, pk)
    if to not in FORMATS:
        raise Http404("没有这种格式。")
    text = text_of(row)
    try:
        content = file_of(text, to)
    except DocumentError as no:
        fault = f"{no.message}{no.advice}"
        return render(
            request,
            "office/annual/outputs/look.html",
            _frame(row, f"{to.upper()} 文件没有生成") | {"text": text, "to": to, "fault": fault},
            status=409,
        )
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = content_disposition_header(True, text.name(to))
    answer.headers["Content-Disposition"] = name or "attachment"
    return _shut(answer)


@office_page("report.read")
def web(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The web page file as a browser shows it, without scripts and without the office around it."""
    text = text_of(report_asked(actor, pk))
    try:
        content = file_of(text, "html")
    except DocumentError as no:
        return HttpResponse(no.message, status=503, content_type="text/plain; charset=utf-8")
    answer = _shut(HttpResponse(content, content_type="text/html; charset=utf-8"))
    answer.headers["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    )
    return answer


def _shut(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
