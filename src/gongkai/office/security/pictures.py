"""Who may use the editor's library of pictures and files: by posts, where Wagtail asks its groups."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from gongkai.apps import clock
from gongkai.apps.organs.access import reach
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import actor_for, posts_on


class LibraryPolicy(CollectionOwnershipPermissionPolicy):
    """Permissions from the posts of the day; of the pictures only those of the person's own organs.

    A picture in the library may belong to something that is not public yet.
    """

    def _check_perm(self, user: Any, actions: Any, collection: Any = None) -> bool:
        return any(user.has_perm(self._get_permission_name(action)) for action in actions)

    def _collections_with_perm(self, user: Any, actions: Any) -> QuerySet[Any]:
        every: QuerySet[Any] = Collection.objects.all()
        return every if self._check_perm(user, actions) else every.none()

    def _users_with_perm_filter(self, actions: Any, collection: Any = None) -> Q:
        return Q(is_active=True, posts__in=posts_on(clock.today()))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        if not isinstance(user, Person):
            return found.none()
        organs = reach(actor_for(user, clock.today()), "item.read")
        if organs is None:
            return found
        mates = Person.objects.filter(posts__organ__in=organs)
        return found.filter(**{f"{self.owner_field_name}__in": mates}).distinct()

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return (
            self.instances_user_has_any_permission_for(user, actions)
            .filter(pk=instance.pk)
            .exists()
        )
