"""复核: every page before and after, side by side; approved or sent back by another person."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.redacting import check
from gongkai.apps.cases.filing import file_name
from gongkai.apps.cases.queries.redactions import basis_of, placed
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may
from gongkai.domain.cases import outcomes
from gongkai.office.cases.redacting.finding import ACTS, changes_seen, seen_redaction
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area


class CheckForm(forms.Form):
    reason = forms.CharField(
        label="退回的理由",
        required=False,
        max_length=300,
        widget=text_area(2),
        help_text="退回时填写，例如“第2页第1处露出了半个字”。不要写出被遮盖的内容。",
    )


@office_page(*ACTS)
def checking(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The comparison, the list of pieces; POST `approve` or `return`."""
    row = seen_redaction(actor, pk)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        approved = "approve" in request.POST
        try:
            check(actor, row, approved, form.cleaned_data["reason"], seen=changes_seen(request))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "复核通过，可以随答复提供。" if approved else "已退回修改。")
            return redirect("office_redactions", row.case_id)
    wrote = set(row.pieces.values_list("marked_by", flat=True)) | {row.begun_by_id, row.made_by_id}
    authors = frozenset(one for one in wrote if one is not None)
    pieces = [
        (one, where, outcomes()[one.ground].label if one.ground else "", basis_of(one.ground))
        for one, where in placed(row.pieces.all())
    ]
    context = {
        "title": f"对照：{file_name(row.source)}",
        "crumbs": [
            (reverse("office_case", args=[row.case_id]), row.case.number),
            (reverse("office_redactions", args=[row.case_id]), "区分处理"),
            (reverse("office_redaction", args=[pk]), "遮盖"),
        ],
        "redaction": row,
        "pieces": pieces,
        "pages": [
            (number, sum(one.page == number for one, *_ in pieces))
            for number in range(1, len(row.pages) + 1)
        ],
        "form": form,
        "may_check": row.output_id is not None
        and row.checked_at is None
        and may(actor, "letter.review", row.case.organ_id, authors=authors),
        "own": actor.person_id in authors,
    }
    return render(request, "office/cases/redacting/check.html", context)
