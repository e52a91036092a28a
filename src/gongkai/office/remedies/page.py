"""One review or suit: how it stands, its clocks, what may be recorded now, its papers, what happened."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.masks import initial_only
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require
from gongkai.apps.remedies.access import remedies_visible_to
from gongkai.apps.remedies.actions.following import correct_record, record_fact, settle
from gongkai.apps.remedies.actions.papers import keep_paper
from gongkai.apps.remedies.data.events import event_kinds
from gongkai.apps.remedies.models import Remedy, RemedyEvent
from gongkai.apps.remedies.queries.steps import may_settle, next_facts
from gongkai.apps.remedies.questions import questions
from gongkai.apps.remedies.recording import PROCEDURES
from gongkai.apps.remedies.results import COLUMNS, results, results_in_use
from gongkai.apps.remedies.standing import STATES, block_of, clocks_of, facts_of
from gongkai.apps.sealing import unseal
from gongkai.domain.deadlines.due import MARK_LABELS, Due
from gongkai.domain.deadlines.overview import Standing
from gongkai.office.cases.days import left_in_words
from gongkai.office.doors import office_page, refused
from gongkai.office.remedies.forms import CorrectForm, FactForm, PaperForm, SettleForm

BLOCKS = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}
ROLES = {"start": "起算", "counted": "计入", "excluded": "不计入", "rest": "休息日", "end": "届满"}


def found(actor: Actor, pk: int) -> Remedy:
    """The remedy, where the actor may see it."""
    return get_object_or_404(remedies_visible_to(actor), pk=pk)


@office_page("remedy.read")
def remedy(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    one = found(actor, pk)
    facts = facts_of(one)
    result = results_in_use().get(one.result)
    records = may(actor, "remedy.record", one.organ_id)
    applicant = str(unseal(one.sealed).get("applicant", ""))
    context = {
        "title": f"{one.get_kind_display()} {one.number}",
        "crumbs": [(reverse("office_remedies"), "复议诉讼")],
        "remedy": one,
        "state": STATES[one.state],
        "applicant": applicant if records else initial_only(Identity(name=applicant), "natural"),
        "counted_in": BLOCKS.get(block_of(one), ""),
        "result": result,
        "column": COLUMNS.get(one.column, ""),
        "mark": MARK_LABELS[result.mark] if result and result.mark != "verified" else "",
        "questions": questions(one),
        "clocks": [clock_line(each) for each in clocks_of(one, facts)],
        "nexts": next_facts(one, facts) if records else [],
        "may_settle": records and may_settle(one),
        "records": records,
        "lines": lines_of(one),
        "may_open": may(actor, "case.unmask", one.organ_id),
        "papers": one.papers.select_related("file"),
        "paper_form": PaperForm() if records else None,
        "may_log": may(actor, "audit.read"),
    }
    return render(request, "office/remedies/remedy.html", context)


def clock_line(one: Standing) -> dict[str, Any]:
    """One clock with how it stands and how it was counted."""
    assert isinstance(one.clock, Due)
    said = left_in_words(one.left) if one.left is not None else ""
    if one.done_on is not None:
        late = f"，逾期{one.late_by}个工作日" if one.late_by else ""
        said = f"{one.done_on.isoformat()}完成{late}"
    return {
        "due": one.clock,
        "said": said,
        "late": bool(one.late_by) or (one.left is not None and one.left < 0),
        "basis": [(each.text, each.mark, MARK_LABELS[each.mark]) for each in one.clock.basis],
        "steps": [(step, ROLES[step.role.value]) for step in one.clock.steps],
    }


def lines_of(remedy: Remedy) -> list[dict[str, Any]]:
    """What happened, newest record first, with what replaced what."""
    rows = list(remedy.events.order_by("-on", "-number").select_related("replaces"))
    newer = {one.replaces_id: one for one in rows if one.replaces_id}
    return [
        {
            "event": one,
            "label": event_kinds()[one.kind].label,
            "said": said(one),
            "replaced_by": newer.get(one.pk),
            "mendable": one.pk not in newer and one.kind not in ("void", "settled"),
        }
        for one in rows
    ]


def said(event: RemedyEvent) -> list[str]:
    """What a fact says, in words."""
    facts, words = event.facts, []
    if facts.get("result"):
        known = results().get(str(facts["result"]))
        words.append(known.label if known else str(facts["result"]))
    if facts.get("procedure"):
        words.append(PROCEDURES[str(facts["procedure"])])
    if facts.get("number"):
        words.append(str(facts["number"]))
    if facts.get("reply_again"):
        words.append("须重新答复" if facts["reply_again"] == "yes" else "不须重新答复")
    if facts.get("reply_due_on"):
        words.append(f"期限 {facts['reply_due_on']}")
    return words


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


def _form_page(
    request: HttpRequest, one: Remedy, form: Any, title: str, verb: str, lead: str = ""
) -> HttpResponseBase:
    page = reverse("office_remedy", args=[one.pk])
    context = {
        "title": title,
        "crumbs": [(reverse("office_remedies"), "复议诉讼"), (page, one.number)],
        "remedy": one,
        "form": form,
        "verb": verb,
        "back": page,
        "lead": lead,
    }
    return render(request, "office/remedies/form.html", context)


@office_page("remedy.record")
def fact(request: HttpRequest, actor: Actor, pk: int, kind: str) -> HttpResponseBase:
    """Record one fact; its form is made of what the kind says."""
    one = found(actor, pk)
    require(actor, "remedy.record", one.organ_id)
    known = event_kinds().get(kind)
    if known is None or one.kind not in known.kinds or kind in ("brought", "settled", "void"):
        raise Http404
    form = FactForm(one, known, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        facts = {name: values[name] for name in (*known.required, *known.optional)}
        try:
            record_fact(
                actor, one, kind, on=values["on"], facts=facts, note=values["note"],
                amendment=values.get("amendment", ""), seen=_seen(request),
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"“{known.label}”已经登记。")
            return redirect("office_remedy", one.pk)
    return _form_page(request, one, form, known.label, "登记")


@office_page("remedy.record")
def settled(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """What follows from the result: a new answer on the same application, or nothing."""
    one = found(actor, pk)
    require(actor, "remedy.record", one.organ_id)
    form = SettleForm(request.POST or None, initial={"reply_again": "no"})
    if request.method == "POST" and form.is_valid():
        try:
            settle(actor, one, **form.cleaned_data, seen=_seen(request))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "结果和后续已经登记。")
            return redirect("office_remedy", one.pk)
    lead = "结果已经生效（一审没有上诉、期满，或者二审裁判送达）以后再登记。"
    return _form_page(request, one, form, "登记生效结果与后续", "登记", lead)


@office_page("remedy.record")
def correct(request: HttpRequest, actor: Actor, pk: int, number: int) -> HttpResponseBase:
    """Put a wrong record right: the newer one takes its place, both stay on file."""
    one = found(actor, pk)
    require(actor, "remedy.record", one.organ_id)
    event = get_object_or_404(one.events, number=number)
    known = event_kinds()[event.kind]
    initial = {"on": event.on, **event.facts}
    form = CorrectForm(one, known, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        facts = {name: values[name] for name in (*known.required, *known.optional)}
        try:
            correct_record(
                actor, one, event, on=values["on"], facts=facts, reason=values["reason"],
                void=values["void"], amendment=values.get("amendment", ""), seen=_seen(request),
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"第{number}条记录已经更正，原来的记录仍在卷内。")
            return redirect("office_remedy", one.pk)
    return _form_page(request, one, form, f"更正第{number}条：{known.label}", "更正")


@require_POST
@office_page("remedy.record")
def add_paper(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Keep a file, sealed."""
    one = found(actor, pk)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        said_first = next(iter(form.errors.values()))[0]
        messages.error(request, f"材料没有加入：{said_first}")
        return redirect("office_remedy", one.pk)
    file = form.cleaned_data["file"]
    try:
        keep_paper(
            actor, one, file.read(), file.name, kind=form.cleaned_data["kind"],
            on=form.cleaned_data["on"],
        )  # fmt: skip
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "材料已经加入。")
    return redirect("office_remedy", one.pk)


@office_page("remedy.read")
def paper(request: HttpRequest, actor: Actor, pk: int, paper: int) -> HttpResponseBase:
    """A file of the remedy as a download with a name that says nothing."""
    one = found(actor, pk)
    require(actor, "case.unmask", one.organ_id)  # every paper may name people
    kept = get_object_or_404(one.papers.select_related("file"), pk=paper)
    try:
        content = file_content(kept.file)
    except Refused as no:
        return refused(request, str(no), status=409)
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = f"remedy-{kept.pk}-{clock.today():%Y%m%d}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer
