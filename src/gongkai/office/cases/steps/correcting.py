"""补正: the notice with every point, its service, the answer, and the end where none comes."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import correcting
from gongkai.apps.cases.models import Case, PaperKind, SheetKind, SheetState
from gongkai.apps.cases.queries.steps import due_named
from gongkai.apps.cases.sheets import content_of, latest_sheet
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import (
    CameForm,
    SentForm,
    case_for,
    from_paper,
    today,
)
from gongkai.office.cases.steps.letting import outgoing_of
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, text_area


class PointsForm(forms.Form):
    points = forms.CharField(
        label="需要补正的全部事项",
        max_length=4000,
        widget=text_area(6),
        help_text="一行一项，写明哪里不明确、怎样补正。补正只能告知一次，没有写到的以后不能再要求。",
    )
    limit = forms.IntegerField(label="补正的期限（工作日）", min_value=1, max_value=60)
    sent = forms.BooleanField(
        label="告知书已经发出",
        required=False,
        help_text="没有勾选的，只保存事项，可以先拟写补正告知书；告知书送出时自动登记。",
    )
    on = day_field("发出之日", required=False)


class CorrectedForm(CameForm):
    field_order = ("on", "channel", "description", "text")
    description = forms.CharField(label="补正后的申请内容", max_length=4000, widget=text_area(4))


def _prepared(case: Case) -> dict[str, Any]:
    sheet = latest_sheet(case, SheetKind.CORRECTION, SheetState.OPEN)
    start: dict[str, Any] = {"limit": correcting.usual_limit(case), **today()}
    if sheet is not None:
        said = content_of(sheet)
        start |= {"points": "\n".join(said["points"]), "limit": said["limit"]}
    return start


@office_page("case.handle")
def notify(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """告知补正: prepare the points, or record the notice that went out."""
    case = case_for(actor, pk, "case.handle")
    going = outgoing_of(actor, case, "notify_correction")
    if ready := going.to_send():
        return ready
    due = correcting.notice_due(case)
    lead, warn = "还没有确认收到，告知的期限没有起算。", ""
    if due is not None:
        lead = f"最迟{due.day.isoformat()} {due.weekday}一次性告知全部事项。"
        if clock.today() > due.day:
            warn = (
                f"告知补正的期限（{due.day.isoformat()}）已经过了。仍可以告知，但属于逾期："
                "后果见期限计算单，请同时考虑能不能按现有内容办理。"
            )

    def act(values: dict[str, Any], seen: int) -> object:
        points = values["points"].splitlines()
        if values.get("sent"):
            return correcting.notify_correction(
                actor,
                case,
                on=values["on"] or clock.today(),
                points=points,
                limit=values["limit"],
                on_paper=values.get("on_paper", ""),
                seen=seen,
            )
        return correcting.prepare_correction(
            actor, case, points=points, limit=values["limit"], seen=seen
        )

    form = PointsForm(request.POST or None, initial=_prepared(case))
    going.ask_paper(form, required=False)
    if going.closed and "sent" not in request.POST:
        # Without a signed notice only its points can be prepared; "sent" all the same is refused by the act.
        del form.fields["sent"], form.fields["on"]
    return act_page(
        request, case, form, act, title="告知补正", verb="保存", lead=f"{lead}（条例第三十条）",
        done="已登记。", more={"warn": warn, "outgoing": going, "prepares": True},
    )  # fmt: skip


@office_page("case.handle")
def received(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """收到补正: the full period anew."""
    case = case_for(actor, pk, "case.handle")
    given = from_paper(case, PaperKind.CORRECTED)
    form = CorrectedForm(request.POST or None, initial={**given, "description": case.description})
    return act_page(
        request,
        case,
        form,
        lambda values, seen: correcting.record_correction(
            actor,
            case,
            on=values["on"],
            description=values["description"],
            came=CameForm.came(values),
            seen=seen,
        ),
        title="收到补正",
        verb="登记补正",
        lead="答复期限自收到补正的次日起重新计算，不是接着算剩下的天数（条例第三十条）。",
        done="已登记补正，答复期限重新起算。",
    )


@office_page("case.handle")
def abandon(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """逾期不补正: closes the case as 表三（六）1."""
    case = case_for(actor, pk, "case.handle")
    due = due_named(case, "correction_limit")
    until = f"申请人的补正期限到{due.day.isoformat()}为止。" if due else "补正期限还没有起算。"
    form = AbandonForm(request.POST or None, initial=today())
    return act_page(
        request,
        case,
        form,
        lambda values, seen: correcting.abandon_correction(actor, case, on=values["on"], seen=seen),
        title="逾期不补正，不再处理",
        verb="办结：逾期不补正",
        lead=f"{until}申请人有正当理由的，不能视为放弃。办结后计入表三“（六）1”。",
        done="已按逾期不补正办结，请拟写不再处理告知书。",
    )


class AbandonForm(SentForm):
    on = day_field("认定之日")
    no_reason = forms.BooleanField(label="申请人没有说明正当理由")
