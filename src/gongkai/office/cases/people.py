"""Who may be charged with cases."""

import datetime as dt
from collections.abc import Collection

from gongkai.apps.organs.access import grants
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import posts_on


def handlers(organ_ids: Collection[int], day: dt.date) -> list[Person]:
    """People who on a day hold a post that handles cases in one of these organs, by name."""
    kinds = {one.post for one in grants() if one.act == "case.handle"}
    held = posts_on(day).filter(kind__in=kinds, organ_id__in=organ_ids)
    return list(
        Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("full_name")
    )
