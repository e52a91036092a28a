"""The log of acts: read, filtered, exported, verified, sealed. Nothing here changes a row."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from gongkai.apps.audit import exports, seals
from gongkai.apps.audit.actions import seal as seal_log
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.models import ChainHead, Entry, Seal
from gongkai.apps.audit.queries import entries
from gongkai.apps.audit.verification import verify
from gongkai.apps.organs.access import label, may, table
from gongkai.office.doors import office_page
from gongkai.office.organs.forms import LogForm

PAGE = 50
# Counting and reading more than this takes longer than a page may: the command does it.
MOST_ROWS_VERIFIED_HERE = 200_000


@office_page("audit.read")
def log(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The rows asked for, newest first."""
    form, rows, address = _asked(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
    context = {
        "title": "审计日志",
        "form": form,
        "page": page,
        "rows": [(entry, label(entry.act)) for entry in page],
        "asked": {"address": address},
        "may_verify": may(actor, "audit.verify"),
    }
    return render(request, "office/organs/log.html", context)


@office_page("audit.read")
def entry(request: HttpRequest, actor: Actor, seq: int) -> HttpResponseBase:
    """One row with all it holds."""
    row = get_object_or_404(Entry, seq=seq)
    names = sorted({*(row.before or {}), *(row.after or {})}, key=str)
    context = {
        "title": f"第 {row.seq} 行",
        "crumbs": [("../", "审计日志")],
        "entry": row,
        "word": label(row.act),
        "changes": [
            (name, (row.before or {}).get(name), (row.after or {}).get(name)) for name in names
        ],
    }
    return render(request, "office/organs/entry.html", context)


@office_page("audit.verify")
def export(request: HttpRequest, actor: Actor, ending: str) -> HttpResponseBase:
    """The rows asked for as a file; at most what a spreadsheet holds."""
    _, rows, _ = _asked(request)
    rows = rows.order_by("seq")
    answer: HttpResponseBase
    if ending == "csv":
        answer = StreamingHttpResponse(
            exports.csv_lines(rows, label), content_type="text/csv; charset=utf-8"
        )
    elif ending == "xlsx":
        answer = HttpResponse(exports.workbook(rows, label), content_type=exports.XLSX)
    else:
        raise Http404
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-log.{ending}"'
    return answer


@office_page("audit.verify")
def verification(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Hold the log against itself and its seals; the seals to take away."""
    head = ChainHead.objects.filter(pk=1).first()
    rows = head.seq if head else 0
    verdict = None
    if request.method == "POST":
        if rows > MOST_ROWS_VERIFIED_HERE:
            messages.error(
                request,
                f"日志有 {rows} 行，请在服务器上用命令校验：gongkai audit verify --seals 目录。",
            )
        else:
            verdict = verify()
    context = {
        "title": "校验与封印",
        "crumbs": [("../", "审计日志")],
        "rows": rows,
        "verdict": verdict,
        "seals": Seal.objects.all()[:60],
    }
    return render(request, "office/organs/verify.html", context)


@require_POST
@office_page("audit.verify")
def seal(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Seal the log now."""
    made = seal_log()
    if made is None:
        messages.info(request, "上次封印以后没有新记录，不需要封印。")
    else:
        messages.success(request, f"已封印到第 {made.last_seq} 行。请下载，另处保存。")
    return redirect("office_verification")


@office_page("audit.verify")
def seal_file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One seal as the small text file to keep outside."""
    kept = get_object_or_404(Seal, pk=pk)
    answer = HttpResponse(seals.text_of(kept), content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{seals.name_of(kept)}"'
    return answer


def _asked(request: HttpRequest) -> tuple[LogForm, Any, str]:
    """The filter, the rows it finds, and the filter as an address."""
    form = LogForm(request.GET or None)
    form.fields["act"].choices = [
        ("", "全部"),
        *table()["acts"].items(),
        *table()["events"].items(),
    ]  # type: ignore[attr-defined]
    values: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = entries(
        person=values.get("person", ""),
        acts=(values["act"],) if values.get("act") else (),
        subject=values.get("subject", ""),
        since=values.get("since"),
        until=values.get("until"),
        outcome="refused" if values.get("refused") else "",
    )
    said = {name: value for name, value in values.items() if value}
    plain = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in said.items()
    }
    return form, rows, urlencode(plain)
