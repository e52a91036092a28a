"""Who reports in a year: the newest frozen list of a government, or the tree as it stood at the year's end."""

import datetime as dt
from collections.abc import Sequence

from gongkai.apps.annual.models import Unit, UnitList
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.models import Level, Organ, OrganKind
from gongkai.apps.organs.queries import organ_and_below, organs_on

# Governments that may make 规章 (立法法 Art. 91, 93): province and city divided into districts.
RULE_MAKERS = (Level.PROVINCE, Level.CITY)


def frozen_list(government: Organ, period: Period) -> UnitList | None:
    """The list in force at the period's moment; None where none was frozen yet."""
    lists = UnitList.objects.filter(government=government, year=period.year)
    if period.as_of is not None:
        lists = lists.filter(frozen_at__lte=period.as_of)
    return lists.order_by("-id").first()


def units_of(government: Organ, period: Period) -> Sequence[Organ]:
    """The units whose cells a government's report adds up: its own organ first, then those below it.

    Without a frozen list: every organ that existed on some day of the year.
    """
    held = frozen_list(government, period)
    if held is not None:
        rows = Unit.objects.filter(units=held).select_related("organ").order_by("id")
        return [one.organ for one in rows]
    return list(proposed_units(government, period.year))


def proposed_units(government: Organ, year: int) -> Sequence[Organ]:
    """Organs of the tree that existed at the end of the year, or were abolished within it."""
    below = organ_and_below(government.pk)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    standing = set(organs_on(last).filter(pk__in=below).values_list("pk", flat=True))
    ended = Organ.objects.filter(pk__in=below, abolished_on__gt=first, abolished_on__lte=last)
    standing |= set(ended.values_list("pk", flat=True))
    return list(Organ.objects.filter(pk__in=standing).order_by("order", "pk"))


def may_make_rules(organ: Organ) -> bool:
    """Whether the organ can have a number other than 0 for 规章."""
    return organ.kind == OrganKind.GOVERNMENT and organ.level in RULE_MAKERS
