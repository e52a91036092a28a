"""One frame for the acts on a case: the form, what the page showed, the refusal beside what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.timeline import timeline
from gongkai.apps.cases.refusals import Refused, YearIsLocked
from gongkai.office.doors import YEAR_AMENDMENT
from gongkai.office.rooms.asking import text_area


def seen_of(request: HttpRequest, case: Case) -> int:
    """How many records the page showed on which the button was pressed."""
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


def say_no(form: forms.Form, no: Refused) -> None:
    """The refusal above the form; where it is a locked year, the form asks for the reason of the amendment."""
    form.add_error(None, str(no))
    if isinstance(no, YearIsLocked):
        form.fields[YEAR_AMENDMENT] = forms.CharField(
            label="锁定后更正的理由",
            max_length=500,
            widget=text_area(2),
            help_text="为什么在年度数据锁定以后才登记、才改动。写入更正清单，下次汇总单独列明；不写姓名。",
        )


def act_page(
    request: HttpRequest,
    case: Case,
    form: forms.Form,
    act: Callable[[dict[str, Any], int], object],
    *,
    title: str,
    verb: str,
    done: str,
    lead: str = "",
    to: str = "",
    template: str = "office/cases/act.html",
    more: dict[str, Any] | None = None,
) -> HttpResponseBase:
    """Show the form; do `act(values, seen)` when it is sent; go to `to` (the case page) when it is done.

    A refusal stands above the form with everything typed still in it. Where a colleague was quicker, what
    they recorded is shown too, and pressing again counts as having seen it.
    """
    page = reverse("office_case", args=[case.pk])
    news: list[Any] = []
    if request.method == "POST" and form.is_valid():
        seen = seen_of(request, case)
        try:
            act(form.cleaned_data, seen)
        except Refused as no:
            say_no(form, no)
            case.refresh_from_db()
            if seen != case.events_held:
                news = [one for one in timeline(case) if one.event.number > seen]
        else:
            messages.success(request, done)
            return redirect(to or page)
    context = {
        "title": title,
        "crumbs": [(reverse("office_cases"), "依申请公开办件"), (page, case.number)],
        "case": case,
        "form": form,
        "verb": verb,
        "lead": lead,
        "back": page,
        "news": news,
    }
    return render(request, template, context | (more or {}))
