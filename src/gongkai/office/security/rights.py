"""What a person may see and press inside Wagtail: derived from the posts of the day, stored nowhere.

`access.yaml` names for each act the permissions of Wagtail's own that go with it (`permissions`).
No group holds a permission and nobody is a superuser, so nothing can drift from the posts. These
permissions only open doors; the act behind a door asks `access.require` again, with the organ.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from gongkai.apps import clock
from gongkai.apps.organs.access import grants, table
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import posts_on


class PostsBackend(ModelBackend):
    """Passwords as Django keeps them; permissions from the posts held today."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Names such as `wagtailadmin.access_admin`; empty for who holds no post today."""
        if not isinstance(user_obj, Person) or not user_obj.is_active or obj is not None:
            return set()
        today = clock.today()
        kept = getattr(user_obj, "_rights", None)
        if kept is None or kept[0] != today:
            kinds = set(posts_on(today).filter(person=user_obj).values_list("kind", flat=True))
            kept = (today, rights_of(kinds))
            user_obj._rights = kept  # type: ignore[attr-defined]
        return set(kept[1])

    get_user_permissions = get_all_permissions

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(one.startswith(f"{app_label}.") for one in self.get_all_permissions(user_obj))

    def with_perm(self, perm: Any, *args: Any, **kwargs: Any) -> Any:
        """People whose posts of today carry the permission (given as `app.codename`)."""
        kinds = [kind for kind in table()["grants"] if perm in rights_of({kind})]
        held = posts_on(clock.today()).filter(kind__in=kinds)
        return Person.objects.filter(is_active=True, posts__in=held).distinct()


def rights_of(kinds: set[str]) -> frozenset[str]:
    """The Wagtail permissions that these posts carry together."""
    if not kinds:
        return frozenset()
    acts = {grant.act for grant in grants() if grant.post in kinds}
    named: dict[str, list[str]] = table()["permissions"]
    return frozenset(["wagtailadmin.access_admin"]).union(*(named.get(act, ()) for act in acts))
