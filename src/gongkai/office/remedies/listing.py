"""复议诉讼: numbers first, then one list as a table; registering a new one."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import cases_visible_to
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may
from gongkai.apps.remedies.access import remedies_visible_to
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.apps.remedies.models import Remedy, RemedyKind
from gongkai.apps.remedies.queries.worklists import WORKLISTS, counts
from gongkai.apps.remedies.results import results
from gongkai.apps.remedies.standing import STATES
from gongkai.domain.working_days import Calendar
from gongkai.office.cases.days import Runs, left_on
from gongkai.office.doors import office_page, refused
from gongkai.office.remedies.forms import NewRemedyForm
from gongkai.office.rooms.asking import organs_today, organs_with

PER_PAGE = 50


@office_page("remedy.read")
def remedies(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The lists; it starts with what is open."""
    organs = organs_with(actor, "remedy.read")
    chosen = next((one for one in organs if str(one.pk) == request.GET.get("organ")), None)
    kind = request.GET.get("kind", "")
    rows = remedies_visible_to(actor)
    if chosen is not None:
        rows = rows.filter(organ=chosen)
    if kind in RemedyKind.values:
        rows = rows.filter(kind=kind)
    worklist = WORKLISTS.get(request.GET.get("list", ""), WORKLISTS["open"])
    found = rows.filter(worklist.wanted).order_by(*worklist.order)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    narrowed = {"organ": chosen.pk if chosen else "", "kind": kind}
    calendar = law_in_use()[1]
    context = {
        "title": "复议诉讼",
        "figures": [(WORKLISTS[key], number) for key, number in counts(rows).items()],
        "worklist": worklist,
        "scope": urlencode(narrowed),
        "asked": {"address": urlencode(narrowed | {"list": worklist.key})},
        "organs": organs,
        "chosen": chosen,
        "kind": kind,
        "kinds": RemedyKind.choices,
        "page": page,
        "rows": [line_of(one, calendar) for one in page.object_list],
        "may_record": may(actor, "remedy.record"),
    }
    return render(request, "office/remedies/list.html", context)


def line_of(remedy: Remedy, calendar: Calendar) -> dict[str, Any]:
    """A row: how it stands, and the day it runs against."""
    day, label = None, ""
    if remedy.state == "open" and remedy.answer_due_on and not remedy.answered_on:
        day, label = remedy.answer_due_on, "答复" if remedy.kind == "review" else "答辩"
    elif remedy.reply_due_on and remedy.case and remedy.case.state in ("replying_again", "to_review", "decided"):  # fmt: skip
        day, label = remedy.reply_due_on, "重新答复"
    today = clock.today()
    result = results().get(remedy.result)
    return {
        "remedy": remedy,
        "state": STATES[remedy.state],
        "result": result.label if result and remedy.concluded_on else "",
        "runs": Runs(day, label, left_on(day, today, calendar)) if day else None,
    }


@office_page("remedy.record")
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Register one; `?case=` for the application it is over."""
    given = request.GET.get("case", "")
    case = cases_visible_to(actor).filter(pk=int(given)).first() if _is_number(given) else None
    if case is not None and not may(actor, "remedy.record", case.organ_id):
        return refused(request, "这件申请不是本机关办理的，不能登记对它的复议、诉讼。")
    organs = organs_today(actor, "remedy.record")
    form = NewRemedyForm(organs, request.POST or None, case)
    if request.method == "POST" and form.is_valid():
        try:
            made = _register(actor, form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("office_remedy", made.pk)
    context = {
        "title": "登记复议、诉讼",
        "crumbs": [(reverse("office_remedies"), "复议诉讼")],
        "form": form,
        "verb": "登记",
        "back": reverse("office_case", args=[case.pk]) if case else reverse("office_remedies"),
    }
    return render(request, "office/rooms/form.html", context)


@office_page("remedy.record")
def of_case(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """From the case page to the form, with the case filled in."""
    return redirect(f"{reverse('office_remedy_new')}?{urlencode({'case': pk})}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


def _register(actor: Actor, values: dict[str, Any]) -> Remedy:
    number = values["case_number"].strip()
    case: Case | None = None
    if number:
        case = cases_visible_to(actor).filter(number=number).first()
        if case is None:
            raise Refused("没有这个编号的申请，请核对；不是由申请引起的，编号不填。")
    brought = Brought(
        kind=values["kind"],
        role=values["role"],
        against=values["against"],
        forum=values["forum"],
        forum_number=values["forum_number"],
        applicant=values["applicant"],
        through_review=values["through_review"],
    )
    return register_remedy(
        actor,
        values["organ"],
        brought,
        brought_on=values["brought_on"],
        learned_on=values["learned_on"],
        case=case,
        after_review=values["after_review"],
        amendment=values.get("amendment", ""),
    )
