"""What runs against a day: Art. 26, interpretations, guides that somebody must look at."""

import datetime as dt

from django.urls import reverse

from gongkai.apps.audit.actor import Actor
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.access import items_visible_to, kept_items
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.disclosure.queries.guides import guide_reminders
from gongkai.apps.disclosure.queries.interpretations import NEEDS_PLAN, interpretation_clocks
from gongkai.apps.disclosure.queries.normative import public_unrecorded
from gongkai.apps.disclosure.queries.timeliness import (
    COUNTED,
    PublicationClock,
    publication_clock,
)
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ
from gongkai.domain.deadlines.due import Role
from gongkai.office.desk.rows import Group, Row, page_of

MOST = 300  # documents whose interpretation is looked for


def clocks_due(organs: set[int], day: dt.date) -> Group:
    """Not yet public, with a day to count from; the nearest last day first."""
    group = Group("clock", "20个工作日内公开", "自形成或变更之日起算（条例第二十六条）。")
    items = (
        kept_items()
        .filter(organ_id__in=organs, kind__in=COUNTED, formed_on__isnull=False)
        .exclude(editions__isnull=False)
        .select_related("organ")
    )
    running = [one for item in items if (one := publication_clock(item, day)) is not None]
    for one in sorted(running, key=lambda clock: clock.due.day):
        when = f"最迟{one.due.day}"
        group.rows.append(
            Row(
                one.item.title,
                page_of(one.item.pk),
                f"{one.item.organ.short_name} · {day_number(one)}",
                f"超期，应于{one.due.day}前公开" if one.overdue else when,
                late=one.overdue,
            )
        )
    group.late = any(one.late for one in group.rows)
    return group


def day_number(clock: PublicationClock) -> str:
    """第n个工作日，共20个: how far the clock has run."""
    counted = [step for step in clock.due.steps if step.role == Role.COUNTED]
    gone = sum(step.day <= clock.on for step in counted)
    return (
        f"{clock.since}{'变更' if clock.changed else '形成'}，第{gone}个工作日，共{len(counted)}个"
    )


def interpretations_due(organs: set[int], day: dt.date) -> Group:
    """Public documents whose interpretation has not come."""
    group = Group("interpretation", "待解读", "文件公开当天解读，最迟3个工作日。")
    documents = list(
        Edition.objects.public()
        .filter(organ_id__in=organs, kind__in=NEEDS_PLAN)
        .order_by("-first_published_at")[:MOST]
    )
    for one in sorted(interpretation_clocks(documents, day), key=lambda clock: clock.due_on):
        if one.interpreted_on is None:
            group.rows.append(
                Row(
                    one.document.title,
                    page_of(one.document.item_id),
                    f"{one.same_day}公开",
                    f"超期，应于{one.due_on}前解读" if one.overdue else f"最迟{one.due_on}",
                    late=one.overdue,
                )
            )
    group.late = any(one.late for one in group.rows)
    group.url = reverse("office_interpretations")
    return group


def unrecorded(actor: Actor) -> Group | None:
    """Public 规范性文件 that 表二 would miss; None where there is none."""
    group = Group(
        "unrecorded", "待登记台账", "已经公开、没有对上台账的规范性文件，登记后才计入年报表二。"
    )
    group.late = True
    group.url = reverse("office_normative")
    for one in public_unrecorded(items_visible_to(actor)):
        if may(actor, "normative.record", one.organ_id):
            when = f"{one.first_published_at.astimezone(CHINA):%Y-%m-%d}公开"
            group.rows.append(Row(one.title, page_of(one.item_id), one.document_number, when))
    return group if group.rows else None


def guides_to_see(organs: set[int], day: dt.date) -> Group:
    """Guides that are missing, differ from the organ's record, or were not confirmed for long."""
    group = Group("guides", "要看的指南", "公开指南应当及时更新（条例第十二条）。")
    for one in guide_reminders(Organ.objects.filter(pk__in=organs), day):
        address = f"{reverse('office_guide')}?organ={one.organ.pk}"
        group.rows.append(Row(one.organ.name, address, one.reason))
    group.url = reverse("office_guides")
    return group
