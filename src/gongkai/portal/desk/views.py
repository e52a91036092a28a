"""The desk's pages. A post is read, checked, answered and forgotten; nothing is kept between two."""

import time
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.domain.findings import Kind
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules
from gongkai.portal.desk.batch import batch_context
from gongkai.portal.desk.checking import Checked, Failed, check_upload
from gongkai.portal.desk.limits import BATCH_SECONDS, LIMITS
from gongkai.portal.desk.result import result_context
from gongkai.portal.desk.sent import Sent, check_sent
from gongkai.portal.refusals import Refusal
from gongkai.portal.uploads import Upload

NOTHING_SENT = Refusal(
    422,
    "还没有选择年报",
    "没有收到文件，也没有收到粘贴的文字。",
    "请选择一个或几个文件，或者把年报全文粘贴到下面的方框里，再点“开始校核”。",
)


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """The empty desk; with a post, the result of one report or the table of several."""
    if request.method != "POST":
        return render(request, "desk/desk.html", {"limits": LIMITS})
    sent = Sent.of(request)
    if not sent.reports:
        context = {"limits": LIMITS, "complaint": NOTHING_SENT}
        return render(request, "desk/desk.html", context, status=NOTHING_SENT.status)
    return _several(request, sent) if len(sent.reports) > 1 else _one(request, sent)


def _one(request: HttpRequest, sent: Sent) -> HttpResponse:
    made = check_sent(sent)
    if isinstance(made.checked, Failed):
        context = {"limits": LIMITS, "failed": made.checked, "pasted": sent.pasted}
        return render(request, "desk/unreadable.html", context, status=422)
    context = result_context(made, made.checked)
    return render(request, "desk/result.html", context)


def _several(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Check one after the other within the time of a batch; what is left over is named."""
    results: list[Checked | Failed] = []
    until = time.monotonic() + BATCH_SECONDS
    for upload in sent.reports:
        if time.monotonic() > until:
            late = f"这一批用时超过 {BATCH_SECONDS:.0f} 秒，这一份还没有核对。"
            results.append(Failed(upload, late, "请把没有核对的文件另选一批再传。"))
        else:
            results.append(check_upload(upload))
    return render(request, "desk/batch.html", batch_context(results, sent))


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """The result page of two invented reports, read and checked like any other."""
    sent = Sent(reports=(_example("2025"),), previous=_example("2024"))
    made = check_sent(sent)
    assert isinstance(made.checked, Checked)
    context = result_context(made, made.checked)
    return render(request, "desk/result.html", {**context, "is_example": True})


def _example(year: str) -> Upload:
    name = f"示例县{year}年年报.md"
    text = (files("gongkai.portal.desk") / "examples" / f"shili-{year}.md").read_bytes()
    return Upload(name, text)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its ground, by kind."""
    load_rules()
    every = sorted(BOOK.rules.values(), key=lambda one: one.code)
    groups = [(kind.label, kind.value, [one for one in every if one.kind is kind]) for kind in Kind]
    shown = [group for group in groups if group[2]]
    return render(request, "desk/rules.html", {"groups": shown, "number": len(every)})


@require_safe
def official_style(request: HttpRequest) -> HttpResponse:
    """The style sheet of the drawn form, the same that a rendered report carries inside."""
    from gongkai.documents.rendering import style

    answer = HttpResponse(style(), content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer
