"""来件登记: what came, as it came; then the cases that are opened from it, or the case it belongs to."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import cases_visible_to, papers_visible_to
from gongkai.apps.cases.actions.attaching import add_paper_file, attach_paper, detach_paper
from gongkai.apps.cases.actions.registering import register_paper
from gongkai.apps.cases.models import FileKind, Paper, PaperKind
from gongkai.apps.cases.queries.papers import cases_of, unfiled
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ
from gongkai.apps.sealing import unseal
from gongkai.domain.cases import machine
from gongkai.domain.deadlines import channels
from gongkai.office.cases.finding import seen_case, seen_paper
from gongkai.office.cases.page import steps_of
from gongkai.office.cases.scans import ScansField, scans_of
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, organs_today, text_area

PAGE = 50
# What comes over the portal registers itself.
BY_STAFF = tuple((key, one.label) for key, one in channels().items() if key != "online")
SCAN_KINDS = tuple(
    (one.value, one.label)
    for one in FileKind
    if one.value in ("application", "identity", "authorisation", "corrected", "opinion", "evidence", "other")
)  # fmt: skip


class PaperForm(forms.Form):
    organ = forms.ModelChoiceField(Organ.objects.none(), label="收件机关", empty_label=None)
    kind = forms.ChoiceField(label="来件种类", choices=PaperKind.choices)
    channel = forms.ChoiceField(label="提交方式", choices=BY_STAFF)
    arrived_on = day_field(
        "到件日期",
        help_text="当面提交是递交的那天；挂号信、快递是签收的那天；平信是到达本机关的那天。",
    )
    evidence = forms.CharField(
        label="到件凭证",
        required=False,
        max_length=300,
        help_text="邮件写邮件号码，传真、电子邮件写收到的时间。不要写姓名、电话、证件号码。",
    )
    filled_by_staff = forms.BooleanField(
        label="申请人书写确有困难，口头提出，由工作人员代为填写（条例第二十九条）", required=False
    )
    text = forms.CharField(
        label="来件说了什么",
        required=False,
        max_length=20_000,
        widget=text_area(5),
        help_text="可以照录，封存保存，只有办理这个机关申请的人看得到。上传了扫描件的可以不填。",
    )
    scans = ScansField(label="扫描件、附件", required=False)
    scan_kind = forms.ChoiceField(
        label="这些文件是", choices=SCAN_KINDS, help_text="身份证明、授权委托书请在登记后另行加入。"
    )

    def clean(self) -> dict[str, Any]:
        """Post is proved by its number; only who stands before us can be helped to write."""
        values = super().clean() or {}
        channel = values.get("channel")
        if channel == "registered_post" and not values.get("evidence", "").strip():
            self.add_error(
                "evidence", "需要签收的邮件请填写邮件号码，它证明签收的日期（条例第三十一条）。"
            )
        if values.get("filled_by_staff") and channel != "in_person":
            self.add_error("filled_by_staff", "代为填写只用于当面提交；其他方式请不要勾选。")
        return values


class ScanForm(forms.Form):
    scan_kind = forms.ChoiceField(label="材料种类", choices=SCAN_KINDS)
    scans = ScansField(label="文件")


class AttachForm(forms.Form):
    number = forms.CharField(
        label="申请编号", max_length=40, help_text="这件来件属于哪一件申请，例如 jyj-2025-0003。"
    )


@office_page("case.read")
def papers(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What came, newest first; or only what belongs to no case yet."""
    rows = papers_visible_to(actor)
    loose = request.GET.get("show") == "loose"
    if loose:
        rows = unfiled(rows)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) <= 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    context = {
        "title": "来件登记",
        "rows": [(one, _channel(one)) for one in found[:PAGE]],
        "onward": found[PAGE - 1].pk if len(found) > PAGE else None,
        "loose": loose,
        "further": bool(after),
        "several": len({one.organ_id for one in found}) > 1,
        "may_register": may(actor, "case.register"),
    }
    return render(request, "office/cases/papers.html", context)


def _channel(paper: Paper) -> str:
    known = channels().get(paper.channel)
    return known.label if known else paper.channel


@office_page("case.register")
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """登记来件."""
    organs = organs_today(actor, "case.register")
    sent = request.method == "POST"
    form = PaperForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        initial={"arrived_on": clock.today(), "scan_kind": "application"},
    )
    fields: Any = form.fields
    fields["organ"].queryset = Organ.objects.filter(pk__in=[one.pk for one in organs])
    if len(organs) == 1:
        fields["organ"].initial = organs[0]
        fields["organ"].widget = forms.HiddenInput()
    if sent and form.is_valid():
        values = dict(form.cleaned_data)
        organ, scans, kind = values.pop("organ"), values.pop("scans"), values.pop("scan_kind")
        try:
            paper = register_paper(actor, organ, **values)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已登记，收件号{paper.number}。")
            _keep(request, actor, paper, scans, kind)
            return redirect("office_paper", paper.pk)
    context = {
        "title": "登记来件",
        "crumbs": [(reverse("office_papers"), "来件登记")],
        "form": form,
        "verb": "登记来件",
        "back": reverse("office_papers"),
    }
    return render(request, "office/cases/register.html", context)


def _keep(request: HttpRequest, actor: Actor, paper: Paper, scans: Any, kind: str) -> int:
    """Keep each file; one that is refused is named by its place in the row, the others stay."""
    kept = 0
    for place, (content, name) in enumerate(scans_of(scans), 1):
        try:
            add_paper_file(actor, paper, content, name, kind)
        except Refused as no:
            messages.error(request, f"第{place}个文件没有保存：{no}")
        else:
            kept += 1
    return kept


@office_page("case.read")
def paper(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One paper: what it is, its files, its cases, and what may be done with it."""
    row = seen_paper(actor, pk)
    return paper_page(request, actor, row)


def paper_page(
    request: HttpRequest,
    actor: Actor,
    row: Paper,
    attach: AttachForm | None = None,
    scan: ScanForm | None = None,
) -> HttpResponseBase:
    """The page; a form that was refused stands in it with what was typed."""
    may_open = may(actor, "case.unmask", row.organ_id)
    may_register = may(actor, "case.register", row.organ_id)
    context = {
        "title": f"来件 {row.number}",
        "crumbs": [(reverse("office_papers"), "来件登记")],
        "paper": row,
        "channel": _channel(row),
        "text": unseal(row.sealed).get("text", "") if may_open and row.sealed else "",
        "files": row.files.filter(removed_at=None),
        "cases": [(one, machine().states[one.state].label) for one in cases_of(row)],
        "may_open": may_open,
        "may_register": may_register,
        "attach_form": (attach or AttachForm()) if may_register else None,
        "scan_form": (scan or ScanForm(initial={"scan_kind": "identity"}))
        if may_register
        else None,
        "is_application": row.kind == PaperKind.APPLICATION,
    }
    return render(request, "office/cases/paper.html", context)


@require_POST
@office_page("case.register")
def add_scan(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Add files to a paper."""
    row = seen_paper(actor, pk)
    require(actor, "case.register", row.organ_id)
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return paper_page(request, actor, row, scan=form)
    values = form.cleaned_data
    kept = _keep(request, actor, row, values["scans"], values["scan_kind"])
    if kept:
        messages.success(request, f"已加入{kept}个文件。")
    return redirect("office_paper", row.pk)


@require_POST
@office_page("case.register")
def attach(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """归入已有的申请; what it answers is then recorded by the step the case page offers."""
    row = seen_paper(actor, pk)
    require(actor, "case.register", row.organ_id)
    form = AttachForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"].strip()
        found = cases_visible_to(actor).filter(number=number, organ_id=row.organ_id).first()
        if found is None:
            form.add_error("number", "本机关没有这个编号的申请，请核对编号，例如 jyj-2025-0003。")
        else:
            try:
                attach_paper(actor, row, found)
            except Refused as no:
                form.add_error("number", str(no))
            else:
                messages.success(request, f"已归入{found.number}。")
                steps, _ = steps_of(actor, found)
                fitting = [one for one in steps if one.takes == row.kind]
                return redirect(fitting[0].url_name if fitting else "office_case", found.pk)
    return paper_page(request, actor, row, attach=form)


@require_POST
@office_page("case.register")
def detach(request: HttpRequest, actor: Actor, pk: int, case: int) -> HttpResponseBase:
    """移出: the paper does not belong to this case."""
    row, held = seen_paper(actor, pk), seen_case(actor, case)
    require(actor, "case.register", held.organ_id)
    try:
        detach_paper(actor, row, held)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"已从{held.number}移出。")
    return redirect("office_paper", row.pk)
