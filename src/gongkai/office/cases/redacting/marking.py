"""One page of a file with its marks: drawn with the script, or typed as numbers without it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import redacting as acts
from gongkai.apps.cases.data.redacting import offered
from gongkai.apps.cases.filing import file_content, file_name
from gongkai.apps.cases.models import Redaction
from gongkai.apps.cases.queries.redactions import basis_of, grounds
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.documents.errors import DocumentError
from gongkai.documents.redacting import Pointed, pointed_out_safely
from gongkai.office.cases.redacting import rows
from gongkai.office.cases.redacting.finding import ACTS, changes_seen, seen_redaction
from gongkai.office.doors import office_page

BLANK_ROWS = 2


@office_page(*ACTS)
def marking(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Show a page (`?page=`); POST keeps its pieces, and takes over what was pointed out (`take`)."""
    row = seen_redaction(actor, pk)
    page = _page(request, row)
    pointed, gap = _pointed(row, page)
    given = None
    if request.method == "POST":
        require(actor, "letter.write", row.case.organ_id)
        given = rows.typed(request.POST)
        try:
            pieces = rows.pieces_of(given, page)
            pieces += [rows.taken(one) for one in _chosen(request, pointed)]
            acts.mark_page(actor, row, page, pieces, seen=changes_seen(request))
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, f"第{page}页已保存，{len(pieces)}处。")
            return redirect(
                f"{reverse('office_redaction', args=[pk])}?page={_next(request, row, page)}"
            )
    return render(
        request, "office/cases/redacting/page.html", _shown(actor, row, page, given, pointed, gap)
    )


@require_POST
@office_page("letter.write")
def make(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """生成遮盖后的文件; the refusal says what is missing."""
    row = seen_redaction(actor, pk)
    try:
        acts.make(actor, row, seen=changes_seen(request))
    except Refused as no:
        messages.error(request, str(no))
        return redirect("office_redaction", pk)
    messages.success(request, "已生成遮盖后的文件，请对照查看，再由另一人复核。")
    return redirect("office_redaction_check", pk)


@require_POST
@office_page("letter.write")
def end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """收回重新处理 (`reopen`), or 作废."""
    row = seen_redaction(actor, pk)
    reason, again = request.POST.get("reason", ""), "reopen" in request.POST
    try:
        (acts.reopen if again else acts.drop)(actor, row, reason, seen=changes_seen(request))
    except Refused as no:
        messages.error(request, str(no))
        return redirect("office_redaction", pk)
    messages.success(
        request, "已收回，可以继续修改。" if again else "已作废，原来的材料仍在卷宗里。"
    )
    return redirect("office_redaction", pk) if again else redirect("office_redactions", row.case_id)


def _shown(
    actor: Actor,
    row: Redaction,
    page: int,
    given: list[rows.Row] | None,
    pointed: list[Pointed],
    gap: str,
) -> dict[str, Any]:
    pieces = list(row.pieces.filter(page=page))
    shown = rows.stored(pieces) if given is None else given
    width, height = row.pages[page - 1]
    high = round(rows.UNITS * height / width, 2)
    last = max((one.key for one in shown), default=-1) + 1
    case_page = reverse("office_case", args=[row.case_id])
    return {
        "title": file_name(row.source),
        "crumbs": [
            (case_page, row.case.number),
            (reverse("office_redactions", args=[row.case_id]), "区分处理"),
        ],
        "redaction": row,
        "page": page,
        "pages": _pages(row),
        "high": high,
        "rows": [(one, rows.box_of(one, high)) for one in shown],
        "blanks": [rows.Row(last + extra) for extra in range(BLANK_ROWS)],
        "pointed": [
            (key, one, rows.box(one.mark, high, one.kind))
            for key, one in enumerate(pointed)
            if not rows.covered(one, pieces)
        ],
        "gap": gap,
        "grounds": [(code, one.label, basis_of(code)) for code, one in grounds().items()],
        "categories": [one for each in offered().values() for one in each.categories],
        "reasons": [each.reason for each in offered().values()],
        "may_mark": may(actor, "letter.write", row.case.organ_id) and row.checked_at is None,
        "may_end": may(actor, "letter.write", row.case.organ_id),
        "total": row.pieces.count(),
    }


def _pages(row: Redaction) -> list[tuple[int, int]]:
    """Each page with how many pieces it has."""
    counts: dict[int, int] = {}
    for number in row.pieces.values_list("page", flat=True):
        counts[number] = counts.get(number, 0) + 1
    return [(number, counts.get(number, 0)) for number in range(1, len(row.pages) + 1)]


def _pointed(row: Redaction, page: int) -> tuple[list[Pointed], str]:
    """What the scanner sees on the page; a sentence where it could not look."""
    if row.checked_at is not None:
        return [], ""
    try:
        return list(pointed_out_safely(file_content(acts.shown_file(row)), page)), ""
    except (DocumentError, Refused) as no:
        return [], f"这一页没有能够自动查看：{no}"


def _chosen(request: HttpRequest, pointed: list[Pointed]) -> list[Pointed]:
    given = request.POST.get("take", "")
    if given == "all":
        return pointed
    return [one for key, one in enumerate(pointed) if str(key) == given]


def _page(request: HttpRequest, row: Redaction) -> int:
    given = request.GET.get("page", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    if not 1 <= number <= len(row.pages):
        raise Http404("没有这一页。")
    return number


def _next(request: HttpRequest, row: Redaction, page: int) -> int:
    return min(len(row.pages), page + 1) if "next" in request.POST else page
