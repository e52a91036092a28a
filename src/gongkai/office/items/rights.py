"""What Wagtail's own views may do with an item: read it off the posts, and never publish or delete.

Publishing, withdrawing, correcting are acts with pages of their own; Wagtail's buttons for them are
refused here on the server, whatever a page shows.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.access import kept_items
from gongkai.apps.disclosure.models import Item
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import actor_for

ACT_OF = {"add": "item.write", "change": "item.write", "view": "item.read", "choose": "item.read"}


class ItemPolicy(BasePermissionPolicy):
    """Wagtail's four questions; `publish`, `delete`, `lock`, `unlock` are always answered no."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ACT_OF and may(_actor(user), ACT_OF[action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return action in ACT_OF and may(_actor(user), ACT_OF[action], instance.organ_id)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, one, instance) for one in actions)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Item]:
        actor = _actor(user)
        organs = {organ for post in actor.posts for organ in (post.organ_id, *post.organ_and_below)}
        acts = {ACT_OF[one] for one in actions if one in ACT_OF}
        allowed = {organ for organ in organs if any(may(actor, act, organ) for act in acts)}
        return kept_items().filter(organ_id__in=allowed)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Person]:
        return Person.objects.none()  # Wagtail asks this for mails only; none are sent


def _actor(user: Any) -> Actor:
    if not isinstance(user, Person) or not user.is_authenticated:
        return Actor(person_id=0, name="")
    kept: Actor | None = getattr(user, "_actor", None)
    if kept is None:
        kept = user._actor = actor_for(user, clock.today())  # type: ignore[attr-defined]
    return kept
