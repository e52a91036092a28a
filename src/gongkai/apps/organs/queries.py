"""What holds on a day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from ipaddress import ip_address, ip_network

from django.db.models import Q, QuerySet

from gongkai.apps.audit.actor import Actor, HeldPost
from gongkai.apps.organs.models import OfficeNetwork, Organ, Person, Post


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
    return _below([organ_id], _children())[organ_id]


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    pairs = Organ.objects.filter(parent__isnull=False).values_list("parent_id", "id")
    for above, organ_id in pairs.order_by():
        children.setdefault(above, []).append(organ_id)
    return children


def _below(
    organ_ids: Iterable[int], children: Mapping[int, list[int]]
) -> dict[int, frozenset[int]]:
    found = {}
    for organ_id in organ_ids:
        reached, waiting = {organ_id}, [organ_id]
        while waiting:
            new = [one for one in children.get(waiting.pop(), ()) if one not in reached]
            reached.update(new)
            waiting += new
        found[organ_id] = frozenset(reached)
    return found


def taken_over_by(organ_ids: Iterable[int], day: dt.date) -> dict[int, frozenset[int]]:
    """Organ → the organs whose duties it has taken over by `day`, also by way of a third. One query."""
    merged = Organ.objects.filter(abolished_on__lte=day, successor__isnull=False)
    into: dict[int, list[int]] = {}
    for successor, organ_id in merged.values_list("successor_id", "id").order_by():
        into.setdefault(successor, []).append(organ_id)
    reached = _below(organ_ids, into)
    return {organ_id: found - {organ_id} for organ_id, found in reached.items()}


def actor_for(person: Person, day: dt.date, address: str = "") -> Actor:
    """The person with the posts of `day`, and with what the organs of these posts took over from others by then.

    A person that is switched off holds none.
    """
    held: Iterable[Post] = (
        posts_on(day).filter(person=person).select_related("organ") if person.is_active else ()
    )
    posts = list(held)
    organ = posts[0].organ if posts else None
    organs = {post.organ_id for post in posts}
    below = _below(organs, _children()) if posts else {}
    taken_over = taken_over_by(organs, day) if posts else {}
    return Actor(
        person_id=person.pk,
        name=person.full_name or person.username,
        posts=tuple(
            HeldPost(p.kind, p.organ_id, below[p.organ_id], taken_over[p.organ_id]) for p in posts
        ),
        organ_id=organ.pk if organ else None,
        organ_name=organ.name if organ else "",
        address=address,
    )


def is_office_address(address: str) -> bool:
    """Whether the back office may be opened from this address: any address while no network is named."""
    networks = list(OfficeNetwork.objects.values_list("network", flat=True))
    if not networks:
        return True
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(network) for network in networks)
