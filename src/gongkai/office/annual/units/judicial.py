"""选定司法行政部门: which unit holds the numbers of normative documents against its register."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions.agreeing import choose_judicial
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import plan_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.office.annual.acting import done, year_asked
from gongkai.office.annual.units.asking import asked, government_asked
from gongkai.office.doors import office_page


@office_page("report.receive")
@require_POST
def judicial(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Choose one unit of the list."""
    government, year = government_asked(request, actor), year_asked(request)
    given = request.POST.get("judicial", "")
    rows = plan_of(government, Period(year)).reporting
    found = next((one.organ for one in rows if str(one.organ.pk) == given), None)

    def act() -> None:
        if found is None:
            raise Refused("请从名单里选一个单位。")
        choose_judicial(actor, government, year, found)

    said = f"{found.short_name}已经选定为司法行政部门。" if found else ""
    done(request, act, said)
    return redirect(f"{reverse('office_annual_units')}{asked(government, year)}#judicial")
