"""联合发文只计一次: declared by the county office, and taken back."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions.counting_once import CELLS, Joint, count_again, count_once
from gongkai.apps.annual.models import JointDocument
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.models import Organ
from gongkai.office.annual.acting import done, year_asked
from gongkai.office.annual.units.asking import asked, government_asked
from gongkai.office.doors import office_page

CELL_LABELS = tuple(zip(CELLS, ("制发", "废止", "现行有效"), strict=True))


@office_page("report.receive")
@require_POST
def joint(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Declare one document."""
    government, year = government_asked(request, actor), year_asked(request)
    given = request.POST

    def act() -> None:
        said = Joint(
            given.get("document", ""),
            _organ(given.get("lead", "")),
            _organ(given.get("organ", "")),
            given.getlist("cell"),
        )
        count_once(actor, government, year, said, given.get("reason", ""))

    done(request, act, "已经登记，汇总时只计一次。")
    return redirect(f"{reverse('office_annual_units')}{asked(government, year)}#joint")


def _organ(name: str) -> Organ:
    found = list(Organ.objects.filter(short_name=name.strip())[:2])
    if len(found) != 1:
        raise Refused(f"没有简称是“{name.strip()[:40]}”的单位，请从列表里选。")
    return found[0]


@office_page("report.receive")
@require_POST
def joint_back(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """Take a declaration back."""
    row = get_object_or_404(JointDocument.objects.select_related("government"), pk=pk)
    reason = request.POST.get("reason", "")
    done(request, lambda: count_again(actor, row, reason), "已经撤回，两个单位都计。")
    return redirect(f"{reverse('office_annual_units')}{asked(row.government, row.year)}#joint")
