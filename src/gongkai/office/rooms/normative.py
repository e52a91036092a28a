"""规范性文件台账: every document, what happened to it, and the three numbers of 表二 on any day."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.access import items_visible_to, kept_items, normative_visible_to
from gongkai.apps.disclosure.actions import normative as acts
from gongkai.apps.disclosure.models import Item, ItemKind, NormativeDocument, NormativeEventKind
from gongkai.apps.disclosure.queries.normative import (
    normative_numbers,
    public_unrecorded,
    standing_on,
)
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, done, organs_today, organs_with

READ = ("item.read", "normative.record")
LISTS = (
    ("in_force", "现行有效"),
    ("made", "本年制发"),
    ("repealed", "本年废止"),
    ("expired", "本年失效"),
)


class MadeForm(forms.Form):
    organ = forms.ModelChoiceField(Organ.objects.none(), label="制定机关", empty_label=None)
    title = forms.CharField(label="标题", max_length=200)
    document_number = forms.CharField(
        label="发文字号", max_length=60, help_text="例如：示政发〔2025〕3号。"
    )
    registration_number = forms.CharField(label="统一编号", max_length=60, required=False)
    made_on = day_field("制发日期", help_text="表二按这一天所在的年度计数。")
    effective_on = day_field("施行日期", required=False, help_text="不填，与制发日期相同。")
    valid_until = day_field("有效期至", required=False, help_text="文件写明有效期的，填最后一天。")
    item = forms.ModelChoiceField(
        Item.objects.none(), label="公开页面", required=False, empty_label="以后再登记"
    )


class EventForm(forms.Form):
    kind = forms.ChoiceField(label="发生了什么", choices=NormativeEventKind.choices)
    on = day_field("生效日期")
    until = day_field("有效期延至", required=False, help_text="只在延长有效期时填写。")
    by_document = forms.ModelChoiceField(
        NormativeDocument.objects.all(),
        label="依据哪一份文件（台账里的）",
        required=False,
        empty_label="不在台账里",
    )
    by_text = forms.CharField(
        label="依据文件（台账里没有的）",
        max_length=200,
        required=False,
        help_text="写明文件名称和文号。",
    )


class PageForm(forms.Form):
    item = forms.ModelChoiceField(Item.objects.none(), label="公开页面", empty_label=None)


def _day(request: HttpRequest) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


@office_page(*READ)
def ledger(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The numbers as of a day, each with its list; the whole ledger is the list of none of them."""
    organs = organs_with(actor, *READ)
    given = request.GET.get("organ", "")
    chosen = [one for one in organs if str(one.pk) == given] or organs
    on, show = _day(request), request.GET.get("show", "in_force")
    numbers = normative_numbers([one.pk for one in chosen], on)
    show = show if show in dict(LISTS) else "in_force"
    rows = [standing_on(one, on, one.events.all()) for one in getattr(numbers, show)]
    return render(
        request,
        "office/rooms/normative.html",
        {
            "title": "规范性文件台账",
            "organs": organs,
            "organ": given,
            "on": on,
            "show": show,
            "figures": [(code, label, len(getattr(numbers, code))) for code, label in LISTS],
            "not_yet": len(numbers.not_yet_effective),
            "rows": sorted(rows, key=lambda one: one.document.made_on, reverse=True),
            "label": dict(LISTS)[show],
            "may_record": may(actor, "normative.record"),
            "unrecorded": public_unrecorded(items_visible_to(actor).filter(organ__in=chosen)),
        },
    )


@office_page("normative.record")
def made(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """制发: a document enters the ledger."""
    organs = organs_today(actor, "normative.record")
    pages = kept_items().filter(
        organ__in=organs, kind=ItemKind.NORMATIVE, normative_document__isnull=True
    )
    form = MadeForm(
        request.POST if request.method == "POST" else None,
        initial=_known(pages, request.GET.get("item", "")),
    )
    fields: Any = form.fields
    fields["organ"].queryset = Organ.objects.filter(pk__in=[one.pk for one in organs])
    fields["item"].queryset = pages
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        kept: list[NormativeDocument] = []
        if done(
            request,
            lambda: kept.append(acts.record_made(actor, **values)),
            f"《{values['title']}》已登记入册。",
        ):
            return redirect("office_normative_document", kept[0].pk)
    return render(
        request,
        "office/rooms/form.html",
        {
            "title": "登记制发的规范性文件",
            "crumbs": [(reverse("office_normative"), "规范性文件台账")],
            "form": form,
            "verb": "登记",
            "back": reverse("office_normative"),
        },
    )


def _known(pages: QuerySet[Item], given: str) -> dict[str, Any]:
    """What the page of the document says already: the rest is written by hand."""
    item = pages.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 19 else None
    if item is None:
        return {}
    names = ("organ", "title", "document_number", "made_on")
    return {name: getattr(item, name) for name in names} | {"item": item}


@office_page(*READ)
def document(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One document: what it is today, what happened, what happens now."""
    row = normative_visible_to(actor).filter(pk=pk).first()
    if row is None:
        require(actor, "normative.record", 0)
    assert row is not None
    may_record = may(actor, "normative.record", row.organ_id)
    form = EventForm(request.POST if "kind" in request.POST else None)
    fields: Any = form.fields
    fields["by_document"].queryset = NormativeDocument.objects.exclude(pk=row.pk)
    page_form = PageForm(request.POST if "item" in request.POST else None)
    pages: Any = page_form.fields
    pages["item"].queryset = kept_items().filter(
        organ_id=row.organ_id, kind=ItemKind.NORMATIVE, normative_document__isnull=True
    )
    if request.method == "POST":
        require(actor, "normative.record", row.organ_id)
        if (form.is_bound and form.is_valid() and _record(request, actor, row, form)) or (
            page_form.is_bound
            and page_form.is_valid()
            and done(
                request,
                lambda: acts.link_page(actor, row, page_form.cleaned_data["item"]),
                "公开页面已经登记。",
            )
        ):
            return redirect("office_normative_document", row.pk)
    return render(
        request,
        "office/rooms/normative_document.html",
        {
            "title": row.title,
            "crumbs": [(reverse("office_normative"), "规范性文件台账")],
            "row": row,
            "standing": standing_on(row, clock.today()),
            "events": row.events.select_related("by_document"),
            "form": form if may_record else None,
            "page_form": page_form if may_record and not row.item_id else None,
        },
    )


def _record(request: HttpRequest, actor: Actor, row: NormativeDocument, form: EventForm) -> bool:
    values = form.cleaned_data
    kind, on, until = NormativeEventKind(values["kind"]), values["on"], values["until"]
    grounds = {"by_document": values["by_document"], "by_text": values["by_text"]}

    def act() -> None:
        if kind == NormativeEventKind.EXTENDED:
            if until is None:
                raise acts.Refused("延长有效期须填写延到哪一天。")
            acts.record_extended(actor, row, on, until, **grounds)
        else:
            record = {
                NormativeEventKind.AMENDED: acts.record_amended,
                NormativeEventKind.REPEALED: acts.record_repealed,
                NormativeEventKind.EXPIRED: acts.record_expired,
            }[kind]
            record(actor, row, on, **grounds)

    return done(request, act, f"已登记：{on}起{kind.label}。")
