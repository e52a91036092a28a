"""The lists of the first page, each asked for once and only where a post has to do with it."""

import datetime as dt

from django.db.models import F

from gongkai.apps.audit.actor import Actor
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Decision, Edition, Gate, Item, Review, Schedule
from gongkai.apps.disclosure.queries.waiting import at_gates, waiting
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ
from gongkai.office.desk.annual import annual_groups
from gongkai.office.desk.cases import case_groups, handed_over
from gongkai.office.desk.clocks import clocks_due, guides_to_see, interpretations_due, unrecorded
from gongkai.office.desk.remedies import organs_behind, remedy_groups
from gongkai.office.desk.reports_due import due_groups
from gongkai.office.desk.rows import Group, Row, page_of
from gongkai.office.desk.website import website_groups
from gongkai.office.items.states import State, with_state

ENDING_SOON = 7  # days


def groups_for(actor: Actor, day: dt.date) -> list[Group]:
    """Every kind of work this person's posts have to do with; empty ones too, with their zero."""
    groups: list[Group] = []
    if any(may(actor, act) for act in REVIEWS):
        groups += _reviews(actor)
    writes = _organs(actor, "item.write")
    if writes:
        groups += [_returned(actor, writes), handed_over(actor, writes), _drafts(actor, writes)]
    publishes = _organs(actor, "item.publish")
    if publishes:
        groups += [_to_publish(publishes), _scheduled(publishes)]
    watched = writes | publishes | _organs(actor, "item.withdraw")
    if watched:
        groups += [_objected(watched), clocks_due(watched, day), interpretations_due(watched, day)]
    if (missing := unrecorded(actor)) is not None:
        groups.append(missing)
    guides = _organs(actor, "guide.confirm") | _organs(actor, "guide.edit")
    if guides:
        groups.append(guides_to_see(guides, day))
    if watched:
        groups.append(_ending(watched, day))
    of_cases = case_groups(actor, day) + remedy_groups(actor, day) + organs_behind(actor, day)
    of_the_year = annual_groups(actor, day) + website_groups(actor, day)
    of_the_year += due_groups(actor, day)
    return of_cases + groups + of_the_year


REVIEWS = ("item.review_first", "item.review_second", "item.review_final", "item.review_secrecy")


def _organs(actor: Actor, act: str) -> set[int]:
    return {pk for pk in Organ.objects.values_list("pk", flat=True) if may(actor, act, pk)}


def _reviews(actor: Actor) -> list[Group]:
    review = Group("review", "等我审核", "点开就能看到全文、检查结果和“通过”“退回”按钮。")
    looks = Group("looks", "紧急发布待复核", "先发布后补看的，请尽快看完。")
    for one in waiting(actor):
        item, gate, submitted = one.item, one.gate, one.submission
        group = looks if one.look else review
        group.rows.append(
            Row(
                item.title,
                page_of(item.pk),
                f"{Gate(gate).label} · {item.get_kind_display()} · {item.column.name}"
                + (f" · {submitted.person_name}送审" if submitted else ""),
                _moment(submitted.at) if submitted else "",
                mark="紧急" if item.urgent else "",
            )
        )
    looks.late = bool(looks.rows)
    return [review, looks]


def _returned(actor: Actor, organs: set[int]) -> Group:
    group = Group("returned", "退回给我的", "照着理由修改，改好再送审。")
    group.late = True
    items = with_state(Item.objects.filter(organ_id__in=organs, authors=actor.person_id)).filter(
        state=State.RETURNED
    )
    for item in items.order_by("-id"):
        review = (
            Review.objects.filter(item=item, decision=Decision.RETURNED, afterwards=False)
            .order_by("-id")
            .first()
        )
        said = f"{review.person_name}：{review.reason}" if review else ""
        group.rows.append(
            Row(item.title, page_of(item.pk), said[:120], _moment(review.at) if review else "")
        )
    return group


def _drafts(actor: Actor, organs: set[int]) -> Group:
    group = Group("drafts", "没写完的", "还没有送审的草稿和修改稿。")
    items = with_state(
        Item.objects.filter(organ_id__in=organs, authors=actor.person_id).select_related(
            "column", "latest_revision"
        )
    ).filter(state__in=[State.DRAFT, State.CHANGING])
    for item in items.order_by("-latest_revision__created_at")[:200]:
        revision = item.latest_revision
        group.rows.append(
            Row(
                item.title,
                page_of(item.pk),
                f"{State(item.state).label} · {_where(item)}",  # type: ignore[attr-defined]
                _moment(revision.created_at) if revision else "",
            )
        )
    return group


def _where(item: Item) -> str:
    """Its kind and its column, once where they are called alike (通知公告)."""
    return " · ".join(dict.fromkeys((item.get_kind_display(), item.column.name)))


def _to_publish(organs: set[int]) -> Group:
    group = Group("publish", "审完待发布", "各道审核都已通过，由公开工作机构负责人发布。")
    items = with_state(Item.objects.filter(organ_id__in=organs)).filter(state=State.REVIEW)
    held = list(items.select_related("column").order_by("id"))
    standing = at_gates(held)
    for item in held:
        if standing[item.pk].passed:
            group.rows.append(
                Row(item.title, page_of(item.pk), _where(item), mark="紧急" if item.urgent else "")
            )
    return group


def _objected(organs: set[int]) -> Group:
    group = Group("objected", "复核未通过", "紧急发布后复核不通过的，请更正或者撤下。")
    group.late = True
    given = Review.objects.filter(
        afterwards=True,
        decision=Decision.RETURNED,
        item__organ_id__in=organs,
        item__editions__ended_at__isnull=True,
        revision_id=F("item__editions__revision_id"),
    )
    for one in given.select_related("item").distinct():
        said = f"{one.person_name}：{one.reason}"
        group.rows.append(Row(one.item.title, page_of(one.item_id), said[:120], _moment(one.at)))
    return group


def _scheduled(organs: set[int]) -> Group:
    group = Group("scheduled", "定时发布", "到时自动发布。")
    for one in (
        Schedule.objects.filter(ended_at__isnull=True, item__organ_id__in=organs)
        .order_by("publish_at")
        .select_related("item")
    ):
        group.rows.append(
            Row(
                one.item.title,
                page_of(one.item_id),
                f"{one.person_name}设定",
                _moment(one.publish_at),
            )
        )
    return group


def _ending(organs: set[int], day: dt.date) -> Group:
    group = Group("ending", "公示期将满", f"{ENDING_SOON}天之内期满的公示，期满自动撤下。")
    ending = Edition.objects.public().filter(
        organ_id__in=organs,
        notice_period_end__gte=day,
        notice_period_end__lte=day + dt.timedelta(days=ENDING_SOON),
    )
    for one in ending.order_by("notice_period_end"):
        left = (one.notice_period_end - day).days  # type: ignore[operator]
        when = "今天是最后一天" if left == 0 else f"还有{left}天"
        group.rows.append(Row(one.title, page_of(one.item_id), when, f"{one.notice_period_end}"))
    return group


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
