"""回执和申请表 for who stands at the counter: printed, signed, put into the file."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.online import issue_code
from gongkai.apps.cases.actions.unmasking import unmask
from gongkai.apps.cases.data.asking import Option, asking
from gongkai.apps.cases.models import PartyRole
from gongkai.apps.cases.queries.citizen import grouped_code
from gongkai.apps.cases.queries.papers import cases_of
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.domain.deadlines import channels
from gongkai.office.cases.finding import seen_case, seen_paper
from gongkai.office.doors import office_page

SIGNED = "打印申请表，交申请人核对签名"
PRINTED_ROLES = (PartyRole.APPLICANT, PartyRole.CO_APPLICANT, PartyRole.AGENT)


@office_page("case.register")
def receipt(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """回执 of a paper: when it came, how, under which numbers. Nobody is named on it."""
    paper = seen_paper(actor, pk)
    require(actor, "case.register", paper.organ_id)
    context = {
        "title": "政府信息公开申请回执",
        "crumbs": [(reverse("office_paper", args=[paper.pk]), paper.number)],
        "paper": paper,
        "organ": paper.organ,
        "channel": channels()[paper.channel].label,
        "cases": cases_of(paper),
        "files": paper.files.filter(removed_at=None).count(),
        "today": clock.today(),
        "taken_by": paper.taken_by,
    }
    return render(request, "office/cases/receipt.html", context)


@require_POST
@office_page("case.register")
def code(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """发给查询码: shown once, to hand to the applicant with the number."""
    case = seen_case(actor, pk)
    require(actor, "case.register", case.organ_id)
    context = {
        "title": "查询码",
        "crumbs": [
            (reverse("office_cases"), "依申请公开办件"),
            (reverse("office_case", args=[case.pk]), case.number),
        ],
        "case": case,
        "code": grouped_code(issue_code(actor, case)),
        "today": clock.today(),
    }
    return render(request, "office/cases/code.html", context)


@require_POST
@office_page("case.register")
def form(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """申请表 with everything on it, for the applicant's signature: seeing the people whole is on record."""
    case = seen_case(actor, pk)
    require(actor, "case.register", case.organ_id)
    require(actor, "case.unmask", case.organ_id)
    try:
        people = [
            (party, unmask(actor, party, SIGNED))
            for party in case.parties.filter(removed_at=None, role__in=PRINTED_ROLES)
        ]
    except Refused as no:
        messages.error(request, str(no))
        return redirect("office_case", case.pk)
    choices = asking()
    context = {
        "title": "政府信息公开申请表",
        "crumbs": [(reverse("office_case", args=[case.pk]), case.number)],
        "case": case,
        "people": [
            (
                party,
                one,
                choices.id_kinds[one.id_kind].label
                if one.id_kind in choices.id_kinds
                else "证件号码",
            )
            for party, one in people
        ],
        "form_wanted": _label(choices.forms, case.form_wanted),
        "route_wanted": _label(choices.routes, case.route_wanted),
        "paper": case.filings.select_related("paper").order_by("id").first(),
    }
    return render(request, "office/cases/form_print.html", context)


def _label(options: Mapping[str, Option], key: str) -> str:
    option = options.get(key)
    return option.label if option else ""
