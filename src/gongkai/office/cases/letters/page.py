"""One letter: its pages as they are printed, beside them the decision it rests on, and what may be done now."""

from collections.abc import Callable
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
from gongkai.apps.cases.actions.letters import (
    WRITABLE,
    approve_letter,
    drop_letter,
    return_letter,
    submit_letter,
)
from gongkai.apps.cases.letters.addressing import names_of
from gongkai.apps.cases.letters.composing import (
    compose,
    content_of_letter,
    decision_of_letter,
    lacking,
    template_of,
)
from gongkai.apps.cases.models import Case, Letter, LetterState
from gongkai.apps.cases.queries.decisions import content_of_decision
from gongkai.apps.cases.queries.letter_register import unsent
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may
from gongkai.documents.errors import DocumentError
from gongkai.domain.cases import outcome_label, way_of
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.office.cases.acting import seen_of
from gongkai.office.cases.letters.finding import READ, case_with, seen_letter
from gongkai.office.cases.letters.forms import ReasonForm, SignForm
from gongkai.office.cases.letters.pictures import pages_of
from gongkai.office.cases.letters.writing import crumbs_of
from gongkai.office.doors import office_page

MARKS = {
    LetterState.TO_REVIEW: "review",
    LetterState.RETURNED: "returned",
    LetterState.APPROVED: "public",
    LetterState.DROPPED: "ended",
}


@office_page(READ)
def letter(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """The letter as it stands."""
    return letter_page(request, actor, seen_letter(actor, pk, letter))


def letter_page(
    request: HttpRequest, actor: Actor, row: Letter, forms_sent: dict[str, forms.Form] | None = None
) -> HttpResponseBase:
    """The page; `forms_sent`: forms of its acts that were refused, with what was typed in them."""
    template, said = template_of(row), content_of_letter(row)
    context = {
        "title": template.title,
        "crumbs": crumbs_of(row.case),
        "case": row.case,
        "letter": row,
        "template": template,
        "to": names_of(row.case, row.addressee),
        "mark": MARKS.get(LetterState(row.state), ""),
        "own_parts": [
            (one.label, said.values.get(one.name, "").strip()) for one in template.by_clerk()
        ],
        "decision": _decision(row),
        "dispatches": list(row.dispatches.select_related("proof").order_by("id")),
        "running": row.dispatches.filter(delivered_on=None, failed_on=None).first(),
        "own_work": actor.person_id in said.authors,
    }
    context |= _shown(row) | _acts(actor, row, said.authors, forms_sent or {})
    return render(request, "office/cases/letters/letter.html", context)


def _shown(row: Letter) -> dict[str, Any]:
    """The numbers of its pages and what is still missing; or the sentence why it cannot be set."""
    try:
        return {
            "pages": range(1, len(pages_of(compose(row))) + 1),
            "lacking": lacking(row) if row.state in WRITABLE else [],
        }
    except (Refused, DocumentError) as no:
        return {"pages": (), "broken": str(no)}


def _decision(row: Letter) -> dict[str, Any]:
    """What the decision says, for reading the answer against it."""
    decision = decision_of_letter(row.case, template_of(row))
    if decision is None:
        return {}
    said, way = content_of_decision(decision), way_of(decision.outcome, decision.variant)
    return {
        "row": decision,
        "label": outcome_label(decision.outcome, decision.variant),
        "way": way,
        "mark": "" if way.mark == "verified" else MARK_LABELS[way.mark],
        "records": [(one.label, said.records.get(one.key, "")) for one in way.records],
        "reasons": said.reasons,
        "approved": decision.approved,
    }


def _acts(
    actor: Actor, row: Letter, authors: frozenset[int], sent: dict[str, forms.Form]
) -> dict[str, Any]:
    writes = may(actor, "letter.write", row.organ_id)
    reviews = may(actor, "letter.review", row.organ_id, authors=authors)
    decision = decision_of_letter(row.case, template_of(row))
    undecided = decision is not None and not decision.approved
    waits = row.state == LetterState.TO_REVIEW
    signed = row.state == LetterState.APPROVED
    unsent = not row.dispatches.filter(failed_on=None).exists()
    drops = (writes and row.state in (*WRITABLE, LetterState.TO_REVIEW)) or (
        may(actor, "letter.review", row.organ_id) and signed and unsent
    )
    return {
        "undecided": undecided and waits and reviews,
        "may_edit": writes and row.state in WRITABLE,
        "sign_form": sent.get("sign", SignForm(initial={"on": clock.today()}))
        if waits and reviews and not undecided
        else None,
        "return_form": sent.get("return", ReasonForm(prefix="return"))
        if waits and reviews
        else None,
        "drop_form": sent.get("drop", ReasonForm(prefix="drop")) if drops else None,
        "may_send": may(actor, "case.serve", row.organ_id) and signed and unsent,
        "may_serve": may(actor, "case.serve", row.organ_id) and signed,
    }


def _done(
    request: HttpRequest, row: Letter, act: Callable[[], object], sentence: str
) -> HttpResponseBase:
    try:
        act()
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, sentence)
    return redirect("office_letter", row.case_id, row.pk)


@require_POST
@office_page("letter.write")
def submit(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """送审."""
    row = seen_letter(actor, pk, letter, "letter.write")
    seen = seen_of(request, row.case)
    return _done(
        request, row, lambda: submit_letter(actor, row, seen=seen), "已送审，由另一人签发。"
    )


@require_POST
@office_page("letter.review")
def sign(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """签发: number and day are given, the papers are made."""
    row = seen_letter(actor, pk, letter, "letter.review")
    form = SignForm(request.POST)
    if not form.is_valid():
        return letter_page(request, actor, row, {"sign": form})
    try:
        made = approve_letter(
            actor, row, on=form.cleaned_data["on"], seen=seen_of(request, row.case)
        )
    except Refused as no:
        form.add_error(None, str(no))
        row.case.refresh_from_db()
        return letter_page(request, actor, row, {"sign": form})
    messages.success(request, f"已签发，文号{made.number}。请送达。")
    return redirect("office_letter", row.case_id, row.pk)


@require_POST
@office_page("letter.review")
def give_back(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """退回修改."""
    row = seen_letter(actor, pk, letter, "letter.review")
    form = ReasonForm(request.POST, prefix="return")
    if not form.is_valid():
        return letter_page(request, actor, row, {"return": form})
    reason, seen = form.cleaned_data["reason"], seen_of(request, row.case)
    return _done(
        request, row, lambda: return_letter(actor, row, reason=reason, seen=seen), "已退回。"
    )


@require_POST
@office_page("letter.write", "letter.review")
def drop(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """不再使用."""
    row = seen_letter(actor, pk, letter)
    form = ReasonForm(request.POST, prefix="drop")
    if not form.is_valid():
        return letter_page(request, actor, row, {"drop": form})
    reason, seen = form.cleaned_data["reason"], seen_of(request, row.case)
    return _done(
        request, row, lambda: drop_letter(actor, row, reason=reason, seen=seen), "已注明不再使用。"
    )


@office_page("letter.review")
def next_to_sign(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The letter of the case that waits for a signature; the case where none does."""
    case = case_with(actor, pk, "letter.review")
    return _onward(case, case.letters.filter(state=LetterState.TO_REVIEW).order_by("id").first())


@office_page("case.serve")
def next_to_send(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The signed letter of the case that has not gone out."""
    case = case_with(actor, pk, "case.serve")
    return _onward(case, unsent(case).first())


def _onward(case: Case, row: Letter | None) -> HttpResponseBase:
    if row is None:
        return redirect("office_case", case.pk)
    return redirect("office_letter", case.pk, row.pk)


def address_of(row: Letter) -> str:
    return reverse("office_letter", args=[row.case_id, row.pk])
