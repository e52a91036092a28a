"""The problems of a report, written down and put in order; and the list of tasks with the day each runs against."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions import problems as acts
from gongkai.apps.annual.actions.writing import WRITABLE
from gongkai.apps.annual.models import Problem, Report
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.queries.problems import (
    PROMISED,
    last_problems_of,
    missing_in,
    problems_of,
    problems_visible_to,
    task_of,
    tasks_visible_to,
)
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may, require
from gongkai.office.annual.acting import done, report_asked
from gongkai.office.annual.problems.forms import ProblemForm, ResultForm, start_of
from gongkai.office.doors import office_page

PER_PAGE = 100


@office_page("report.read")
def tasks(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every promised measure the person may see: late ones first, then by day, done ones last."""
    found = tasks_visible_to(actor)
    year = request.GET.get("year", "")
    years = sorted({one.problem.report.year for one in found}, reverse=True)
    if year and year not in {str(one) for one in years}:
        year = ""
    if year:
        found = [one for one in found if str(one.problem.report.year) == year]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "office/annual/problems/tasks.html",
        {
            "title": "问题与改进措施",
            "crumbs": [(reverse("office_annual"), "年度报告")],
            "tasks": [(one, _may_say(actor, one.problem)) for one in page],
            "page": page,
            "asked": {"address": f"year={year}"} if year else {},
            "years": years,
            "year": year,
            "figures": [
                ("超过期限", sum(one.late for one in found), "late"),
                ("30天内到期", sum(one.soon for one in found), ""),
                ("没有完成", sum(not one.done for one in found), ""),
                ("已经完成", sum(one.done for one in found), ""),
            ],
        },
    )


def _may_say(actor: Actor, one: Problem) -> bool:
    organs = {one.report.organ_id, one.responsible_id}
    return any(may(actor, "report.write", organ) for organ in organs if organ is not None)


@office_page("report.read")
def of_report(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """This year's problems with the form for another, last year's with their results."""
    row = report_asked(actor, pk)
    writable = _writable(actor, row)
    form = ProblemForm(row, request.POST or None) if writable else None
    if request.method == "POST":
        require(actor, "report.write", row.organ_id)
        if form is not None and form.is_valid():
            try:
                acts.record_problem(actor, row, form.said())
            except Refused as no:
                form.add_error(None, str(no))
            else:
                messages.success(request, "问题已经登记。")
                return redirect("office_annual_report_problems", pk=pk)
    last = list(last_problems_of(row))
    previous = None if last else previous_report(row.organ, row.year, row.kind)
    return render(
        request,
        "office/annual/problems/report.html",
        {
            "title": "问题与措施",
            "crumbs": _crumbs(row),
            "report": row,
            "form": form,
            "writable": writable,
            "problems": [
                (one, missing_in(one), one.report.state not in PROMISED) for one in problems_of(row)
            ],
            "last": [(task_of(one), _may_say(actor, one)) for one in last],
            "last_text": previous.text_of("五") if previous is not None else "",
        },
    )


@office_page("report.write")
def change(request: HttpRequest, actor: Actor, pk: int, problem: int) -> HttpResponseBase:
    """Change one problem; what a colleague changed meanwhile is shown, nothing typed is lost."""
    row = report_asked(actor, pk)
    require(actor, "report.write", row.organ_id)
    held = get_object_or_404(problems_of(row), pk=problem)
    form = ProblemForm(row, request.POST or None, initial=start_of(held))
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_problem(actor, row, held, form.said(), seen=form.cleaned_data["seen"])
        except Refused as no:
            newer = held if form.cleaned_data["seen"] not in (None, held.version) else None
            given: Any = request.POST.copy()
            given["seen"] = str(held.version)
            form = ProblemForm(row, given)
            form.add_error(None, str(no))
        else:
            return redirect("office_annual_report_problems", pk=pk)
    return render(
        request,
        "office/annual/problems/edit.html",
        {
            "title": "修改问题",
            "crumbs": [
                *_crumbs(row),
                (reverse("office_annual_report_problems", args=[pk]), "问题与措施"),
            ],
            "form": form,
            "newer": newer,
            "verb": "保存",
            "back": reverse("office_annual_report_problems", args=[pk]),
        },
    )


@office_page("report.write")
@require_POST
def arrange(request: HttpRequest, actor: Actor, pk: int, problem: int) -> HttpResponseBase:
    """上移, 下移, 删去."""
    row = report_asked(actor, pk)
    held = get_object_or_404(problems_of(row), pk=problem)
    way = request.POST.get("way")
    if way == "drop":
        done(request, lambda: acts.drop_problem(actor, row, held), "已经删去。")
    else:
        done(
            request,
            lambda: acts.move_problem(actor, row, held, up=way == "up"),
            "顺序已经调整。",
        )
    return redirect("office_annual_report_problems", pk=pk)


@office_page("report.write")
def result(request: HttpRequest, actor: Actor, problem: int) -> HttpResponseBase:
    """Say what became of a problem."""
    held = get_object_or_404(problems_visible_to(actor), pk=problem)
    start = {"result": held.result, "done_on": held.done_on}
    form = ResultForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            acts.record_result(actor, held, given["result"], done_on=given["done_on"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "改进结果已经登记。")
            return redirect("office_annual_problems")
    return render(
        request,
        "office/annual/problems/result.html",
        {
            "title": "登记改进结果",
            "crumbs": [
                (reverse("office_annual"), "年度报告"),
                (reverse("office_annual_problems"), "问题与改进措施"),
            ],
            "form": form,
            "task": task_of(held),
            "verb": "登记",
            "back": reverse("office_annual_problems"),
            "promised": held.report.state in PROMISED,
        },
    )


def _writable(actor: Actor, row: Report) -> bool:
    return row.state in WRITABLE and may(actor, "report.write", row.organ_id)


def _crumbs(row: Report) -> list[tuple[str, str]]:
    return [
        (f"{reverse('office_annual')}?year={row.year}", f"{row.year}年度报告"),
        (reverse("office_annual_report", args=[row.pk]), str(row)),
    ]
