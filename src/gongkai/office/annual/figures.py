"""填报: figures the ledgers cannot count, by month or for the year; and their confirmation by another."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.access import statements_visible_to
from gongkai.apps.annual.actions.stating import Said, confirm_figures, state_figures
from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.models import Statement
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import may
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.doors import office_page
from gongkai.office.rooms.amending import AmendingForm
from gongkai.office.rooms.asking import organ_asked

STATED = ("t2.licences", "t2.penalties", "t2.compulsory", "t2.fees")


def stated_cells() -> list[str]:
    """What units state: cells of 表二 and the counts no ledger has."""
    return [*STATED, *(one.key for one in counts().values() if not one.ledger)]


class FiguresForm(AmendingForm):
    """One row a figure; what is left blank is not stated (a blank is not a zero)."""

    month = forms.TypedChoiceField(
        label="月份",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "全年"), *((n, f"{n}月") for n in range(1, 13))],
    )

    def __init__(self, period: Period, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cell in stated_cells():
            decimals = 2 if cell in period.form.decimals or cell == "one.fee_yuan" else 0
            self.fields[cell] = forms.DecimalField(
                label=label_of_field(cell, period.form),
                required=False,
                min_value=Decimal(0),
                max_digits=14,
                decimal_places=decimals,
                help_text="单位：万元，保留两位小数。" if cell == "t2.fees" else "",
            )
        self.fields["evidence"] = forms.CharField(
            label="依据", max_length=300, required=False, help_text="例如：行政审批系统年度统计表。"
        )

    def said(self) -> list[Said]:
        given = self.cleaned_data
        return [
            Said(cell, given[cell], given.get("month"), given.get("evidence", ""))
            for cell in stated_cells()
            if given.get(cell) is not None
        ]


@office_page("report.read")
def figures(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The organ's figures of the year: stated, confirmed, replaced; and the form to state them."""
    organ, organs = organ_asked(request, actor, "report.read")
    year = year_asked(request)
    period = Period(year)
    form = FiguresForm(period, request.POST if "state" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        said = form.said()
        try:
            if not said:
                raise Refused("没有填写任何数。没有发生的，请填 0。")
            state_figures(
                actor, organ, year, said, amendment=form.cleaned_data.get("amendment", "")
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect(f"{reverse('office_annual_figures')}?year={year}&organ={organ.pk}")
    rows = statements_visible_to(actor).filter(organ=organ, year=year, replaced_by=None)
    held = [(label_of_field(one.cell, period.form), one) for one in rows.order_by("cell", "month")]
    return render(
        request,
        "office/annual/figures.html",
        {
            "title": f"{organ.short_name}{year}年度填报数据",
            "organ": organ,
            "organs": organs,
            "year": year,
            "years": years(),
            "form": form,
            "held": held,
            "may_state": may(actor, "figure.state", organ.pk),
            "may_confirm": may(actor, "figure.confirm", organ.pk),
            "waiting": sum(1 for _, one in held if not _confirmed(one)),
        },
    )


def _confirmed(one: Statement) -> bool:
    return hasattr(one, "confirmation")


@office_page("figure.confirm")
@require_POST
def confirm(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Confirm the ticked figures."""
    year = year_asked(request)
    ticked = [int(one) for one in request.POST.getlist("figure") if one.isdigit() and len(one) < 12]
    rows = list(statements_visible_to(actor).filter(pk__in=ticked[:500]))

    def act() -> None:
        if not rows:
            raise Refused("请先勾选要确认的数。")
        confirm_figures(actor, rows)

    done(request, act, f"已确认 {len(rows)} 个数。")
    organ = request.POST.get("organ", "")
    kept = f"&organ={organ}" if organ.isdigit() else ""
    return redirect(f"{reverse('office_annual_figures')}?year={year}{kept}")
