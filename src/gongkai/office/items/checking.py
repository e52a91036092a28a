"""What the checks say about an item, made ready for the eye: counts, places, links to them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.masking import can_mask
from gongkai.apps.disclosure.checks import check_item
from gongkai.apps.disclosure.checks.privacy import groups
from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.models import Item, Override
from gongkai.apps.disclosure.queries.findings import overridden
from gongkai.office.doors import office_page
from gongkai.office.items.acting import item_for

WORDS = {"block": "必须改", "warn": "请核对", "note": "提示"}


@office_page("item.write")
def findings(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """The list beside the editor, after it saved by itself."""
    item = item_for(actor, pk)
    shown = findings_for(item.get_latest_revision_as_object())
    context = {"findings": shown, "item": item, "editing": True, "may_mask": True}
    return render(request, "office/items/_findings.html", context)


@dataclass(frozen=True)
class Shown:
    """A finding, where it stands in words, and who let it through."""

    finding: ItemFinding
    where: str
    override: Override | None
    # The program can replace it by a mask (138****1234).
    maskable: bool = False

    @property
    def word(self) -> str:
        return "已带理由放行" if self.override else WORDS[self.finding.severity]

    @property
    def blocks(self) -> bool:
        return self.finding.severity == "block" and self.override is None


def findings_for(item: Item) -> list[Shown]:
    """Of the working copy as it is now; what blocks first, what was let through last."""
    passed = overridden(item)
    maskable = {one.finding.key for one in groups(item) if can_mask(item, one)}
    shown = [
        Shown(
            one,
            _where(item, one.place),
            passed.get(one.key) if one.overridable else None,
            one.key in maskable,
        )
        for one in check_item(item, on=clock.today())
    ]
    return sorted(shown, key=lambda one: one.override is not None)


def _where(item: Item, place: str) -> str:
    if place.startswith("attachment:"):
        number = place.partition(":")[2]
        titles = [one.title for one in item.attachments.all() if str(one.pk) == number]
        return f"附件“{titles[0]}”" if titles else "附件"
    fields = {one.name: str(getattr(one, "verbose_name", "")) for one in Item._meta.get_fields()}
    return fields.get(place) or {"attachments": "附件"}.get(place, place)
