"""政府信息公开指南 (Art. 12): versions, publication, and somebody's word that it is still true."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.models import GuideConfirmation, GuideVersion
from gongkai.apps.disclosure.queries.guides import public_guide
from gongkai.apps.disclosure.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Organ

WRITABLE = (
    "classification", "arrangement", "ways_to_obtain", "application", "supervision",
    "office_name", "office_address", "office_hours", "office_phone", "office_fax",
    "office_internet",
)  # fmt: skip


def write_guide(actor: Actor, organ: Organ, values: Mapping[str, str]) -> GuideVersion:
    """A new version, or changes to the one not yet published. What is not given is taken over."""
    require(actor, "guide.edit", organ.pk)
    unknown = [name for name in values if name not in WRITABLE]
    if unknown:
        raise Refused(f"指南没有这些内容：{'、'.join(unknown)}。")
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=organ.pk)
        last = GuideVersion.objects.filter(organ=organ).order_by("-number").first()
        if last is not None and last.published_at is None:
            version = last
        else:
            version = GuideVersion(organ=organ, number=last.number + 1 if last else 1)
            for name in WRITABLE:
                setattr(version, name, getattr(last, name) if last else "")
        before = {name: getattr(version, name) for name in values}
        for name, value in values.items():
            setattr(version, name, value.strip())
        try:
            # A version may be kept unfinished; it is published whole or not at all.
            version.clean_fields(exclude=[n for n in WRITABLE if not getattr(version, n)])
        except ValidationError as error:
            raise Refused("指南不能保存：" + "；".join(error.messages)) from error
        version.save()
        audit.record(actor, "guide.edit", subject=organ, before=before, after=dict(values))
    return version


def publish_guide(actor: Actor, version: GuideVersion) -> None:
    """The version becomes the organ's public guide. All that Art. 12 names must be there."""
    require(actor, "guide.confirm", version.organ_id)
    with transaction.atomic():
        row = GuideVersion.objects.select_for_update().get(pk=version.pk)
        if row.published_at is not None:
            raise Refused(f"第{row.number}版已经发布。")
        missing = [
            str(row._meta.get_field(name).verbose_name)
            for name in WRITABLE
            if not row._meta.get_field(name).blank and not getattr(row, name).strip()
        ]
        if missing:
            raise Refused(
                f"指南还缺：{'、'.join(missing)}（《政府信息公开条例》第十二条）。补齐后再发布。"
            )
        row.published_at = clock.now()
        row.save(update_fields=["published_at"])
        GuideConfirmation.objects.create(
            organ_id=row.organ_id, on=clock.today(), person_name=actor.name
        )
        audit.record(actor, "guide.confirm", subject=row.organ, after={"published": row.number})
        changes.changed(f"guide:{row.organ_id}", f"organ:{row.organ_id}")
    version.refresh_from_db()


def confirm_guide(actor: Actor, organ: Organ, on: dt.date) -> GuideConfirmation:
    """The actor looked on `on` and found the public guide still true."""
    require(actor, "guide.confirm", organ.pk)
    guide = public_guide(organ.pk)
    if guide is None:
        raise Refused(f"{organ}还没有发布公开指南，无从确认。")
    if on > clock.today():
        raise Refused("确认日期不能在将来。")
    with transaction.atomic():
        made = GuideConfirmation.objects.create(organ=organ, on=on, person_name=actor.name)
        audit.record(
            actor, "guide.confirm", subject=organ, after={"version": guide.number, "on": on}
        )
        changes.changed(f"guide:{organ.pk}")
    return made
