"""撤回、归档."""

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import archiving, closing
from gongkai.apps.cases.models import PaperKind
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.signing import signer
from gongkai.office.cases.steps.frame import CameForm, case_for, from_paper, today
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field


class ArchiveForm(forms.Form):
    on = day_field("归档之日")


@office_page("case.handle")
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """申请人撤回."""
    case = case_for(actor, pk, "case.handle")
    form = CameForm(request.POST or None, initial=from_paper(case, PaperKind.WITHDRAWAL))
    form.fields["text"].label = "撤回的书面表示"
    form.fields["text"].help_text = "申请人口头撤回的，由工作人员记录并请申请人签字。"
    return act_page(
        request,
        case,
        form,
        lambda values, seen: closing.withdraw(
            actor, case, on=values["on"], came=CameForm.came(values), seen=seen
        ),
        title="申请人撤回",
        verb="登记撤回并办结",
        lead="撤回后计入表三“（六）3.其他”。没有签发的文书、没有办完的审批单不再使用。",
        done="已登记撤回。",
    )


@office_page("case.archive")
def archive(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """归档: everything that is still missing is said before."""
    case = case_for(actor, pk, "case.archive")
    missing = closing.missing_for_archive(case)
    lead = (
        "卷宗齐全，可以归档：生成一个封存的归档文件，卷内材料都在其中。"
        if not missing
        else "还不能归档：" + "".join(missing)
    )
    return act_page(
        request,
        case,
        ArchiveForm(request.POST or None, initial=today()),
        lambda values, seen: archiving.archive(
            actor, case, on=values["on"], sign=signer(), seen=seen
        ),
        title="归档",
        verb="归档",
        lead=lead,
        done="已归档。",
    )
