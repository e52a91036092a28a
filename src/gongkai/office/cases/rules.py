"""规则与参数: what clocks and counts rest on, with source and mark; the county's own rules, version by version."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.rules import set_local
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.local_rules import local_in_use, newest, text_of
from gongkai.apps.cases.models import LocalRules, Recomputation
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.tasks import recompute_if_due
from gongkai.apps.organs.access import may, require
from gongkai.apps.remedies.actions.columns import set_result_columns
from gongkai.apps.remedies.models import ResultColumns
from gongkai.apps.remedies.results import COLUMNS, SECOND, results, results_in_use
from gongkai.domain.deadlines.due import MARK_LABELS, UNIT_LABELS
from gongkai.domain.law import Local, all_parameters, choices
from gongkai.domain.working_days import Calendar, notices, outlook
from gongkai.office.cases.rules_forms import ColumnsForm, FileForm, LocalForm
from gongkai.office.doors import office_page

SHOWN_MOVES = 200
READERS = ("law.edit", "case.read")
UNITS = UNIT_LABELS | {"month_day": "", "yuan": "元", "count": "件", "factor": "倍", "share": "", "characters": "字"}  # fmt: skip


@office_page(*READERS)
def rules(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Everything on one page; what is not settled by the text of the law first."""
    local, calendar = law_in_use()
    seen = outlook(calendar, clock.today())
    parameters = parameter_lines(local)
    context = {
        "title": "规则与参数",
        "outlook": seen,
        "choices": [choice_line(local, key) for key in choices()],
        "open_parameters": [one for one in parameters if one["open"]],
        "parameters": [one for one in parameters if not one["open"]],
        "columns": column_lines(),
        "notices": notices(),
        "rest": sorted(local.rest.items()),
        "work": sorted(local.work.items()),
        "version": newest(),
        "versions": LocalRules.objects.order_by("-id")[:20],
        "recomputation": Recomputation.objects.first(),
        "changes": Recomputation.objects.filter(reason=Recomputation.LAW)[:5],
        "may_edit": may(actor, "law.edit"),
    }
    return render(request, "office/cases/rules.html", context)


def choice_line(local: Local, key: str) -> dict[str, Any]:
    """One open question: what is chosen, what else could be."""
    chosen, shipped = local.choice(key), choices()[key]
    return {
        "key": key,
        "question": chosen.question,
        "answer": chosen.answer,
        "others": "；".join(t for name, t in chosen.options.items() if name != chosen.value),
        "own": key in local.answers,
        "source": chosen.source,
        "why": shipped.source,
        "mark": MARK_LABELS[chosen.mark],
    }


def parameter_lines(local: Local) -> list[dict[str, Any]]:
    """Every number of the law by its days in force; `open` where no text was read that fixes it."""
    made = []
    for key, history in all_parameters().items():
        if history[0].unit in ("factor", "share", "characters"):
            continue  # thresholds of the report desk, shown in its own reference
        own = local.values.get(key)
        made.append(
            {
                "key": key,
                "label": history[0].label,
                "values": [
                    (one.since, one.value, UNITS[one.unit], one.source, one.mark, MARK_LABELS[one.mark])
                    for one in history
                ],
                "own": own,
                "open": all(one.mark not in ("verified", "seen-in-part") for one in history),
                "checked_on": history[-1].checked_on,
            }
        )  # fmt: skip
    return made


def column_lines() -> list[dict[str, Any]]:
    """Every ending and the column that counts it."""
    own, labels = results_in_use(), COLUMNS | SECOND
    return [
        {
            "result": one,
            "column": labels[own[key].column],
            "own": own[key].column != one.column,
            "mark": MARK_LABELS[own[key].mark],
            "kinds": "行政复议" if "review" in one.kinds else "二审" if one.second else "行政诉讼",
        }
        for key, one in results().items()
    ]


@office_page(*READERS)
def year(request: HttpRequest, actor: Actor, year: int) -> HttpResponseBase:
    """A year's working days, by which notice."""
    calendar = law_in_use()[1]
    last = clock.today().year + 1
    year = min(max(year, calendar.first_year), last)
    months = [month_of(calendar, year, month) for month in range(1, 13)]
    looked = [one for _, weeks in months for week in weeks for one in week if one]
    named = [one for one in looked if one.source]
    context = {
        "title": f"{year}年工作日",
        "crumbs": [(reverse("office_rules"), "规则与参数")],
        "year": year,
        "years": range(last, calendar.first_year - 1, -1),
        "months": months,
        "named": named,
        "working": sum(one.working for one in looked),
        "notices": [one for one in notices() if one.year == year],
        "provisional": any(one.provisional for one in looked),
    }
    return render(request, "office/cases/rules_year.html", context)


def month_of(calendar: Calendar, year: int, month: int) -> tuple[int, list[list[Any]]]:
    """A month in weeks from Monday; None for days of its neighbours."""
    first = dt.date(year, month, 1)
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    days: list[Any] = [None] * first.weekday()
    days += [calendar.look(first + dt.timedelta(n)) for n in range((following - first).days)]
    days += [None] * (-len(days) % 7)
    return month, [days[at : at + 7] for at in range(0, len(days), 7)]


@office_page("law.edit")
def edit(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The local file by form."""
    local = local_in_use()
    form = LocalForm(local, request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and _kept(request, actor, form, text_of(form.parts())):
        return redirect("office_rules")
    context = {
        "title": "修改本地规则",
        "crumbs": [(reverse("office_rules"), "规则与参数")],
        "form": form,
        "seen": _version(),
        "groups": form.groups(),
    }
    return render(request, "office/cases/rules_edit.html", context)


@office_page("law.edit")
def upload(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The local file as a file, for who keeps it elsewhere."""
    form = FileForm(request.POST or None, request.FILES or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and _kept(request, actor, form, form.cleaned_data["file"]):
        return redirect("office_rules")
    found = newest()
    context = {
        "title": "上传本地规则",
        "crumbs": [(reverse("office_rules"), "规则与参数")],
        "form": form,
        "seen": _version(),
        "text": found.text if found else "",
    }
    return render(request, "office/cases/rules_upload.html", context)


def _version() -> int:
    found = newest()
    return found.pk if found else 0


def _kept(request: HttpRequest, actor: Actor, form: Any, text: str) -> bool:
    given = request.POST.get("seen", "")
    seen = int(given) if given.isascii() and given.isdigit() and len(given) < 12 else -1
    try:
        set_local(actor, text, reason=form.cleaned_data["reason"], seen=seen)
    except Refused as no:
        form.add_error(None, str(no))
        return False
    recompute_if_due(clock.now())
    messages.success(request, "本地规则已经生效，在办的申请正在按它重新计算，变动列在本页。")
    return True


@office_page("law.edit")
def columns(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Which column of 表四 counts which ending."""
    form = ColumnsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            moved = set_result_columns(
                actor,
                form.chosen(),
                reason=values["reason"],
                amendment=values.get("amendment", ""),
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"结果归列已经修改，{moved}件复议、诉讼改计到别的列。")
            return redirect("office_rules")
    context = {
        "title": "结果计入表四的哪一列",
        "crumbs": [(reverse("office_rules"), "规则与参数")],
        "form": form,
        "verb": "保存",
        "back": reverse("office_rules"),
        "versions": ResultColumns.objects.all()[:10],
    }
    return render(request, "office/rooms/form.html", context)


@office_page(*READERS)
def version(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One version of the local file as text."""
    context = {
        "title": f"本地规则第{pk}版",
        "crumbs": [(reverse("office_rules"), "规则与参数")],
        "version": get_object_or_404(LocalRules, pk=pk),
    }
    return render(request, "office/cases/rules_version.html", context)


@office_page(*READERS)
def moved(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """What one recomputation moved; of other organs only for who sees them."""
    made = get_object_or_404(Recomputation, pk=pk)
    rows = made.moved.all()
    if not may(actor, "law.edit"):
        require(actor, "case.read")
        organs = [post.organ_id for post in actor.posts]
        rows = rows.filter(organ_id__in=organs)
    context = {
        "title": "期限的变动",
        "crumbs": [(reverse("office_rules"), "规则与参数")],
        "recomputation": made,
        "number": rows.count(),
        "rows": rows[:SHOWN_MOVES],
    }
    return render(request, "office/cases/rules_moved.html", context)
