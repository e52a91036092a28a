"""填报: figures the ledgers cannot count, by month or for the year; and their confirmation by another."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from gongkai.apps.annual.access import statements_visible_to
from gongkai.apps.annual.actions.stating import confirm_figures, state_figures
from gongkai.apps.annual.items import items_of_all
from gongkai.apps.annual.queries.stating import (
    Slot,
    Waiting,
    lines_of,
    waiting_for_confirmation,
)
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.said import Said, label_of, takes_decimals
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ
from gongkai.apps.periods.queries import locked_years
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.annual.figures_form import FiguresForm
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import organ_asked, organs_with

MOST_TICKED = 500


def month_asked(request: HttpRequest) -> int | None:
    """`month=`: 1 to 12; without it the whole year."""
    given = request.POST.get("month") or request.GET.get("month") or ""
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 3 and 1 <= int(given) <= 12):
        raise Http404("没有这个月份。")
    return int(given)


def figures_address(organ: Organ, year: int, month: int | None = None) -> str:
    """The page of an organ's figures."""
    asked = {"year": year, "organ": organ.pk} | ({"month": month} if month else {})
    return f"{reverse('office_annual_figures')}?{urlencode(asked)}"


@office_page("report.read")
def figures(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The organ's figures of the year: what waits, what stands, what was before; and the form to state them."""
    organ, organs = organ_asked(request, actor, "report.read", past=True)
    year, month = year_asked(request), month_asked(request)
    period = Period(year)
    locked = bool(locked_years([year]))
    lines = lines_of(organ, period)
    sent = request.POST if "state" in request.POST else None
    form = FiguresForm(lines, month, locked, sent)
    if sent is not None and form.is_valid() and _stated(form, actor, organ, year):
        messages.success(request, f"已填报 {len(form.said())} 个数，另一人确认以后计入年报。")
        return redirect(figures_address(organ, year, month))
    may_confirm = may(actor, "figure.confirm", organ.pk)
    waiting = waiting_for_confirmation([organ.pk], year)
    headings = {one.item.cell: one.item.heading for one in lines}
    return render(
        request,
        "office/annual/figures.html",
        {
            "title": f"{organ.short_name}{year}年度填报数据",
            "crumbs": [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告")],
            "organ": organ,
            "organs": organs,
            "year": year,
            "years": years(),
            "month": month,
            "months": [(None, "全年", figures_address(organ, year))]
            + [(n, f"{n}月", figures_address(organ, year, n)) for n in range(1, 13)],
            "form": form,
            "locked": locked,
            "lines": lines,
            "withdrawable": [
                one.slot(month).latest.pk for one in lines if _can_be_withdrawn(one.slot(month))
            ],
            "waiting": [_shown(actor, period, one, may_confirm, headings) for one in waiting],
            "back": "",
            "may_state": may(actor, "figure.state", organ.pk),
            "may_confirm": may_confirm,
            "may_key": may(actor, "figure.key", organ.pk),
        },
        status=422 if sent is not None else 200,
    )


@office_page("figure.confirm")
def waiting(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What waits for the actor's confirmation, of every unit in reach."""
    year = year_asked(request)
    period = Period(year)
    organs = organs_with(actor, "figure.confirm")
    found = waiting_for_confirmation([one.pk for one in organs], year)
    headings = {one.cell: one.heading for one in items_of_all(organs, period)}
    shown = [_shown(actor, period, one, True, headings) for one in found[:MOST_TICKED]]
    return render(
        request,
        "office/annual/waiting.html",
        {
            "title": f"{year}年度等待确认的填报数据",
            "crumbs": [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告")],
            "year": year,
            "years": years(),
            "many": True,
            "waiting": shown,
            "left": max(0, len(found) - len(shown)),
            "may_confirm": True,
            "locked": bool(locked_years([year])),
            "back": "all",
        },
    )


def _can_be_withdrawn(slot: Slot) -> bool:
    return slot.latest is not None and slot.latest.value is not None


def _stated(form: FiguresForm, actor: Actor, organ: Organ, year: int) -> bool:
    said = form.said()
    try:
        if not said:
            raise Refused("没有填写任何数。没有发生的，请填 0。")
        state_figures(actor, organ, year, said, amendment=form.cleaned_data.get("amendment", ""))
    except Refused as no:
        form.add_error(None, str(no))
        return False
    return True


def _shown(
    actor: Actor, period: Period, one: Waiting, may_confirm: bool, headings: Mapping[str, str]
) -> dict[str, Any]:
    """A line of the list of what waits; `mine`: stated by the reader, who cannot confirm it."""
    row = one.statement
    return {
        "one": one,
        "row": row,
        "label": headings.get(row.cell) or label_of(period, row.cell),
        "old": one.old,
        "decimals": 2 if takes_decimals(period, row.cell) else 0,
        "mine": may_confirm and row.person_id == actor.person_id,
    }


@office_page("figure.confirm")
@require_POST
def confirm(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Confirm the ticked figures; of a ticked hand-in all its figures."""
    year = year_asked(request)
    visible = statements_visible_to(actor).filter(year=year)
    rows = list(visible.filter(pk__in=_numbers(request, "figure")))
    rows += visible.filter(
        delivery__in=_numbers(request, "delivery"), confirmation=None, replaced_by=None
    )

    def act() -> None:
        if not rows:
            raise Refused("请先勾选要确认的数。")
        confirm_figures(actor, rows, amendment=request.POST.get("amendment", ""))

    done(request, act, f"已确认 {len(rows)} 个数。")
    return _back(request, year)


@office_page("figure.state")
@require_POST
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Take a figure back: from its confirmation on it is blank again."""
    row = statements_visible_to(actor).filter(pk=pk).first()
    if row is None:
        raise Http404("没有这个数。")
    reason = request.POST.get("reason", "").strip()
    said = Said(row.cell, None, row.month, reason)

    def act() -> None:
        state_figures(actor, row.organ, row.year, [said], amendment=reason)

    done(request, act, "已经撤回，另一人确认以后生效。")
    return redirect(figures_address(row.organ, row.year, row.month))


def _numbers(request: HttpRequest, name: str) -> list[int]:
    given = request.POST.getlist(name)[:MOST_TICKED]
    return [int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 12]


def _back(request: HttpRequest, year: int) -> HttpResponseBase:
    if request.POST.get("back") == "all":
        return redirect(f"{reverse('office_annual_waiting')}?year={year}")
    organ = request.POST.get("organ", "")
    kept = f"&organ={organ}" if organ.isascii() and organ.isdigit() else ""
    return redirect(f"{reverse('office_annual_figures')}?year={year}{kept}")
