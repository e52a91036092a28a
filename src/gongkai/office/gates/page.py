"""The page of one item: the text as the public would see it, where it stands, what may be done."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.data.topics import topic_label
from gongkai.apps.disclosure.models import Discard, Edition, Item, RelationKind
from gongkai.apps.disclosure.queries.gates import authors_of
from gongkai.apps.disclosure.queries.normative import public_unrecorded
from gongkai.apps.disclosure.queries.standing import next_step, state_of
from gongkai.apps.disclosure.queries.timeliness import publication_clock
from gongkai.apps.organs.access import may
from gongkai.office.doors import office_page
from gongkai.office.gates.comparing import compare
from gongkai.office.gates.progress import Progress, acts_of, progress_of
from gongkai.office.items.acting import item_for
from gongkai.office.items.checking import findings_for
from gongkai.office.items.fields import GROUPS
from gongkai.office.items.files import held_files
from gongkai.office.items.preview import body_for_office
from gongkai.office.items.states import WIDER
from gongkai.office.rooms.interpretations import plan_line


@office_page("item.read")
def item_page(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    item = item_for(actor, pk)
    working: Item = item.get_latest_revision_as_object()
    progress, authors = progress_of(actor, item), authors_of(item)
    editions = list(item.editions.order_by("-number"))
    discard = Discard.objects.filter(item=item).first()
    # The files of a discarded draft are gone, and nobody mends its text.
    findings = [] if discard else findings_for(working)
    state = state_of(item)
    return render(
        request,
        "office/items/page.html",
        {
            "title": working.title,
            "crumbs": [(reverse("office_items:list"), "信息")],
            "item": item,
            "working": working,
            "state": state,
            "state_class": WIDER[state].value,
            "next_step": next_step(item),
            "clock": publication_clock(working, clock.today()),
            "body": body_for_office(working),
            "facts": facts_of(working),
            "attachments": [] if discard else held_files(working),
            "discard": discard,
            "progress": progress,
            "since_review": _since_review(item, progress),
            "acts": acts_of(actor, item, progress, authors),
            "may_mask": may(actor, "item.write", item.organ_id) and not progress.submitted,
            "wrote": actor.person_id in authors,
            "authors": item.authors.all(),
            "findings": findings,
            "blocks": sum(one.blocks for one in findings),
            "remarks": list(item.remarks.select_related("person", "settled_by")),
            "relations": list(item.relations.select_related("target")),
            "related_by": list(item.related_by.select_related("source")),
            "relation_kinds": RelationKind.choices,
            "editions": editions,
            "public": next((one for one in editions if one.ended_at is None), None),
            "schedule": item.schedules.filter(ended_at__isnull=True).first(),
            "plan": plan_line(actor, item),
            "unrecorded": public_unrecorded(Item.objects.filter(pk=item.pk)).exists(),
            "may_record": may(actor, "normative.record", item.organ_id),
            "comparison": _comparison(editions, item, working),
        },
    )


def _since_review(item: Item, progress: Progress) -> str:
    """The address that shows what was written after the last decision; empty where nothing was."""
    last = progress.history[-1].revision_id if progress.history else None
    if last == item.latest_revision_id or not item.revisions.filter(pk=last).exists():
        return ""
    return reverse("office_items:compare", args=[item.pk, last, item.latest_revision_id])


def _comparison(editions: list[Edition], item: Item, working: Item) -> Any:
    if not editions or editions[0].revision_id == item.latest_revision_id:
        return None
    return compare(editions[0], working)


def facts_of(item: Item) -> list[tuple[str, str]]:
    """The metadata of the item, in the order of the editor; a blank is shown as a blank."""
    names = dict.fromkeys(
        name for _, group, kinds in GROUPS if item.kind in kinds for name in group
    )
    made = [("信息类别", item.get_kind_display()), ("发布机构", item.organ.name)]
    for name in names:
        if name in ("title", "body", "urgent"):
            continue
        shown = getattr(item, f"get_{name}_display", None)
        value = shown() if shown else getattr(item, name)
        if name == "topic":
            value = topic_label(item.topic)
        made.append(
            (str(Item._meta.get_field(name).verbose_name), "" if value is None else str(value))
        )
    return [*made, ("索引号", item.index_number)]
