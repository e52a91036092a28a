"""政策解读: plans that go before a document, and the clock after it (same day, at latest 3 working days)."""

from typing import Any

from django.forms import CharField, CheckboxSelectMultiple, Form, MultipleChoiceField
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.access import items_visible_to
from gongkai.apps.disclosure.actions import interpretations as acts
from gongkai.apps.disclosure.models import (
    Edition,
    InterpretationForm,
    InterpretationPlan,
    Item,
)
from gongkai.apps.disclosure.queries.interpretations import (
    NEEDS_PLAN,
    interpretation_clocks,
    plan_missing,
)
from gongkai.apps.organs.access import may, require
from gongkai.office.doors import office_page
from gongkai.office.items.acting import item_for
from gongkai.office.rooms.asking import day_field, done, text_area

MOST = 300  # of the newest documents


class PlanForm(Form):
    exempt_reason = CharField(
        label="不需要解读的理由",
        max_length=200,
        required=False,
        help_text="需要解读的不填。填了理由，下面各项不用填。",
    )
    outline = CharField(
        label="解读提纲",
        required=False,
        widget=text_area(4),
        help_text="背景、依据、研判过程、主要内容、适用范围各讲什么。",
    )
    forms = MultipleChoiceField(
        label="解读形式",
        choices=InterpretationForm.choices,
        required=False,
        widget=CheckboxSelectMultiple,
    )
    channels = CharField(
        label="解读渠道",
        max_length=200,
        required=False,
        help_text="例如：县政府门户网站、政务新媒体。",
    )
    planned_on = day_field(
        "计划解读日期", required=False, help_text="与文件同一天；最迟不超过文件公开后3个工作日。"
    )
    responsible = CharField(
        label="解读责任人",
        max_length=60,
        required=False,
        help_text="起草部门主要负责人是第一解读人。",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("exempt_reason") and not values.get("planned_on"):
            self.add_error("planned_on", "请填写计划解读日期；不需要解读的，填写理由。")
        return values


@office_page("item.read")
def interpretations(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Public documents with their clocks, overdue first; documents in the making without a plan."""
    visible = items_visible_to(actor).filter(kind__in=NEEDS_PLAN)
    public = list(
        Edition.objects.public()
        .filter(item__in=visible)
        .select_related("organ")
        .order_by("-first_published_at")[:MOST]
    )
    clocks = interpretation_clocks(public, clock.today())
    clocks.sort(key=lambda one: (not one.overdue, one.interpreted_on is not None, one.due_on))
    making = visible.exclude(pk__in=[one.item_id for one in public]).order_by("-pk")[:MOST]
    return render(
        request,
        "office/rooms/interpretations.html",
        {
            "title": "政策解读",
            "clocks": clocks,
            "overdue": sum(one.overdue for one in clocks),
            "waiting": [(item, reason) for item in making if (reason := plan_missing(item))],
        },
    )


@office_page("item.write")
def plan(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """解读方案 of one document."""
    item = item_for(actor, pk)
    require(actor, "item.write", item.organ_id)
    held = InterpretationPlan.objects.filter(document=item).first()
    initial = (
        {name: getattr(held, name) for name in PlanForm.base_fields}
        if held
        else {"planned_on": clock.today()}
    )
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(request, lambda: _keep(actor, item, form.cleaned_data), "解读方案已经登记。")
    ):
        return redirect("office_items:page", item.pk)
    return render(
        request,
        "office/rooms/form.html",
        {
            "title": "解读方案",
            "crumbs": [
                (reverse("office_items:list"), "信息"),
                (reverse("office_items:page", args=[item.pk]), item.title),
            ],
            "lead": "解读方案与文件同步组织、同步审签、同步发布。没有方案的文件不能发布。",
            "form": form,
            "verb": "登记解读方案",
            "back": reverse("office_items:page", args=[item.pk]),
        },
    )


def _keep(actor: Actor, item: Item, values: dict[str, Any]) -> None:
    if values["exempt_reason"]:
        acts.exempt_from_interpretation(actor, item, values["exempt_reason"], clock.today())
        return
    chosen = {
        name: values[name] for name in ("outline", "forms", "channels", "planned_on", "responsible")
    }
    acts.plan_interpretation(actor, item, **chosen)


def plan_line(actor: Actor, item: Item) -> dict[str, Any] | None:
    """What the item's page says of its plan; None where the kind needs none."""
    if item.kind not in NEEDS_PLAN:
        return None
    return {
        "plan": InterpretationPlan.objects.filter(document=item).first(),
        "missing": plan_missing(item),
        "may_write": may(actor, "item.write", item.organ_id),
    }
