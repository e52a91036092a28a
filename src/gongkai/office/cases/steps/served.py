"""告知书送达: the day and the proof from which a period of the applicant runs."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.notices import NOTICES, notice_served
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.models import Case, Dispatch
from gongkai.apps.cases.queries.steps import facts_of, last_fact
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import ServedForm, case_for, today
from gongkai.office.doors import office_page

LEADS = {
    "correction_served": "申请人的补正期限自送达的次日起算；没有送达凭证，不能按逾期不补正办结。",
    "reasons_served": "申请人说明理由的期限自送达的次日起算。",
    "fee_served": "缴费期限自送达的次日起算。",
}


@office_page("case.handle")
def served(request: HttpRequest, actor: Actor, pk: int, fact: str) -> HttpResponseBase:
    """A notice in the system that was sent has its own page for the arrival; here is that of one on paper."""
    case = case_for(actor, pk, "case.handle")
    sent = _sending(case, fact)
    if sent is not None:
        return redirect("office_letter_arrived", case.pk, sent.letter_id, sent.pk)
    return act_page(
        request,
        case,
        ServedForm(request.POST or None, initial=today()),
        lambda values, seen: notice_served(actor, case, fact, seen=seen, **values),
        title=event_kinds()[fact].label,
        verb="登记送达",
        lead=LEADS[fact],
        done="已登记送达。",
    )


def _sending(case: Case, fact: str) -> Dispatch | None:
    """The sending of the newest notice that is still under way."""
    told = last_fact(facts_of(case), NOTICES[fact].sent)
    letter = told.facts.get("letter") if told is not None else None
    under_way = Dispatch.objects.filter(letter=letter, failed_on=None, delivered_on=None)
    return under_way.order_by("-pk").first() if letter is not None else None
