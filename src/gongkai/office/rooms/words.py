"""县级用语词表: the county's own words for the wording check, by hand or from XLSX."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions import words as acts
from gongkai.apps.disclosure.models import CountyWord
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.disclosure.sheets import SheetRefused
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import done

LARGEST = 10 * 1024 * 1024


class WordForm(forms.Form):
    wrong = forms.CharField(label="不规范用语", max_length=60)
    right = forms.CharField(label="应当写成", max_length=60, required=False)
    blocks = forms.BooleanField(
        label="拦下发布", required=False, help_text="勾选：不改就不能送审；不勾：只提醒。"
    )
    note = forms.CharField(label="说明", max_length=120, required=False)


@office_page("words.edit")
def words(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    form = WordForm(request.POST if "wrong" in request.POST else None)
    errors: tuple[Any, ...] = ()
    if request.method == "POST" and "file" in request.FILES:
        try:
            file = request.FILES["file"]
            if not file.size or file.size > LARGEST:
                raise Refused("表格是空的，或者超过10MB。")
            number = acts.import_words(actor, file.read())
        except SheetRefused as no:
            errors = no.errors
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, f"导入了{number}个用语。")
            return redirect("office_words")
    elif form.is_bound and form.is_valid():
        values = form.cleaned_data
        if done(
            request,
            lambda: acts.keep_word(
                actor,
                values["wrong"],
                values["right"],
                blocks=values["blocks"],
                note=values["note"],
            ),
            f"“{values['wrong']}”已经加入词表。",
        ):
            return redirect("office_words")
    return render(
        request,
        "office/rooms/words.html",
        {
            "title": "用语词表",
            "rows": CountyWord.objects.order_by("wrong"),
            "form": form,
            "errors": errors,
        },
    )


@require_POST
@office_page("words.edit")
def drop(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    word = get_object_or_404(CountyWord, pk=pk)
    done(request, lambda: acts.drop_word(actor, word), f"“{word.wrong}”已经从词表删去。")
    return redirect("office_words")
