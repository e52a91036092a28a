"""The desk of one case: the files in work, and taking another one to it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.redacting import add_source, begin, files_of
from gongkai.apps.cases.filing import MOST_BYTES, file_name
from gongkai.apps.cases.models import Case, CaseFile, Redaction
from gongkai.apps.cases.queries.redactions import pieces_list, redactions_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.office.cases.finding import seen_case
from gongkai.office.cases.redacting.finding import ACTS
from gongkai.office.doors import office_page


class SourceForm(forms.Form):
    """A file of the case, or a new one. One of both is given."""

    source = forms.ChoiceField(label="卷宗里的材料", required=False)
    file = forms.FileField(
        label="或者加入一份新的",
        required=False,
        help_text=f"PDF（扫描件也可以）、Word 文档、JPG、PNG，不超过{MOST_BYTES // 1024 // 1024} MB。"
        "涉及国家秘密的文件不得放进本系统。",
    )

    def __init__(self, files: list[CaseFile], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["source"].choices = [("", "请选择")] + [
            (str(one.pk), f"{one.get_kind_display()}：{file_name(one)}") for one in files
        ]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("source")) == bool(given.get("file")):
            raise forms.ValidationError(
                "请选择一份卷宗里的材料，或者加入一份新的文件（只选一种）。"
            )
        return given


@office_page(*ACTS)
def desk(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """What is in work, how far each file is, and the list of pieces for the letter."""
    case = seen_case(actor, pk)
    if not any(may(actor, act, case.organ_id) for act in ACTS):
        require(actor, ACTS[0], case.organ_id)
    rows = list(redactions_of(case))
    taken = {one.source_id for one in rows}
    files = [one for one in files_of(case) if one.pk not in taken]
    sent = request.method == "POST"
    form = SourceForm(files, request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        try:
            row = _begin(actor, case, files, form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已打开，请逐页查看，遮盖不能公开的内容。")
            return redirect("office_redaction", row.pk)
    page = reverse("office_case", args=[case.pk])
    context = {
        "title": "区分处理",
        "crumbs": [(reverse("office_cases"), "依申请公开办件"), (page, case.number)],
        "case": case,
        "rows": [in_work(one) for one in rows],
        "pieces": pieces_list(case, checked=False),
        "form": form if may(actor, "letter.write", case.organ_id) else None,
    }
    return render(request, "office/cases/redacting/desk.html", context)


def _begin(actor: Actor, case: Case, files: list[CaseFile], given: dict[str, Any]) -> Redaction:
    if given["file"]:
        sent = given["file"]
        if sent.size > MOST_BYTES:
            raise Refused(f"单个文件不得超过{MOST_BYTES // 1024 // 1024} MB，请压缩或者分开上传。")
        source = add_source(actor, case, sent.read(), sent.name)
    else:
        source = next(one for one in files if str(one.pk) == given["source"])
    return begin(actor, case, source)


def in_work(row: Redaction) -> dict[str, Any]:
    """One file: its name, how far it is, and who is waited for."""
    if row.checked_at:
        state, mark = f"{row.checked_by}复核通过", "public"
    elif row.output_id:
        state, mark = f"{row.made_by}已生成，等另一人复核", "review"
    elif row.return_reason:
        state, mark = "退回修改", "returned"
    else:
        state, mark = "遮盖中", ""
    return {
        "row": row,
        "name": file_name(row.source),
        "pages": len(row.pages),
        "pieces": row.pieces.count(),
        "state": state,
        "mark": mark,
    }
