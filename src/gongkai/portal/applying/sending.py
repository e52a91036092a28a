"""核对提交: what will be sent, what Art. 29 still misses, what happens next; then the receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.apps import clock
from gongkai.apps.cases.actions import drafting
from gongkai.apps.cases.actions.online import send_application
from gongkai.apps.cases.application import (
    Application,
    application_of,
    completeness,
    several_in_one,
)
from gongkai.apps.cases.attempts import TooMany
from gongkai.apps.cases.data.asking import asking, limit
from gongkai.apps.cases.queries.citizen import grouped_code
from gongkai.apps.cases.queries.drafts import OpenDraft
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.requests import address_of
from gongkai.domain.law import parameter
from gongkai.domain.privacy.scanning import scan
from gongkai.portal.applying.door import (
    DRAFT,
    door,
    draft_here,
    forget,
    form_key,
    require_key,
    token_of,
)
from gongkai.portal.applying.filling import Fault, page, step
from gongkai.portal.applying.forms import HONEYPOT, HowForm, RequestForm, WhoForm
from gongkai.portal.applying.start import refuse_trap


@step
def check(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    """The preview; a post sends."""
    if request.method != "POST":
        return _check(request, draft, [])
    refuse_trap(request)
    faults = faults_in(draft)
    if faults:
        return _check(request, draft, faults, 422)
    try:
        send_application(token_of(request), address_of(request))
    except TooMany as no:
        return _check(request, draft, [Fault("", str(no))], 429)
    except drafting.NoDraft:
        return redirect("apply-receipt")
    except Refused as no:
        return _check(request, draft, [Fault("", str(no))], 422)
    return redirect("apply-receipt")


def faults_in(draft: OpenDraft) -> list[Fault]:
    """Every step held against its form once more: a draft may hold what was kept unfinished."""
    found = []
    who = WhoForm(draft.values.get("who", {}))
    found += [Fault("apply-who", text) for text in _texts(who)]
    for n, one in enumerate(draft.values.get("what", {}).get("requests") or [{}]):
        found += [Fault("apply-what", f"第{n + 1}项：{text}") for text in _texts(RequestForm(one))]
    found += [Fault("apply-how", text) for text in _texts(HowForm(draft.values.get("how", {})))]
    return found


def _texts(form: Any) -> list[str]:
    return [text for texts in form.errors.values() for text in texts]


def _check(
    request: HttpRequest, draft: OpenDraft, faults: list[Fault], status: int = 200
) -> HttpResponse:
    made = application_of(draft.values, draft.kinds)
    faults = faults or faults_in(draft)
    context = {
        "made": made,
        "agent": made.agent,
        "reply_days": parameter("reply_period", on=clock.today()).value,
        "applicant_kind": _label(asking().applicant_kinds, made.applicant_kind),
        "id_kind": _label(asking().id_kinds, made.applicant.id_kind),
        "form_wanted": _label(asking().forms, made.form_wanted),
        "route_wanted": _label(asking().routes, made.route_wanted),
        "requests": made.requests,
        "items": completeness(made),
        "lacking": [one for one in completeness(made) if not one.there],
        "advice": _advice(made),
        "files": draft.files,
        "faults": faults,
        "honeypot": HONEYPOT,
        "receipt_minutes": limit("receipt_minutes"),
    }
    return page(request, "check", draft, context, status)


def _label(options: Any, key: str) -> str:
    return options[key].label if key in options else ""


def _advice(made: Application) -> list[str]:
    """What a kind clerk would say at the counter. Nothing of it is a condition."""
    said = []
    for n, (name, text) in enumerate(made.requests, 1):
        if several_in_one(text):
            said.append(
                f"第{n}项似乎包含几件不同的事。一件事一项分开申请（一事一申请），各有编号，答复更快；不分开也可以提交。"
            )
        if scan(f"{name}\n{text}"):
            said.append(
                f"第{n}项的描述里似乎有证件号码、电话或者住址。查找信息用不到的，请返回删去，免得更多的人看到。"
            )
    return said


@require_safe
@door
def receipt(request: HttpRequest) -> HttpResponse:
    """回执: numbers and query code, for a while and in this browser only."""
    draft = draft_here(request)
    if draft.sent is None:
        return redirect("apply-check", slug=draft.organ.slug)
    code = str(draft.sent["code"])
    context = {
        "organ": draft.organ,
        "sent": draft.sent,
        "code": grouped_code(code),
        "key": form_key(token_of(request)),
        "until": draft.expires_at.astimezone(clock.CHINA),
    }
    return render(request, "applying/receipt.html", context)


@require_POST
@door
def leave_receipt(request: HttpRequest) -> HttpResponse:
    """The code was written down: it is forgotten here."""
    require_key(request, token_of(request))
    drafting.discard_draft(token_of(request))
    answer = redirect("apply-status")
    forget(answer, DRAFT)
    return answer
