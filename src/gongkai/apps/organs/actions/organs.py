"""Founding, changing and abolishing organs; each an act with its day, told to all who show organs."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actions import record
from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes.actions import changed
from gongkai.apps.organs import checks
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import Level, Organ, OrganKind, Post, SiteRecord
from gongkai.apps.organs.refusals import Refused

OFFICE_FIELDS = (
    "office_name",
    "office_head",
    "office_address",
    "office_postcode",
    "office_hours",
    "office_phone",
    "office_fax",
    "office_email",
)
_FIELDS = (
    "name",
    "short_name",
    "slug",
    "credit_code",
    "kind",
    "level",
    "parent_id",
    "order",
    "founded_on",
    "abolished_on",
    "successor_id",
    *OFFICE_FIELDS,
)


def found_organ(
    actor: Actor,
    *,
    name: str,
    short_name: str,
    slug: str,
    credit_code: str,
    kind: str,
    level: str,
    parent: Organ | None = None,
    founded_on: dt.date | None = None,
    order: int = 0,
    office: Mapping[str, str] | None = None,
) -> Organ:
    """Enter an organ. `office` holds values of the 公开工作机构 (Art. 4, Art. 12), by OFFICE_FIELDS."""
    require(actor, "organ.edit")
    organ = Organ(
        slug=checks.slug(slug), founded_on=founded_on, order=order, **_office(office or {})
    )
    _describe(organ, name, short_name, credit_code, kind, level)
    with transaction.atomic():
        checks.parent(None, parent, founded_on or clock.today())
        organ.parent = parent
        _alone(organ)
        organ.save()
        record(actor, "organ.edit", subject=organ, after=state(organ))
        changed(*_told(organ))
    return organ


def edit_organ(
    actor: Actor,
    organ: Organ,
    *,
    name: str,
    short_name: str,
    credit_code: str,
    kind: str,
    level: str,
    parent: Organ | None,
    founded_on: dt.date | None,
    order: int,
) -> Organ:
    """Change what an organ is or is called, or under whom it stands. Its folder on the site stays."""
    require(actor, "organ.edit", organ.pk)
    with transaction.atomic():
        organ = _locked(organ)
        before = state(organ)
        above = organ.parent_id
        checks.parent(organ, parent, clock.today())
        organ.parent, organ.founded_on, organ.order = parent, founded_on, order
        _describe(organ, name, short_name, credit_code, kind, level)
        _alone(organ)
        _save(actor, organ, before)
        if above != organ.parent_id and above is not None:
            changed(f"organ:{above}")
    return organ


def rename_organ(actor: Actor, organ: Organ, *, name: str, short_name: str) -> Organ:
    """A new name, as after a reform of organs. What was published under the old name keeps it."""
    require(actor, "organ.edit", organ.pk)
    with transaction.atomic():
        organ = _locked(organ)
        before = state(organ)
        _describe(organ, name, short_name, organ.credit_code, organ.kind, organ.level)
        _save(actor, organ, before)
    return organ


def edit_office(actor: Actor, organ: Organ, values: Mapping[str, str]) -> Organ:
    """Change the record of the 公开工作机构: its head, address, hours, telephone (Art. 12)."""
    require(actor, "office.edit", organ.pk)
    with transaction.atomic():
        organ = _locked(organ)
        before = state(organ)
        for field, value in _office(values).items():
            setattr(organ, field, value)
        _save(actor, organ, before, act="office.edit")
        changed(f"guide:{organ.pk}")
    return organ


def abolish_organ(actor: Actor, organ: Organ, *, on: dt.date, successor: Organ | None) -> Organ:
    """Abolish or merge an organ from a day (the first day without it); its posts end the day before.

    A successor takes over its duties; only an organ without successor above it may have none.
    """
    require(actor, "organ.edit", organ.pk)
    with transaction.atomic():
        organ = _locked(organ)
        _may_be_abolished(organ, on, successor)
        before = state(organ)
        organ.abolished_on, organ.successor = on, successor
        for post in Post.objects.select_for_update().filter(organ=organ):
            _end_with_the_organ(actor, post, on)
        _save(actor, organ, before, act="organ.abolish")
        if successor is not None:
            changed(f"organ:{successor.pk}")
    return organ


def _may_be_abolished(organ: Organ, on: dt.date, successor: Organ | None) -> None:
    if organ.abolished_on:
        raise Refused(f"{organ.name}已于 {organ.abolished_on} 撤销。", "on")
    if organ.founded_on and on <= organ.founded_on:
        raise Refused(f"撤销日期应在设立日期（{organ.founded_on}）之后。", "on")
    if on > clock.today():
        raise Refused(
            f"撤销日期不能晚于今天（{clock.today()}）：网页和岗位随办理当即改变。请到那一天再办理。",
            "on",
        )
    below = organ.children.filter(abolished_on__isnull=True).first()
    if below is not None:
        raise Refused(f"{below.name}还隶属于{organ.name}，请先调整它的上级机关。", "on")
    if successor is None:
        raise Refused(
            "请选择职能承接机关：已公开的信息、未办结的申请要有机关负责（条例第十条）。",
            "successor",
        )
    if successor.pk == organ.pk:
        raise Refused("职能承接机关不能是它自己。", "successor")
    if successor.abolished_on and successor.abolished_on <= on:
        raise Refused(
            f"{successor.name}到那天已经撤销，不能承接职能。",
            "successor",
        )


def _end_with_the_organ(actor: Actor, post: Post, on: dt.date) -> None:
    last = on - dt.timedelta(days=1)
    if post.until is not None and post.until <= last:
        return
    if post.since > last:
        raise Refused(f"{post}自 {post.since} 起任职，在撤销日期之后，请先更正这项任职。", "on")
    before = {"离任日期": post.until}
    post.until = last
    post.save()
    record(
        actor,
        "post.end",
        subject=post,
        before=before,
        after={"离任日期": last},
        note="机关撤销",
    )


def state(organ: Organ) -> dict[str, Any]:
    """The organ as the log keeps it."""
    return {field: getattr(organ, field) for field in _FIELDS}


def _describe(
    organ: Organ, name: str, short_name: str, credit_code: str, kind: str, level: str
) -> None:
    if kind not in OrganKind.values:
        raise Refused(f"机关类别“{kind}”不在名单内。", "kind")
    if level not in Level.values:
        raise Refused(f"层级“{level}”不在名单内。", "level")
    organ.name = checks.name(name, "机关名称", 120, "name")
    organ.short_name = checks.name(short_name, "简称", 40, "short_name")
    organ.credit_code = checks.credit_code(credit_code)
    organ.kind, organ.level = kind, level


def _alone(organ: Organ) -> None:
    """Nobody else has the organ's folder or its code."""
    others = Organ.objects.exclude(pk=organ.pk)
    if other := others.filter(slug=organ.slug).first():
        raise Refused(f"网址目录“{organ.slug}”属于{other.name}，撤销的机关也不让出网址。", "slug")
    if other := others.filter(credit_code=organ.credit_code).first():
        raise Refused(f"统一社会信用代码 {organ.credit_code} 已登记给{other.name}。", "credit_code")


def _office(values: Mapping[str, str]) -> dict[str, str]:
    unknown = set(values) - set(OFFICE_FIELDS)
    if unknown:
        raise KeyError(unknown)
    cleaned = {}
    for field, value in values.items():
        model_field = Organ._meta.get_field(field)
        kept = " ".join(str(value).split())
        if len(kept) > (model_field.max_length or 0):
            raise Refused(
                f"{model_field.verbose_name}太长，最多 {model_field.max_length} 个字。", field
            )
        cleaned[field] = kept
    code = cleaned.get("office_postcode", "")
    if code and not (len(code) == 6 and code.isdigit()):
        raise Refused("邮政编码为 6 位数字。", "office_postcode")
    return cleaned


def _locked(organ: Organ) -> Organ:
    return Organ.objects.select_for_update().get(pk=organ.pk)


def _save(actor: Actor, organ: Organ, before: dict[str, Any], act: str = "organ.edit") -> None:
    after = state(organ)
    moved = {field for field in _FIELDS if before[field] != after[field]}
    if not moved:
        return
    organ.save()
    record(
        actor,
        act,
        subject=organ,
        before={field: before[field] for field in _FIELDS if field in moved},
        after={field: after[field] for field in _FIELDS if field in moved},
    )
    changed(*_told(organ))
    if moved & {"name", "short_name"}:
        # The name stands on every page of the organ, and in the lists of others.
        for site in SiteRecord.objects.values_list("pk", flat=True):
            changed(f"site:{site}")


def _told(organ: Organ) -> list[str]:
    """The organ, and the one above it, whose page lists it."""
    return [f"organ:{pk}" for pk in (organ.pk, organ.parent_id) if pk is not None]
