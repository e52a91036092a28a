"""基层政务公开标准目录: import a field's table, map its rows to columns, coverage and gaps."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.access import entries_visible_to
from gongkai.apps.disclosure.actions import catalogue as acts
from gongkai.apps.disclosure.data.fields import fields
from gongkai.apps.disclosure.models import Column
from gongkai.apps.disclosure.queries.catalogue import coverage
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.sheets import SheetRefused
from gongkai.apps.organs.access import may, require
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import done, organ_asked

LARGEST = 10 * 1024 * 1024
READ = ("item.read", "catalogue.edit")


class ImportForm(forms.Form):
    field = forms.ChoiceField(label="试点领域")
    file = forms.FileField(
        label="标准目录表格（.xlsx）",
        help_text="表头要有：序号、一级事项、公开内容、公开依据、公开时限、公开渠道和载体。整表替换这个领域原来的内容，没有变的事项保留对应的栏目。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(one, one) for one in fields()]  # type: ignore[attr-defined]


@office_page(*READ)
def catalogue(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Coverage by field; with `?field=` the rows of one, each with its column."""
    organ, organs = organ_asked(request, actor, *READ)
    may_edit = may(actor, "catalogue.edit", organ.pk)
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    errors: tuple[Any, ...] = ()
    if request.method == "POST":
        require(actor, "catalogue.edit", organ.pk)
        if form.is_valid():
            field, file = form.cleaned_data["field"], form.cleaned_data["file"]
            try:
                if file.size > LARGEST:
                    raise Refused("表格超过10MB，请只留标准目录这一张表再上传。")
                rows = acts.import_catalogue(actor, organ, field, file.read())
            except SheetRefused as no:
                errors = no.errors
            except Refused as no:
                messages.error(request, str(no))
            else:
                messages.success(request, f"“{field}”导入了{len(rows)}个事项。")
                return redirect(_address(organ.pk, field))
    found = coverage(organ.pk)
    asked = request.GET.get("field", "")
    return render(
        request,
        "office/rooms/catalogue.html",
        {
            "title": "标准目录",
            "organ": organ,
            "organs": organs,
            "coverage": found,
            "chosen": next((one for one in found if one.field == asked), None),
            "columns": Column.objects.filter(organ=organ, closed_on__isnull=True),
            "form": form if may_edit else None,
            "errors": errors,
            "may_edit": may_edit,
        },
    )


@require_POST
@office_page("catalogue.edit")
def map_rows(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The chosen rows are kept in the chosen column; no column takes the mapping back."""
    chosen = [int(one) for one in request.POST.getlist("entry") if one.isdigit()]
    entries = list(entries_visible_to(actor).filter(pk__in=chosen))
    number = request.POST.get("column", "")
    column = get_object_or_404(Column, pk=number) if number else None
    if not entries:
        messages.error(request, "没有选中事项。请先勾选左边的方框，再选栏目。")
        return redirect(f"{reverse('office_catalogue')}?organ={request.POST.get('organ', '')}")
    word = f"对应到“{column.name}”" if column else "取消了对应"
    done(request, lambda: acts.map_entries(actor, entries, column), f"{len(entries)}个事项{word}。")
    return redirect(_address(entries[0].organ_id, entries[0].field))


def _address(organ_id: int, field: str) -> str:
    return f"{reverse('office_catalogue')}?organ={organ_id}&field={quote(field)}#rows"
