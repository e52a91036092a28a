"""拟办: the decision in seven steps, one after the other, with what is recorded so far at the side."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import deciding
from gongkai.apps.cases.data.steps import LAST, step_book, steps_of
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.conditions import Known, unmet
from gongkai.apps.cases.queries.decisions import Proposal, draft_of, newest_decision, proposal_of
from gongkai.apps.cases.queries.records import search_lines
from gongkai.apps.cases.queries.redactions import redactions_of
from gongkai.apps.cases.queries.similar import GROUNDS, similar_to
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import asked_texts
from gongkai.domain.cases import Variant, machine
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.office.cases.acting import seen_of
from gongkai.office.cases.page import clock_of
from gongkai.office.cases.steps.answering import REMEDIES, AnswerForm, Pieces
from gongkai.office.cases.steps.consulting import asked_rows
from gongkai.office.cases.steps.frame import case_for
from gongkai.office.doors import office_page

# Where an act that must come first is done.
ACTS = {
    "notify_correction": "office_step_correct",
    "ask_reasons": "office_step_reasons",
    "ask_third_party": "office_step_consult",
}


class StepForm(forms.Form):
    """What was sent for one step; the choices themselves are the page's."""

    step = forms.CharField(max_length=24)
    finding = forms.CharField(
        max_length=40, error_messages={"required": "请选择一项结论，再到下一步。"}
    )
    reason = forms.CharField(max_length=8000, required=False)


@office_page("case.propose")
def decide(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The page as it stands; `?step=` opens a step that was answered already."""
    return _page(request, actor, case_for(actor, pk, "case.propose"))


def _proposal(case: Case) -> Proposal:
    return proposal_of(case, draft_of(case) or newest_decision(case), Known(case))


def _page(
    request: HttpRequest,
    actor: Actor,
    case: Case,
    *,
    refusal: str = "",
    given: StepForm | None = None,
    answer: AnswerForm | None = None,
    pieces: Any = None,
) -> HttpResponseBase:
    made = _proposal(case)
    asked = given.data.get("step", "") if given is not None else request.GET.get("step", "")
    context = {
        "title": "拟办",
        "asked_for": asked_texts(case),
        "crumbs": [
            (reverse("office_cases"), "依申请公开办件"),
            (reverse("office_case", args=[case.pk]), case.number),
        ],
        "case": case,
        "made": made,
        "refusal": refusal,
        "rows": _rows(case, made, asked, given),
        "writable": case.state in deciding.WRITABLE,
        "state": machine().states[case.state].label,
        "returned": case.decisions.filter(approved=False).order_by("-version").first(),
        "may_propose": not made.sentences and case.state in machine().acts["propose"].sources,
    }
    if made.walk.at_answer:
        context |= _answer(made, answer, pieces)
    return render(request, "office/cases/steps/decide.html", context | _aside(case))


def _rows(case: Case, made: Proposal, asked: str, given: StepForm | None) -> list[dict[str, Any]]:
    """Every step of the kind: answered, being answered, or still to come."""
    taken = {one.step.key: one for one in made.walk.taken}
    now = made.walk.now.key if made.walk.now else ""
    opened = asked if asked in taken else now
    known = Known(case)
    book = step_book()
    rows = []
    for number, step in enumerate(steps_of(case.kind), 1):
        done = taken.get(step.key)
        row: dict[str, Any] = {
            "number": number, "step": step, "done": done, "last": step.key == LAST,
            "mark": MARK_LABELS[step.mark] if step.mark != "verified" else "",
            "open": step.key == opened and not (step.key == LAST and opened != now),
            "skipped": made.walk.at_answer and done is None and step.key != LAST,
        }  # fmt: skip
        if row["open"] and not row["last"]:
            chosen = done.finding.key if done else ""
            reason = done.reason if done else ""
            if given is not None:
                chosen, reason = given.data.get("finding", ""), given.data.get("reason", "")
            row["chosen"], row["reason"] = chosen, reason
            every = [
                (one, [book.conditions[key] for key in unmet(known, one.requires)])
                for one in step.findings.values()
            ]
            # What the facts do not allow now stays readable, out of the way.
            row["choices"] = [one for one in every if not one[1] or one[0].key == chosen]
            row["not_now"] = [one for one in every if one not in row["choices"]]
        if done is not None and done.finding.act:
            row["act_label"] = machine().acts[done.finding.act].label
            row["act_url"] = reverse(ACTS[done.finding.act], args=[case.pk])
        rows.append(row)
    return rows


def _answer(made: Proposal, answer: AnswerForm | None, pieces: Any) -> dict[str, Any]:
    start = [dict(one) for one in made.content.pieces]
    return {
        "answer": answer or AnswerForm(made),
        "pieces": pieces
        or (Pieces(initial=start, prefix="pieces") if not made.from_desk else None),
        "marked": made.from_desk,
        "partial": made.outcome[0] == "PARTIAL",
        "remedy": REMEDIES[made.way.remedy] if made.way else "",
        "remedy_mark": remedy_mark(made.way) if made.way else "",
        "basis_mark": _unsure(made.way.mark) if made.way else "",
    }


def remedy_mark(way: Variant) -> str:
    """How firm the remedy is, in words; "" where the law says it."""
    if way.remedy == "by-grounds":
        return _unsure(law_in_use()[0].choice("partial_review_first").mark)
    return _unsure(way.remedy_mark)


def _unsure(mark: str) -> str:
    return "" if mark == "verified" else MARK_LABELS[mark]


def _aside(case: Case) -> dict[str, Any]:
    return clock_of(case) | {
        "asked": asked_rows(case, case.created_at.date()),
        "searches": search_lines(case),
        "pointed": similar_to(case),
        "grounds": GROUNDS,
        "redactions": redactions_of(case),
    }


def _to(case: Case) -> HttpResponseBase:
    return redirect(reverse("office_step_decide", args=[case.pk]) + "#now")


@require_POST
@office_page("case.propose")
def answer_step(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One step was answered."""
    case = case_for(actor, pk, "case.propose")
    form = StepForm(request.POST)
    if not form.is_valid():
        sentence = next(iter(form.errors.values()))[0]
        return _page(request, actor, case, refusal=str(sentence), given=form)
    values = form.cleaned_data
    try:
        deciding.save_step(
            actor,
            case,
            values["step"],
            finding=values["finding"],
            reason=values["reason"],
            seen=seen_of(request, case),
        )
    except Refused as no:
        case.refresh_from_db()
        return _page(request, actor, case, refusal=str(no), given=form)
    return _to(case)


@require_POST
@office_page("case.propose")
def answer(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The last step was written; `propose` among what was sent hands it to the reviewer too."""
    case = case_for(actor, pk, "case.propose")
    made = _proposal(case)
    if not made.walk.at_answer:
        return _page(request, actor, case, refusal="前面的步骤还没有答完，还不能写答复。")
    form = AnswerForm(made, request.POST)
    pieces = Pieces(request.POST, prefix="pieces") if "pieces-TOTAL_FORMS" in request.POST else None
    if not form.is_valid() or (pieces is not None and not pieces.is_valid()):
        return _page(
            request, actor, case, refusal="请核对下面标出的地方。", answer=form, pieces=pieces
        )
    rows = [one.cleaned_data for one in pieces if one.said] if pieces is not None else []
    try:
        seen = seen_of(request, case)
        deciding.save_answer(actor, case, pieces=rows, seen=seen, **form.values())
        if "propose" in request.POST:
            deciding.propose_decision(actor, case, seen=seen)
            messages.success(request, "已提出处理意见，等待审核。")
            return redirect("office_case", case.pk)
    except Refused as no:
        case.refresh_from_db()
        return _page(request, actor, case, refusal=str(no), answer=form, pieces=pieces)
    messages.success(request, "已保存。")
    return _to(case)
