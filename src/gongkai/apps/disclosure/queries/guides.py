"""The public guide of an organ, and the guides that nobody has looked at for too long."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.models import GuideConfirmation, GuideVersion
from gongkai.apps.organs.models import Organ


def public_guide(organ_id: int) -> GuideVersion | None:
    """The latest published version."""
    return (
        GuideVersion.objects.filter(organ_id=organ_id, published_at__isnull=False)
        .order_by("-number")
        .first()
    )


def last_confirmed(organ_id: int) -> GuideConfirmation | None:
    """Who last found the guide true, and when."""
    return GuideConfirmation.objects.filter(organ_id=organ_id).order_by("-on", "-id").first()


@dataclass(frozen=True)
class GuideReminder:
    """A guide that is missing, differs from the organ's record, or was not confirmed for long."""

    organ: Organ
    reason: str


# The guide's fields that say the same as the organ's record.
SAME_AS_ORGAN = {
    "office_name": "office_name",
    "office_address": "office_address",
    "office_hours": "office_hours",
    "office_phone": "office_phone",
    "office_fax": "office_fax",
    "office_internet": "office_email",
}


def guide_reminders(organs: Iterable[Organ], on: dt.date) -> list[GuideReminder]:
    """What somebody must look at on `on` (Art. 12: 及时更新; the interval is `data/limits.yaml`)."""
    days, found = limit("guide_confirmation_days"), []
    for organ in organs:
        guide = public_guide(organ.pk)
        if guide is None:
            found.append(GuideReminder(organ, "还没有发布公开指南。"))
            continue
        differing = [
            str(guide._meta.get_field(mine).verbose_name)
            for mine, theirs in SAME_AS_ORGAN.items()
            if getattr(guide, mine) != getattr(organ, theirs)
        ]
        if differing:
            found.append(GuideReminder(organ, f"指南与机关登记不一致：{'、'.join(differing)}。"))
        confirmed = last_confirmed(organ.pk)
        if confirmed is None or (on - confirmed.on).days > days:
            since = f"{confirmed.on}之后" if confirmed else "从来"
            found.append(GuideReminder(organ, f"指南{since}没有确认过，超过{days}天。"))
    return found
