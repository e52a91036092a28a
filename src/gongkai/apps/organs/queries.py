"""What holds on a day."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from gongkai.apps.audit.actor import Actor, HeldPost
from gongkai.apps.organs.models import Organ, Person, Post


def posts_on(day: dt.date) -> QuerySet[Post]:
    """Posts in force on `day`, both ends inclusive."""
    return Post.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def organs_on(day: dt.date) -> QuerySet[Organ]:
    """Organs that exist on `day`; the day of abolition is the first day without it."""
    return Organ.objects.filter(
        Q(founded_on__isnull=True) | Q(founded_on__lte=day),
        Q(abolished_on__isnull=True) | Q(abolished_on__gt=day),
    )


def organ_and_below(organ_id: int) -> frozenset[int]:
    """The organ and everything under it, whatever its depth."""
    found, level = {organ_id}, {organ_id}
    while level:
        level = set(Organ.objects.filter(parent_id__in=level).values_list("id", flat=True)) - found
        found |= level
    return frozenset(found)


def actor_for(person: Person, day: dt.date, address: str = "") -> Actor:
    """The person with the posts of `day`. A person that is switched off holds none."""
    held: Iterable[Post] = (
        posts_on(day).filter(person=person).select_related("organ") if person.is_active else ()
    )
    posts = list(held)
    organ = posts[0].organ if posts else None
    return Actor(
        person_id=person.pk,
        name=person.full_name or person.username,
        posts=tuple(HeldPost(p.kind, p.organ_id, organ_and_below(p.organ_id)) for p in posts),
        organ_id=organ.pk if organ else None,
        organ_name=organ.name if organ else "",
        address=address,
    )
