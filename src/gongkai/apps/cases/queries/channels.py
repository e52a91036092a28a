"""By which channels an organ takes applications (Art. 28, 国办公开办函〔2017〕19号)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from gongkai.apps.cases.models import OnlineDoor
from gongkai.apps.organs.models import Organ


@dataclass(frozen=True)
class Door:
    """Which channels are open beside the two that always are: in person and by post."""

    online: bool = True
    fax: bool = False
    email: bool = False


def doors() -> dict[int, Door]:
    """Of every organ that announced something. One query."""
    return {row.organ_id: Door(row.online, row.fax, row.email) for row in OnlineDoor.objects.all()}


def door_of(organ: Organ) -> Door:
    """What one organ announced; without a row: online is open, fax and e-mail are not announced."""
    row = OnlineDoor.objects.filter(organ=organ).first()
    return Door(row.online, row.fax, row.email) if row else Door()


def organs_taking(on: dt.date) -> QuerySet[Organ]:
    """The organs that exist on a day and answer for themselves (Art. 27)."""
    rows = Organ.objects.filter(Q(founded_on=None) | Q(founded_on__lte=on))
    return rows.filter(Q(abolished_on=None) | Q(abolished_on__gt=on))
