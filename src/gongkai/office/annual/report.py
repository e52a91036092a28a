"""One report: figures with what is behind them, parts of the prose, findings, and the next step."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions import publishing, signing, writing
from gongkai.apps.annual.checking import Checked, check_report
from gongkai.apps.annual.compiling.figures import Figure
from gongkai.apps.annual.data.parts import Part, parts_for
from gongkai.apps.annual.models import Report, ReportKind, ReportState
from gongkai.apps.annual.queries.reports import figures_of, passages_of
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.documents.rendering.official_tables import DrawnCell, official_table
from gongkai.domain.reports.annual_report import format_number
from gongkai.office.annual.acting import done, report_asked
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area

MOST_BEHIND = 500


@dataclass(frozen=True)
class Shown:
    """A cell of the table as drawn; `figure` None for heads and labels."""

    drawn: DrawnCell
    figure: Figure | None
    number: str = ""


@dataclass(frozen=True)
class PartShown:
    part: Part
    text: str
    written: bool


@office_page("report.read")
def report(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The whole report as it stands, with what the rules say of it."""
    row = report_asked(actor, pk)
    checked = check_report(row)
    written = passages_of(row)
    government = row.kind == ReportKind.GOVERNMENT
    return render(
        request,
        "office/annual/report.html",
        {
            "title": str(row),
            "crumbs": [(f"{reverse('office_annual')}?year={row.year}", f"{row.year}年度报告")],
            "report": row,
            "tables": _tables(checked),
            "parts": [
                PartShown(one, checked.assembled.texts[one.key], one.key in written)
                for one in parts_for(government=government)
            ],
            "findings": list(enumerate(checked.findings)),
            "errors": len(checked.errors),
            "warnings": len(checked.open_warnings),
            "steps": row.steps.order_by("id"),
            "acts": _acts(actor, row),
            "writable": row.state in writing.WRITABLE and may(actor, "report.write", row.organ_id),
            "artefacts": row.artefacts.order_by("id"),
        },
    )


def _tables(checked: Checked) -> list[tuple[str, list[list[Shown]]]]:
    form = checked.assembled.report.form
    made = []
    for key in ("t2", "t3", "t4"):
        drawn = official_table(form, key)
        rows = [[_shown(one, checked) for one in row] for row in drawn.rows()]
        made.append((drawn.caption, rows))
    return made


def _shown(drawn: DrawnCell, checked: Checked) -> Shown:
    if drawn.cell is None:
        return Shown(drawn, None)
    figure = checked.assembled.compiled.figures[drawn.cell]
    number = "" if figure.value is None else format_number(figure.value)
    return Shown(drawn, figure, number)


def _acts(actor: Actor, row: Report) -> list[tuple[str, str, bool]]:
    """(name, label, whether a reason is asked) of what the actor may do now."""
    state, organ = row.state, row.organ_id
    own = row.kind == ReportKind.OWN
    wanted = [
        ("compile", "汇总数据", "report.write", state in writing.WRITABLE, False),
        ("to_head", "送负责人签批", "report.write", state in writing.WRITABLE, False),
        ("hand_in", "签批并报送", "report.hand_in", own and state == ReportState.TO_HEAD, False),
        ("sign", "签发", "report.sign", not own and state == ReportState.TO_HEAD, False),
        ("receive", "接收", "report.receive", own and state == ReportState.HANDED_IN, False),
        ("return", "退回", _returning(row), _returnable(row), True),
        ("prepare", "生成公开页面并送审", "report.write", _signed(row), False),
        ("publish", "公布", "report.publish", _signed(row) and row.item_id is not None, False),
        ("correct", "更正（新版本）", "report.write", state == ReportState.PUBLISHED, True),
    ]
    return [
        (name, label, reason)
        for name, label, act, open_, reason in wanted
        if open_ and may(actor, act, organ)
    ]


def _returning(row: Report) -> str:
    if row.kind == ReportKind.GOVERNMENT:
        return "report.sign"
    return "report.hand_in" if row.state == ReportState.TO_HEAD else "report.receive"


def _returnable(row: Report) -> bool:
    return row.state in signing.STEPS["return"][0]


def _signed(row: Report) -> bool:
    return row.state in publishing.SIGNED[ReportKind(row.kind)]


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
    done(request, way, sentence)
    return redirect("office_annual_report", pk=pk)


@office_page("report.read")
def behind(request: HttpRequest, actor: Actor, pk: int, cell: str) -> HttpResponseBase:
    """The records behind one figure."""
    row = report_asked(actor, pk)
    compiled = figures_of(row).compiled
    figure = compiled.figures.get(cell)
    if figure is None:
        raise Http404("没有这个数。")
    rows = list(figure.behind())
    form = compiled.scope.period.form
    return render(
        request,
        "office/annual/behind.html",
        {
            "title": label_of_field(cell, form),
            "crumbs": [(reverse("office_annual_report", args=[pk]), str(row))],
            "number": None if figure.value is None else format_number(figure.value),
            "figure": figure,
            "rows": rows[:MOST_BEHIND],
            "left": max(0, len(rows) - MOST_BEHIND),
            "report": row,
        },
    )


class PartForm(forms.Form):
    text = forms.CharField(
        label="文字", required=False, max_length=writing.MOST_CHARACTERS, widget=text_area(14)
    )
    seen = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)


@office_page("report.write")
def part(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponseBase:
    """Write one part, last year's text and the fields with their values beside it."""
    from gongkai.apps.annual.previous import previous_report

    row = report_asked(actor, pk)
    known = {one.key: one for one in parts_for(government=row.kind == ReportKind.GOVERNMENT)}
    if key not in known:
        raise Http404("报告没有这个部分。")
    held = passages_of(row).get(key)
    start = {"text": held.text if held else known[key].proposal, "seen": held.number if held else 0}
    form = PartForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            writing.write_part(actor, row, key, given["text"], seen=given["seen"])
        except writing.Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect(f"{reverse('office_annual_report', args=[pk])}#part-{key}")
    checked = check_report(row)
    last = previous_report(row.organ, row.year, row.kind)
    return render(
        request,
        "office/annual/part.html",
        {
            "title": known[key].label,
            "crumbs": [(reverse("office_annual_report", args=[pk]), str(row))],
            "form": form,
            "part": known[key],
            "filled": checked.assembled.texts[key],
            "last": last.text_of(known[key].section) if last else "",
            "fields": _fields(checked),
            "findings": [one for one in checked.findings if _concerns(one, known[key])],
        },
    )


def _fields(checked: Checked) -> list[tuple[str, str, str]]:
    """(name, label, value) of the figures a part may bind, those with a value first in the form's order."""
    form = checked.assembled.report.form
    return [
        (name, label_of_field(name, form), value or "没有填报")
        for name, value in checked.assembled.values.items()
        if value != "0" and (name.endswith(".total") or not name.startswith(("t3.", "t4.")))
    ]


def _concerns(finding: Any, part: Part) -> bool:
    return (
        any(one.section == part.section for one in finding.quotes) or part.label in finding.message
    )


@office_page("report.write")
@require_POST
def explain(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Explain the finding in a place of the list."""
    row = report_asked(actor, pk)
    at = request.POST.get("at", "")
    place = int(at) if at.isascii() and at.isdigit() and len(at) < 6 else -1
    reason = request.POST.get("reason", "")
    done(request, lambda: writing.explain_finding(actor, row, place, reason), "说明已经记下。")
    return redirect(f"{reverse('office_annual_report', args=[pk])}#findings")
