"""检索记录."""

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions import searching
from gongkai.office.cases.acting import act_page
from gongkai.office.cases.steps.frame import case_for, today
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, text_area


class SearchForm(forms.Form):
    places = forms.CharField(
        label="检索了哪些地方", max_length=2000, widget=text_area(3),
        help_text="一行一处，例如：机关档案室、办公自动化系统、基础教育股存档。",
    )  # fmt: skip
    words = forms.CharField(
        label="用了哪些词", max_length=1000, widget=text_area(2), help_text="一行一个。"
    )
    on = day_field("检索日期")
    searcher = forms.CharField(label="检索人", max_length=80)
    found = forms.CharField(label="结果", max_length=2000, widget=text_area(3))


@office_page("case.handle")
def search(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One search goes on record; several may be needed for a full and reasonable one."""
    case = case_for(actor, pk, "case.handle")
    start = {**today(), "searcher": actor.name}
    return act_page(
        request,
        case,
        SearchForm(request.POST or None, initial=start),
        lambda values, seen: searching.record_search(
            actor,
            case,
            places=values["places"].splitlines(),
            words=values["words"].splitlines(),
            on=values["on"],
            searcher=values["searcher"],
            found=values["found"],
            seen=seen,
        ),
        title="检索记录",
        verb="记下这次检索",
        lead="答复“政府信息不存在”以前，应当作过全面、合理的检索，并且留有记录：在哪里、用什么词、哪一天、由谁检索。",
        done="已记下检索。",
        to=reverse("office_step_decide", args=[case.pk]) if case.handler_id else "",
    )
