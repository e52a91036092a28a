"""The steps a report takes: which of them the person may take now, which one is next, and taking it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions import publishing, signing, writing
from gongkai.apps.annual.checking import Checked
from gongkai.apps.annual.models import Report, ReportKind, ReportState
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.office.annual.acting import done, report_asked
from gongkai.office.annual.outputs.way import NOW, way_of
from gongkai.office.doors import office_page


@dataclass(frozen=True)
class Step:
    """An act as a button; `reason`: what the person is asked to write, "" for nothing."""

    name: str
    label: str
    reason: str = ""


@dataclass(frozen=True)
class NextStep:
    """What is to be done now, in a sentence; a button that does it (`step`), or a link to where it is done."""

    sentence: str
    step: Step | None = None
    url: str = ""
    label: str = ""


def steps_for(actor: Actor, row: Report) -> list[Step]:
    """What the actor may do with the report now, the usual way first."""
    state, organ = row.state, row.organ_id
    own = row.kind == ReportKind.OWN
    writable = state in writing.WRITABLE
    returnable = state in signing.STEPS["return"][0]
    wanted = [
        (Step("to_head", "送负责人签批"), "report.write", writable),
        (Step("compile", "重新汇总数据" if row.as_of else "汇总数据"), "report.write", writable),
        (Step("hand_in", "签批并报送"), "report.hand_in", own and state == ReportState.TO_HEAD),
        (Step("sign", "签发"), "report.sign", not own and state == ReportState.TO_HEAD),
        (Step("receive", "接收"), "report.receive", own and state == ReportState.HANDED_IN),
        (Step("prepare", "生成公开页面并送审"), "report.write", _signed(row)),
        (Step("publish", "公布"), "report.publish", _signed(row) and row.item_id is not None),
        (Step("return", "退回", "退回：写明需要改正什么"), _returning(row), returnable),
        (
            Step("correct", "更正（新版本）", "更正：写明改了什么、为什么，这段话会显示在页面上"),
            "report.write",
            state == ReportState.PUBLISHED,
        ),
    ]
    return [step for step, act, open_ in wanted if open_ and may(actor, act, organ)]


def _returning(row: Report) -> str:
    if row.kind == ReportKind.GOVERNMENT:
        return "report.sign"
    return "report.hand_in" if row.state == ReportState.TO_HEAD else "report.receive"


def _signed(row: Report) -> bool:
    return row.state in publishing.SIGNED[ReportKind(row.kind)]


def next_step(actor: Actor, row: Report, checked: Checked, steps: list[Step]) -> NextStep:
    """The one thing to do next, for this person; a sentence alone where somebody else is to act."""
    held = {one.name: one for one in steps}
    if row.state in writing.WRITABLE:
        return _while_writing(row, checked, held)
    if row.state == ReportState.TO_HEAD:
        for name in ("hand_in", "sign"):
            if name in held:
                sentence = "看过数字、文字和检查结果，没有问题就签批；有问题的写明理由退回。"
                return NextStep(sentence, held[name])
    if row.state == ReportState.HANDED_IN and "receive" in held:
        return NextStep("核对以后接收，或者写明理由退回。", held["receive"])
    return _to_the_portal(actor, row, held)


def _to_the_portal(actor: Actor, row: Report, held: dict[str, Step]) -> NextStep:
    """What waits on the way to the portal: its button for who may press it, else who is to act and where."""
    way = way_of(actor, row)
    waiting = {one.name for one in way.stations if one.word == NOW}
    for name, act_ in (("公布", "publish"), ("生成页面和文件", "prepare")):
        if name in waiting and act_ in held:
            return NextStep(way.next_step, held[act_])
    if way.item is not None and row.state != ReportState.PUBLISHED:
        url = reverse("office_items:page", args=[way.item])
        return NextStep(way.next_step, url=url, label="去审核页面")
    return NextStep(way.next_step)


def _while_writing(row: Report, checked: Checked, held: dict[str, Step]) -> NextStep:
    if "to_head" not in held:
        return NextStep("正在编写。")
    if row.as_of is None:
        return NextStep("先汇总数据，把台账和填报的数定在一个时间上。", held["compile"])
    findings = f"{reverse('office_annual_report', args=[row.pk])}#findings"
    if checked.errors:
        at = checked.findings.index(checked.errors[0])
        return NextStep(
            f"还有 {len(checked.errors)} 处错误要改正，才能送签。",
            url=f"{reverse('office_annual_report', args=[row.pk])}#finding-{at}",
            label="从第一处开始改",
        )
    if checked.open_warnings:
        number = len(checked.open_warnings)
        return NextStep(
            f"没有错误。还有 {number} 处警告，改正，或者写明为什么这样是对的。",
            url=findings,
            label="去写说明",
        )
    return NextStep("没有错误，警告都已说明，可以送负责人签批。", held["to_head"])


@office_page("report.read")
@require_POST
def act(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Do the step whose button was pressed."""
    row = report_asked(actor, pk)
    note = request.POST.get("note", "")
    ways: dict[str, tuple[Any, str]] = {
        "compile": (lambda: writing.compile_report(actor, row), "数据已经汇总。"),
        "to_head": (lambda: signing.send_to_head(actor, row), "已送负责人签批。"),
        "hand_in": (lambda: signing.hand_in(actor, row, note), "已签批并报送。"),
        "sign": (lambda: signing.sign_report(actor, row), "已签发。"),
        "receive": (lambda: signing.receive(actor, row, note), "已接收。"),
        "return": (lambda: signing.return_report(actor, row, note), "已退回，并附上检查结果。"),
        "prepare": (lambda: publishing.prepare_page(actor, row), "公开页面已经生成并送审。"),
        "publish": (lambda: publishing.publish_report(actor, row), "已公布。"),
        "correct": (lambda: publishing.correct_report(actor, row, note), "已建立新版本。"),
    }
    name = request.POST.get("act", "")
    if name not in ways:
        raise Http404("没有这一步。")
    way, sentence = ways[name]
    made: list[Any] = []
    worked = done(request, lambda: made.append(way()), sentence)
    if worked and name == "correct" and isinstance(made[0], Report):
        return redirect("office_annual_report", pk=made[0].pk)
    return redirect("office_annual_report", pk=pk)


@office_page("report.write")
@require_POST
def explain(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Explain the finding in a place of the list."""
    row = report_asked(actor, pk)
    at = request.POST.get("at", "")
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 6 else -1
    reason, mark = request.POST.get("reason", ""), request.POST.get("mark", "")
    done(
        request,
        lambda: writing.explain_finding(actor, row, place, reason, seen=mark),
        "说明已经记下。",
    )
    return redirect(f"{reverse('office_annual_report', args=[pk])}#findings")
