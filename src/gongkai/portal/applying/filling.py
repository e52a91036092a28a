"""The steps of the form. Whatever was typed is kept with the draft, right or wrong; wrong is said beside it."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.apps.cases.actions import drafting
from gongkai.apps.cases.application import several_in_one
from gongkai.apps.cases.attempts import TooMany
from gongkai.apps.cases.data.asking import asking, limit
from gongkai.apps.cases.models import FileKind
from gongkai.apps.cases.queries.drafts import OpenDraft
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.requests import address_of
from gongkai.portal.applying.door import NO_DRAFT, door, draft_here, form_key, require_key, token_of
from gongkai.portal.applying.forms import HowForm, RequestForm, WhoForm, kept_values
from gongkai.portal.uploads import uploads

STEPS = (("who", "申请人"), ("what", "所需信息"), ("how", "获取方式"), ("files", "附件"), ("check", "核对提交"))  # fmt: skip
KEPT_KINDS = (FileKind.IDENTITY, FileKind.AUTHORISATION, FileKind.APPLICATION)
METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Fault:
    """A sentence, and the field it is about."""

    field: str
    text: str


def page(
    request: HttpRequest, step: str, draft: OpenDraft, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A step with what every step shows."""
    keys = [key for key, _ in STEPS]
    at = keys.index(step)
    shown = {
        "organ": draft.organ,
        "step": step,
        "step_number": at + 1,
        "step_label": dict(STEPS)[step],
        "steps": [
            {"key": key, "label": label, "number": n, "url": f"apply-{key}", "done": n <= at}
            for n, (key, label) in enumerate(STEPS, 1)
        ],
        "back": f"apply-{keys[at - 1]}" if at else "apply-organ",
        "key": form_key(token_of(request)),
        "draft_days": limit("draft_days"),
        "too_often": status == 429,
    }
    return render(request, f"applying/{step}.html", shown | context, status=status)


def onward(request: HttpRequest, step: str, slug: str) -> HttpResponse:
    """After a step was kept: to the draft code where that was asked, else to the next step."""
    if request.POST.get("go") == "keep":
        return redirect("apply-draft")
    keys = [key for key, _ in STEPS]
    return redirect(f"apply-{keys[keys.index(step) + 1]}", slug=slug)


def faults_of(*forms: Form) -> list[Fault]:
    return [
        Fault(form[name].auto_id if name != "__all__" else "", text)
        for form in forms
        for name, texts in form.errors.items()
        for text in texts
    ]


def opened(request: HttpRequest, slug: str) -> OpenDraft:
    """The draft for a step; a receipt is no draft. Raises Refusal."""
    draft = draft_here(request, slug)
    if draft.sent is not None:
        raise _Sent
    if request.method == "POST":
        require_key(request, token_of(request))
    return draft


class _Sent(Exception):
    """The form was sent already: its receipt is shown in the place of the step."""


def step(view: Any) -> Any:
    """A view of a step of the form."""

    def shown(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            answer: HttpResponse = view(request, opened(request, slug))
        except _Sent:
            return redirect("apply-receipt")
        except drafting.NoDraft as gone:
            raise NO_DRAFT from gone
        return answer

    return require_http_methods(METHODS)(door(shown))


def _kept(request: HttpRequest, values: dict[str, Any]) -> Fault | None:
    """Save parts of the form; what to say where it was saved too often: the page keeps what was typed."""
    try:
        drafting.save_draft(token_of(request), values, address_of(request))
    except TooMany as no:
        return Fault("", str(no))
    return None


def _simple(
    request: HttpRequest, draft: OpenDraft, key: str, kind: type[Form], context: dict[str, Any]
) -> HttpResponse:
    """A step that is one form."""
    if request.method != "POST":
        kept = draft.values.get(key)
        form = kind(initial=kept) if kept else kind()
        return page(request, key, draft, {"form": form, "faults": []} | context)
    form = kind(request.POST)
    fits = form.is_valid()
    kept = form.cleaned_data if fits else kept_values(form, request.POST)
    if fault := _kept(request, {key: kept}):
        return page(request, key, draft, {"form": form, "faults": [fault]} | context, 429)
    if fits or request.POST.get("go") == "keep":
        return onward(request, key, draft.organ.slug)
    return page(request, key, draft, {"form": form, "faults": faults_of(form)} | context, 422)


@step
def who(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    return _simple(request, draft, "who", WhoForm, {"kinds": asking().applicant_kinds.values()})


@step
def how(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    who_kept = draft.values.get("who", {})
    lacking = {
        one.key: not who_kept.get(one.needs) for one in asking().routes.values() if one.needs
    }
    context = {
        "forms": asking().forms.values(),
        "routes": asking().routes.values(),
        "lacking": lacking,
    }
    return _simple(request, draft, "how", HowForm, context)


@step
def what(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    """Several things asked are several applications, sent together."""
    if request.method != "POST":
        kept = draft.values.get("what", {}).get("requests") or [{"name": "", "text": ""}]
        forms = [RequestForm(initial=one, prefix=f"r{n}") for n, one in enumerate(kept)]
        return _what(request, draft, forms)
    go = request.POST.get("go", "")
    forms = _requests(request.POST, drop=go.removeprefix("drop-") if go.startswith("drop-") else "")
    fits = all(one.is_valid() for one in forms)
    requests = [one.cleaned_data if one.is_valid() else kept_values(one, one.data) for one in forms]
    if go == "add" and len(requests) < limit("requests_most"):
        requests.append({"name": "", "text": ""})
    if fault := _kept(request, {"what": {"requests": requests}}):
        return _what(request, draft, forms, 429, [fault])
    if go == "add" or go.startswith("drop-"):
        forms = [RequestForm(initial=one, prefix=f"r{n}") for n, one in enumerate(requests)]
        return _what(request, draft, forms)
    if fits or go == "keep":
        return onward(request, "what", draft.organ.slug)
    return _what(request, draft, forms, 422)


def _requests(data: QueryDict, drop: str) -> list[RequestForm]:
    """The requests of a post, renumbered; blank ones beside others are left out."""
    given = []
    for n in range(limit("requests_most")):
        if f"r{n}-text" not in data or str(n) == drop:
            continue
        given.append((str(data.get(f"r{n}-name", "")), str(data.get(f"r{n}-text", ""))))
    filled = [one for one in given if one[0].strip() or one[1].strip()] or given[:1] or [("", "")]
    return [
        RequestForm({f"r{n}-name": name, f"r{n}-text": text}, prefix=f"r{n}")
        for n, (name, text) in enumerate(filled)
    ]


def _what(
    request: HttpRequest,
    draft: OpenDraft,
    forms: list[RequestForm],
    status: int = 200,
    faults: list[Fault] | None = None,
) -> HttpResponse:
    texts = [str(one["text"].value() or "") for one in forms]
    context = {
        "forms": forms,
        "faults": faults or (faults_of(*forms) if status != 200 else []),
        "several": [n for n, text in enumerate(texts, 1) if several_in_one(text)],
        "more": len(forms) < limit("requests_most"),
    }
    return page(request, "what", draft, context, status)


@step
def files(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    """Proof of identity, authority of an agent, other papers."""
    if request.method != "POST":
        return _files(request, draft, [])
    go = request.POST.get("go", "")
    try:
        if go.startswith("drop-") and go[5:].isdecimal() and len(go) < 20:
            drafting.detach(token_of(request), int(go[5:]))
        else:
            _attach_all(request)
    except Refused as no:
        status = 429 if isinstance(no, TooMany) else 422
        return _files(request, draft_here(request), [Fault("", str(no))], status)
    if go in ("next", "keep"):
        return onward(request, "files", draft.organ.slug)
    return redirect("apply-files", slug=draft.organ.slug)


def _attach_all(request: HttpRequest) -> None:
    for kind in KEPT_KINDS:
        for one in uploads(request.FILES, str(kind)):
            if one.too_large:
                raise Refused(f"“{one.name[:60]}”超过 {limit('file_megabytes')} MB，没有保留。")
            if one.data or one.name:
                given = drafting.Upload(one.name, one.data, str(kind))
                drafting.attach(token_of(request), given, address_of(request))


def _files(
    request: HttpRequest, draft: OpenDraft, faults: list[Fault], status: int = 200
) -> HttpResponse:
    who_kept = draft.values.get("who", {})
    natural = who_kept.get("applicant_kind") == "natural"
    blocks = [
        (
            "identity",
            "身份证明",
            "身份证人像面的照片或者扫描件；其他证件为载有姓名、号码的一页。"
            if natural
            else "营业执照、法人登记证书等的照片或者扫描件。",
        )
    ]
    if who_kept.get("by_agent"):
        blocks.append(
            ("authorisation", "授权委托书和代理人身份证明", "申请人签名或者盖章的授权委托书。")
        )
    blocks.append(
        (
            "application",
            "其他材料",
            "有助于查找的材料，例如提到该文件的通知、截图。没有的不用上传。",
        )
    )
    context = {
        "blocks": [
            {"kind": kind, "label": label, "hint": hint, "files": [f for f in draft.files if f.kind == kind]}
            for kind, label, hint in blocks
        ],
        "faults": faults,
        "limits": {name: limit(name) for name in ("files_most", "file_megabytes", "total_megabytes")},
        "accept": ",".join(f".{one}" for one in drafting.ENDINGS),
    }  # fmt: skip
    return page(request, "files", draft, context, status)
