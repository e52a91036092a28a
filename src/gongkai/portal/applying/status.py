"""The citizen's page: where it stands and why, what came, what can be done now."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.apps.cases.actions import citizen
from gongkai.apps.cases.actions.drafting import ENDINGS, Upload
from gongkai.apps.cases.attempts import Locked, TooMany
from gongkai.apps.cases.data.asking import limit
from gongkai.apps.cases.filing import file_content
from gongkai.apps.cases.queries.citizen import (
    CitizenView,
    Key,
    KeyGone,
    cases_of,
    file_for,
    view_of,
)
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.requests import address_of
from gongkai.domain.deadlines import Due
from gongkai.portal.applying.door import (
    PAGE,
    door,
    forget,
    form_key_of_page,
    keep_page,
    page_key,
    require_page_key,
)
from gongkai.portal.refusals import Refusal
from gongkai.portal.uploads import uploads


@require_http_methods(["GET", "HEAD", "POST"])
@door
def enter(request: HttpRequest) -> HttpResponse:
    """Number and query code. One sentence for every wrong pair."""
    if request.method != "POST":
        return render(request, "applying/enter.html", {"gone": "gone" in request.GET})
    number = str(request.POST.get("number", "")).replace("\x00", "")[:60]
    code = str(request.POST.get("code", ""))[:60]
    try:
        key = citizen.open_page(number, code, address_of(request))
    except Refused as no:
        context = {"wrong": str(no), "number": number}
        status = 429 if isinstance(no, Locked) else 422
        return render(request, "applying/enter.html", context, status=status)
    answer = redirect("apply-case")
    keep_page(answer, key)
    return answer


def _gone() -> HttpResponse:
    answer = redirect("apply-status")
    answer.headers["Location"] += "?gone=1"
    forget(answer, PAGE)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@door
def case(request: HttpRequest) -> HttpResponse:
    """The page of a case; a post turns to another case of the same sending."""
    key = page_key(request)
    if key is None:
        return _gone()
    try:
        if request.method == "POST":
            require_page_key(request, key)
            answer: HttpResponse = redirect("apply-case")
            key = citizen.open_neighbour(
                key, str(request.POST.get("number", "")).replace("\x00", "")
            )
        else:
            answer = _case(request, key)
    except KeyGone:
        return _gone()
    except Refused as no:
        answer = _case(request, key, wrong=str(no))
    keep_page(answer, key)
    return answer


def _case(request: HttpRequest, key: Key, wrong: str = "") -> HttpResponse:
    view = view_of(key)
    context = {
        "view": view,
        "reply": view.reply,
        "is_due": isinstance(view.reply, Due),
        "others": [one for one in cases_of(key) if one.pk != view.case.pk],
        "key": form_key_of_page(key),
        "acts": [(name, ACTS[name]["label"]) for name in ACTS if name in view.acts],
        "done": DONE.get(request.GET.get("done", ""), ""),
        "wrong": wrong,
        "minutes": limit("session_minutes"),
    }
    return render(request, "applying/case.html", context, status=422 if wrong else 200)


@require_POST
@door
def leave(request: HttpRequest) -> HttpResponse:
    answer = redirect("apply-status")
    forget(answer, PAGE)
    return answer


# What an applicant can do, as the page says it.
ACTS = {
    "correct": {
        "label": "提交补正",
        "does": citizen.answer_correction,
        "says": "按补正告知书的要求写明，或者附上补正材料。收到补正之日起，答复期限重新计算。只有一次补正的机会，请一次写全。",
    },
    "pay": {
        "label": "提交缴费凭证",
        "does": citizen.prove_payment,
        "says": "附上缴费凭证的照片或者扫描件。受理机关核对到账以后登记缴费，继续办理。",
    },
    "reasons": {
        "label": "说明理由",
        "does": citizen.give_reasons,
        "says": "按告知书的要求说明申请的理由。理由是否合理由受理机关认定，并书面告知您。",
    },
    "add": {
        "label": "补充材料",
        "does": citizen.add_material,
        "says": "补充有助于查找的线索、材料，或者更正联系方式。补充材料不改变答复期限；要另外申请别的信息，请提出新的申请。",
    },
    "withdraw": {
        "label": "撤回申请",
        "does": citizen.withdraw,
        "says": "撤回以后，受理机关不再办理这件申请，也不再答复。撤回不能反悔；以后仍然需要的，可以重新申请。",
    },
}
DONE = {
    "correct": "补正已经提交，受理机关已收到。",
    "pay": "缴费凭证已经提交，受理机关核对到账以后继续办理。",
    "reasons": "说明已经提交。",
    "add": "材料已经提交，受理机关已收到。",
    "withdraw": "申请已经撤回。",
    "receive": "已确认收到。",
}


@require_http_methods(["GET", "HEAD", "POST"])
@door
def act(request: HttpRequest, act: str) -> HttpResponse:
    """The form of one act, and doing it."""
    key = page_key(request)
    if key is None:
        return _gone()
    if act not in ACTS:
        raise Refusal(404, "没有这个页面", "地址写错了。", "请从查询页重新进入。")
    try:
        view = view_of(key)
        if request.method != "POST":
            answer = _act(request, view, key, act)
        else:
            require_page_key(request, key)
            answer = _do(request, view, key, act)
    except KeyGone:
        return _gone()
    keep_page(answer, key)
    return answer


def _do(request: HttpRequest, view: CitizenView, key: Key, act: str) -> HttpResponse:
    text = str(request.POST.get("text", "")).replace("\x00", "").replace("\r\n", "\n")
    seen = str(request.POST.get("seen", ""))
    try:
        if act == "withdraw" and request.POST.get("sure") != "yes":
            raise Refused("请勾选“我确定撤回”，再提交。")
        given = (text,) if act == "withdraw" else (text, _uploads(request))
        number = int(seen) if seen.isdecimal() and len(seen) < 9 else None
        ACTS[act]["does"](key, *given, address_of(request), seen=number)  # type: ignore[operator]
    except KeyGone:
        raise
    except Refused as no:
        status = 429 if isinstance(no, TooMany) else 422
        return _act(request, view, key, act, str(no), text, status)
    answer = redirect("apply-case")
    answer.headers["Location"] += f"?done={act}"
    return answer


def _uploads(request: HttpRequest) -> list[Upload]:
    taken = []
    for one in uploads(request.FILES, "file"):
        if one.too_large:
            raise Refused(f"“{one.name[:60]}”超过 {limit('file_megabytes')} MB，没有保留。")
        if one.name:
            taken.append(Upload(one.name, one.data, ""))
    return taken


def _act(
    request: HttpRequest,
    view: CitizenView,
    key: Key,
    act: str,
    wrong: str = "",
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "view": view,
        "act": act,
        "label": ACTS[act]["label"],
        "says": ACTS[act]["says"],
        "open": act in view.acts,
        "key": form_key_of_page(key),
        "wrong": wrong,
        "text": text,
        "accept": ",".join(f".{one}" for one in ENDINGS),
        "limits": {name: limit(name) for name in ("files_most", "file_megabytes", "text_most")},
    }
    return render(request, "applying/act.html", context, status=status)


@require_POST
@door
def receive(request: HttpRequest) -> HttpResponse:
    """确认收到 of a letter."""
    key = page_key(request)
    if key is None:
        return _gone()
    require_page_key(request, key)
    letter = str(request.POST.get("letter", ""))
    try:
        number = int(letter) if letter.isdecimal() and len(letter) < 18 else 0
        citizen.confirm_letter(key, number, address_of(request))
        answer: HttpResponse = redirect("apply-case")
        answer.headers["Location"] += "?done=receive"
    except KeyGone:
        return _gone()
    except Refused as no:
        answer = _case(request, key, wrong=str(no))
    keep_page(answer, key)
    return answer


@require_safe
@door
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter or file of the answer, always as a download."""
    key = page_key(request)
    if key is None:
        return _gone()
    try:
        file, name = file_for(key, pk)
        answer = HttpResponse(file_content(file), content_type=file.media_type)
    except KeyGone:
        return _gone()
    except Refused as no:
        raise Refusal(404, "这个文件不能下载", str(no), "请回到查询页，看最新的办理情况。") from no
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name[:120])}"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    keep_page(answer, key)
    return answer
