"""Posts by date, and the three administrators who are three persons (三员分立, GB/T 22239-2019)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from gongkai.apps.audit.actions import record
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import require
from gongkai.apps.organs.models import ADMINISTRATORS, Organ, Person, Post, PostKind
from gongkai.apps.organs.refusals import Refused


def assign_post(
    actor: Actor,
    person: Person,
    organ: Organ,
    kind: str,
    *,
    since: dt.date,
    until: dt.date | None = None,
) -> Post:
    """Give a person a post in an organ from a day (until a day, inclusive).

    Nobody gives posts to themselves; nobody holds two administrator posts, or one beside a working
    post, on any common day.
    """
    require(actor, "post.assign", organ.pk)
    if kind not in PostKind.values:
        raise Refused(f"岗位“{kind}”不在名单内。", "kind")
    if person.pk == actor.person_id:
        raise Refused("不能任免自己的岗位，请由另一位安全管理员办理。", "person")
    if until is not None and until < since:
        raise Refused("离任日期不能早于任职日期。", "until")
    with transaction.atomic():
        # Two administrators at the same moment: the second sees what the first has given.
        person = Person.objects.select_for_update().get(pk=person.pk)
        if not person.is_active:
            raise Refused(f"{person.full_name}的账号已停用，请先启用。", "person")
        _exists(organ, since, until)
        post = Post(person=person, organ=organ, kind=kind, since=since, until=until)
        held = list(Post.objects.filter(person=person).select_related("organ"))
        if (clash := conflict(post, held)) is not None:
            raise Refused(_reason(post, clash), "kind")
        post.save()
        record(
            actor,
            "post.assign",
            subject=post,
            after={"人员": person.pk, "机关": organ.pk, "岗位": kind, "自": since, "至": until},
        )
    return post


def end_post(actor: Actor, post: Post, *, on: dt.date) -> Post:
    """End a post: `on` is its last day. A post that ended is not made longer; assign it anew."""
    require(actor, "post.assign", post.organ_id)
    if post.person_id == actor.person_id:
        raise Refused("不能任免自己的岗位，请由另一位安全管理员办理。", "person")
    with transaction.atomic():
        post = Post.objects.select_for_update().select_related("person", "organ").get(pk=post.pk)
        if on < post.since:
            raise Refused(f"离任日期不能早于任职日期（{post.since}）。", "on")
        if post.until is not None and post.until < on:
            raise Refused(f"这项任职到 {post.until} 为止，不能延长；需要时请重新任职。", "on")
        before = {"离任日期": post.until}
        post.until = on
        post.save()
        record(actor, "post.end", subject=post, before=before, after={"离任日期": on})
    return post


def conflict(post: Post, held: Iterable[Post]) -> Post | None:
    """The held post that cannot stand beside the new one on any common day, or None."""
    for other in held:
        if not _meet(post, other):
            continue
        administrators = {post.kind, other.kind} & set(ADMINISTRATORS)
        if administrators and post.kind != other.kind:
            return other
        if post.kind == other.kind and post.organ_id == other.organ_id:
            return other
    return None


def _meet(one: Post, other: Post) -> bool:
    """Whether both are in force on some day (ends inclusive)."""
    return one.since <= (other.until or dt.date.max) and other.since <= (one.until or dt.date.max)


def _reason(post: Post, clash: Post) -> str:
    days = f"{clash.since} 至 {clash.until or '今'}"
    if post.kind == clash.kind:
        return f"{clash.person}{days}已任{clash.organ.short_name}{clash.get_kind_display()}，不必重复任职。"
    return (
        f"{post.person}{days}任{clash.organ.short_name}{clash.get_kind_display()}，"
        f"同一天不能再任{post.get_kind_display()}：系统管理员、安全管理员、审计管理员须由三人分任，"
        "且不兼业务岗位。请另选人员，或者先结束原岗位。"
    )


def _exists(organ: Organ, since: dt.date, until: dt.date | None) -> None:
    if organ.abolished_on and (until is None or until >= organ.abolished_on):
        raise Refused(f"{organ.name}自 {organ.abolished_on} 起撤销，任职应在此前结束。", "organ")
    if organ.founded_on and since < organ.founded_on:
        raise Refused(f"{organ.name}于 {organ.founded_on} 设立，任职不能更早。", "since")
