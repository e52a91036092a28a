"""栏目: the tree of an organ; opening the statutory tree and 专题, closing with a day and a note."""

from django import forms
from django.db.models import Count, Max, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions import columns as acts
from gongkai.apps.disclosure.data.columns import column_tree
from gongkai.apps.disclosure.models import Column
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, done, organ_asked, text_area


class TopicForm(forms.Form):
    name = forms.CharField(label="专题名称", max_length=60)
    code = forms.CharField(
        label="网址目录",
        max_length=40,
        help_text="小写字母、数字、连字符，例如 yingshang-huanjing；以后不能改。",
    )
    about = forms.CharField(label="说明", max_length=120, help_text="一句话说清收录什么。")
    on = day_field("开设日期")


class CloseForm(forms.Form):
    on = day_field(
        "关停日期", help_text="从这一天起不再放新内容；已有的内容照样可以看，注明已归档。"
    )
    note = forms.CharField(
        label="关停说明", max_length=200, widget=text_area(2), help_text="读者在栏目页面上会看到。"
    )


@office_page("item.read", "column.open")
def columns(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    organ, organs = organ_asked(request, actor, "item.read", "column.open")
    rows = Column.objects.filter(organ=organ).annotate(
        pieces=Count("editions", filter=Q(editions__ended_at__isnull=True)),
        newest=Max("editions__first_published_at", filter=Q(editions__ended_at__isnull=True)),
    )
    may_open = may(actor, "column.open", organ.pk)
    form = TopicForm(
        request.POST if request.method == "POST" else None, initial={"on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if done(
            request,
            lambda: acts.open_topic_column(actor, organ, **values),
            f"专题“{values['name']}”已经开设。",
        ):
            return _to(organ)
    return render(
        request,
        "office/rooms/columns.html",
        {
            "title": "栏目",
            "organ": organ,
            "organs": organs,
            "rows": _as_tree(list(rows.order_by("order", "id"))),
            "missing": _missing(organ, {one.code for one in rows}),
            "may_open": may_open,
            "may_close": may(actor, "column.close", organ.pk),
            "form": form,
            "statutory": acts.STATUTORY,
        },
    )


def _as_tree(rows: list[Column]) -> list[Column]:
    """Every column before those below it, each level in its own order."""
    below: dict[int | None, list[Column]] = {}
    for one in rows:
        below.setdefault(one.parent_id, []).append(one)
    found: list[Column] = []

    def walk(parent: int | None) -> None:
        for one in below.get(parent, ()):
            found.append(one)
            walk(one.pk)

    walk(None)
    return found


def _missing(organ: Organ, held: set[str]) -> list[str]:
    """Columns that an organ of this level must have and this one has not opened."""
    return [
        spec.name
        for spec in column_tree().specs.values()
        if organ.level in spec.levels and spec.code not in held
    ]


@require_POST
@office_page("column.open")
def open_tree(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    organ = get_object_or_404(Organ, pk=request.POST.get("organ"))
    require(actor, "column.open", organ.pk)
    done(
        request,
        lambda: acts.open_columns(actor, organ, clock.today()),
        f"{organ.short_name}的栏目已经开齐。",
    )
    return _to(organ)


@office_page("column.close")
def close(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    column = get_object_or_404(Column.objects.select_related("organ"), pk=pk)
    require(actor, "column.close", column.organ_id)
    form = CloseForm(
        request.POST if request.method == "POST" else None, initial={"on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if done(
            request,
            lambda: acts.close_column(actor, column, values["on"], values["note"]),
            f"栏目“{column.name}”自{values['on']}起关停。",
        ):
            return _to(column.organ)
    return render(
        request,
        "office/rooms/form.html",
        {
            "title": f"关停栏目：{column.name}",
            "crumbs": [(f"{reverse('office_columns')}?organ={column.organ_id}", "栏目")],
            "lead": column.organ.name,
            "form": form,
            "verb": "关停栏目",
            "back": f"{reverse('office_columns')}?organ={column.organ_id}",
            "red": True,
        },
    )


def _to(organ: Organ) -> HttpResponseBase:
    return redirect(f"{reverse('office_columns')}?organ={organ.pk}")
