"""Whose units the page is about."""

from django.http import Http404, HttpRequest

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.models import Organ
from gongkai.office.rooms.asking import organs_with


def governments_of(actor: Actor) -> list[Organ]:
    """The governments whose reports the actor may read."""
    return [one for one in organs_with(actor, "report.read") if one.governs]


def government_asked(request: HttpRequest, actor: Actor) -> Organ:
    """`?government=`; without it the highest of them. 404 where the actor has none."""
    held = governments_of(actor)
    given = request.POST.get("government") or request.GET.get("government")
    chosen = [one for one in held if str(one.pk) == given] if given else held
    if not chosen:
        raise Http404("没有可以查看的人民政府。")
    return chosen[0]


def asked(government: Organ, year: int) -> str:
    """The query of the pages of one government and year."""
    return f"?year={year}&government={government.pk}"
