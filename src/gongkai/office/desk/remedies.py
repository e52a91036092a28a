"""复议诉讼 on the first page, and for the county office the organs whose applications are late or nearly so."""

import datetime as dt

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.worklists import working_day
from gongkai.apps.organs.access import may, reach
from gongkai.apps.organs.models import Organ
from gongkai.apps.remedies.access import remedies_visible_to
from gongkai.apps.remedies.models import Remedy
from gongkai.apps.remedies.queries.worklists import WORKLISTS
from gongkai.domain.working_days import Calendar
from gongkai.office.cases.days import left_in_words, left_on
from gongkai.office.desk.rows import MOST, Group, Row

# worklist, label, hint
KINDS = (
    ("answer", "待答复的复议、诉讼", "逾期不答复、不提交证据的，视为没有证据、依据。"),
    ("follow", "有结果待登记的复议、诉讼", "结果生效以后登记后续：归档，或者重新答复。"),
)
NEAR = 3  # working days


def remedy_groups(actor: Actor, day: dt.date) -> list[Group]:
    """What a person who records reviews and suits has to do, the nearest day first. One query a list."""
    if actor.is_program or not may(actor, "remedy.record"):
        return []
    organs, calendar = reach(actor, "remedy.record"), law_in_use()[1]
    rows = remedies_visible_to(actor)
    if organs is not None:
        rows = rows.filter(organ_id__in=organs)
    made = []
    for key, label, hint in KINDS:
        group = Group(f"remedy-{key}", label, hint)
        found = rows.filter(WORKLISTS[key].wanted).order_by(*WORKLISTS[key].order)
        group.rows = [_row(one, day, calendar) for one in found[: MOST + 1]]
        if len(group.rows) > MOST:
            group.total = found.count()
        group.late = any(one.late for one in group.rows)
        group.url = f"{reverse('office_remedies')}?{urlencode({'list': key})}"
        made.append(group)
    return made


def _row(remedy: Remedy, day: dt.date, calendar: Calendar) -> Row:
    due = remedy.answer_due_on if not remedy.answered_on and remedy.state == "open" else None
    left = left_on(due, day, calendar) if due else None
    return Row(
        f"{remedy.get_kind_display()} {remedy.number}",
        reverse("office_remedy", args=[remedy.pk]),
        f"{remedy.forum} · {remedy.organ.short_name}",
        f"{left_in_words(left)}，{due.isoformat()}" if due and left is not None else "",
        late=left is not None and left < 0,
    )


def organs_behind(actor: Actor, day: dt.date) -> list[Group]:
    """For who supervises the whole county: organs with late applications, or some that are due. One query."""
    if actor.is_program or not may(actor, "case.export") or reach(actor, "case.export") is not None:
        return []
    near = working_day(day, NEAR, law_in_use()[1])
    rows = (
        Case.objects.filter(counted=True, next_due_on__lte=near)
        .order_by()
        .values("organ")
        .annotate(late=Count("pk", filter=Q(next_due_on__lt=day)), all=Count("pk"))
    )
    held = {one["organ"]: (one["late"], one["all"] - one["late"]) for one in rows}
    group = Group("organs-behind", "各机关到期的申请", f"已经逾期的，和{NEAR}个工作日内到期的。")
    for organ in sorted(
        Organ.objects.filter(pk__in=held), key=lambda one: (-held[one.pk][0], one.order, one.pk)
    ):
        late, soon = held[organ.pk]
        listed = {"list": "overdue" if late else f"due-{NEAR}", "organ": organ.pk}
        group.rows.append(
            Row(
                organ.short_name,
                f"{reverse('office_cases')}?{urlencode(listed)}",
                f"{NEAR}个工作日内到期{soon}件" if soon else "",
                f"已逾期{late}件" if late else "",
                late=bool(late),
            )
        )
    group.late = any(one.late for one in group.rows)
    group.url = f"{reverse('office_cases')}?{urlencode({'list': 'overdue'})}"
    return [group]
