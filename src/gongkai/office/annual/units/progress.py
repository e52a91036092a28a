"""进度与催报: who has not handed in, days left and over, reminders, and the earlier day of the place."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions.reminding import MOST_TEXT, remind, set_local_day
from gongkai.apps.annual.clocks import local_day, statutory_day
from gongkai.apps.annual.models import Reminder, ReportKind
from gongkai.apps.annual.queries.progress import UnitProgress, progress_of, standing_of
from gongkai.apps.annual.queries.reminders import reminders_of
from gongkai.apps.annual.units import plan_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import may
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.annual.units.asking import asked, government_asked, governments_of
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field


@dataclass(frozen=True)
class Line:
    """A unit that has not handed in, with the reminders it was sent."""

    unit: UnitProgress
    reminders: tuple[Reminder, ...]

    @property
    def words(self) -> str:
        """还有3天, 逾期2天."""
        left = self.unit.days_left
        return f"还有{left}天" if left > 0 else "今天到期" if left == 0 else f"逾期{-left}天"


class DayForm(forms.Form):
    on = day_field("报送期限")
    source = forms.CharField(
        label="依据",
        max_length=200,
        help_text="例如：关于报送年度报告的通知（示政办函〔2026〕1号）。",
    )


@office_page("report.read")
def missing(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Who is missing, the latest first."""
    return _shown(request, actor, DayForm())


def _shown(request: HttpRequest, actor: Actor, form: DayForm) -> HttpResponseBase:
    government, year = government_asked(request, actor), year_asked(request)
    plan = plan_of(government, Period(year))
    units = progress_of(plan, year)
    told: dict[int, list[Reminder]] = {}
    for one in reminders_of(government, year):
        told.setdefault(one.organ_id, []).append(one)
    lines = [Line(one, tuple(told.get(one.organ.pk, ()))) for one in units if one.is_missing]
    return render(
        request,
        "office/annual/units/missing.html",
        {
            "title": f"{government.short_name}{year}年度报送进度与催报",
            "crumbs": [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告")],
            "government": government,
            "governments": governments_of(actor),
            "year": year,
            "years": years(),
            "frozen": plan.frozen,
            "lines": sorted(lines, key=lambda one: one.unit.due.on),
            "standing": standing_of(plan, units),
            "told": [one for one in units if one.is_in and (one.late or one.returned_times)],
            "law": statutory_day(ReportKind.OWN, year),
            "local": local_day(government.pk, year),
            "form": form,
            "may_remind": may(actor, "report.receive", government.pk),
            "most_text": MOST_TEXT,
            "asked": asked(government, year),
        },
        status=400 if form.errors else 200,
    )


@office_page("report.receive")
@require_POST
def tell(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Remind the ticked units."""
    government, year = government_asked(request, actor), year_asked(request)
    ticked = [int(one) for one in request.POST.getlist("unit") if one.isdigit() and len(one) < 12]
    text = request.POST.get("text", "")
    done(
        request,
        lambda: remind(actor, government, year, ticked, text),
        f"已经催报 {len(ticked)} 个单位，它们的年度报告页面和首页会显示。",
    )
    return redirect(reverse("office_annual_missing") + asked(government, year))


@office_page("report.receive")
@require_POST
def day(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Set the earlier day of the place."""
    government, year = government_asked(request, actor), year_asked(request)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, form)
    on: dt.date = form.cleaned_data["on"]
    source: str = form.cleaned_data["source"]
    done(
        request,
        lambda: set_local_day(actor, government, year, on, source),
        f"报送期限已经设为{on}。",
    )
    return redirect(reverse("office_annual_missing") + asked(government, year))
