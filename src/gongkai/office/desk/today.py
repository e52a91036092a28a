"""今天要办的: what waits for the person who looks, number first, then the list."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ, PostKind
from gongkai.apps.organs.requests import actor_of
from gongkai.apps.publishing.queries import failures
from gongkai.office.desk.work import groups_for
from gongkai.office.menu import OFFICE_MENU


class TodayPanel(Component):
    """The first page of the office. Made of what the posts of the person ask for."""

    name = "today"
    template_name = "office/desk/today.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        actor = actor_of(parent_context["request"])
        groups = groups_for(actor, clock.today())
        return {
            "groups": groups,
            "waiting": [one for one in groups if one.number],
            "day": clock.today(),
            "actor": actor,
            "posts": posts_of(actor),
            "may_write": any(one.kind == "clerk" for one in actor.posts),
            "add": reverse("office_items:add"),
            "overview": reverse("office_annual_dashboard") if may(actor, "report.read") else "",
            "not_made": failures().count() if may(actor, "site.publish") else 0,
            # Who has no part in publishing comes here to go on to the own rooms.
            "rooms": [] if groups else [one for one in OFFICE_MENU if _opens(one.acts, actor)],
        }


def _opens(acts: tuple[str, ...], actor: Actor) -> bool:
    return any(may(actor, act) for act in acts)


def posts_of(actor: Actor) -> str:
    """The person's posts in words."""
    names = dict(
        Organ.objects.filter(pk__in=[one.organ_id for one in actor.posts]).values_list(
            "pk", "short_name"
        )
    )
    return "、".join(
        f"{names.get(one.organ_id, '')}{PostKind(one.kind).label}" for one in actor.posts
    )
