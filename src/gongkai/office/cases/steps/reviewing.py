"""审核: the proposal read whole, then approved or returned with a reason, by somebody who wrote none of it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import deciding
from gongkai.apps.cases.queries.conditions import Known
from gongkai.apps.cases.queries.decisions import newest_decision, proposal_of
from gongkai.apps.cases.queries.records import piece_lines
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import asked_texts
from gongkai.domain.cases import outcome_label, way_of
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.answering import REMEDIES
from gongkai.office.cases.steps.deciding import remedy_mark
from gongkai.office.cases.steps.frame import case_for
from gongkai.office.doors import office_page, refused
from gongkai.office.rooms.asking import needed_when, text_area


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        label="审核意见", choices=[("yes", "同意"), ("no", "退回")], widget=forms.RadioSelect
    )
    reason = needed_when(
        forms.CharField(label="退回的理由", max_length=300, required=False, widget=text_area(3)),
        "退回的必须填写",
    )


@office_page("case.review")
def review(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The proposal that waits for a review."""
    case = case_for(actor, pk, "case.review")
    decision = newest_decision(case)
    if case.state != "to_review" or decision is None or not decision.outcome:
        return refused(request, "这件申请没有等待审核的处理意见。", status=409)
    made = proposal_of(case, decision, Known(case))
    way = way_of(decision.outcome, decision.variant)
    own = actor.person_id in deciding.authors_of(decision)

    def act(values: dict[str, Any], seen: int) -> object:
        if values["verdict"] == "no":
            return deciding.return_decision(actor, case, reason=values["reason"], seen=seen)
        if decision.approved:
            raise Refused("这份处理意见已经审核通过，请拟写、签发答复书；要改变的，请退回。")
        return deciding.approve_decision(actor, case, seen=seen)

    return act_page(
        request,
        case,
        ReviewForm(request.POST or None),
        act,
        title="审核处理意见",
        verb="确定",
        done="已登记审核意见。",
        template="office/cases/steps/review.html",
        more={
            "decision": decision,
            "made": made,
            "way": way,
            "label": outcome_label(decision.outcome, decision.variant),
            "records": [(one.label, made.content.records.get(one.key, "")) for one in way.records],
            "pieces": piece_lines(made.content.pieces),
            "remedy": REMEDIES[way.remedy],
            "remedy_mark": remedy_mark(way),
            "own": own,
            "asked": asked_texts(case),
        },
    )
