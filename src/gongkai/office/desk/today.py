"""今天要办的: what waits for the person who looks, number first, then the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.requests import actor_of

MOST = 30  # rows of one list; the number above it is the whole


@dataclass(frozen=True)
class Row:
    """One thing to do: its title, where to do it, what it is, whose, until when."""

    title: str
    url: str
    detail: str = ""
    when: str = ""
    late: bool = False
    mark: str = ""


@dataclass
class Group:
    """One kind of work. `url`: where the whole list is, if elsewhere."""

    code: str
    label: str
    hint: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    late: bool = False
    url: str = ""

    @property
    def shown(self) -> list[Row]:
        return self.rows[:MOST]

    @property
    def number(self) -> int:
        return self.total or len(self.rows)


class TodayPanel(Component):
    """The first page of the office. Made of what the posts of the person ask for."""

    name = "today"
    template_name = "office/desk/today.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        from gongkai.office.desk.work import groups_for

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
        }


def posts_of(actor: Actor) -> str:
    """The person's posts in words."""
    from gongkai.apps.organs.models import Organ, PostKind

    names = dict(
        Organ.objects.filter(pk__in=[one.organ_id for one in actor.posts]).values_list(
            "pk", "short_name"
        )
    )
    return "、".join(
        f"{names.get(one.organ_id, '')}{PostKind(one.kind).label}" for one in actor.posts
    )
