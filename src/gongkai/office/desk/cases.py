"""依申请公开 on the first page: what this person has to do with cases, the nearest day first."""

import datetime as dt

from django.urls import reverse
from django.utils.http import urlencode

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.cases.queries.worklists import (
    WORKLISTS,
    Wanted,
    cases_wanted,
    counted,
    list_page,
)
from gongkai.apps.disclosure.models import Item
from gongkai.apps.organs.access import may, reach
from gongkai.domain.cases import machine
from gongkai.domain.working_days import Calendar
from gongkai.office.cases.days import running
from gongkai.office.desk.rows import MOST, Group, Row, page_of
from gongkai.office.items.states import State, with_state

# act, worklist, label, hint; only the person's own cases where the last is true
KINDS = (
    ("case.handle", "open", "我承办的申请", "最近的期限排在前面。", True),
    ("case.handle", "to-confirm", "待确认收到", "网上、传真、平信的申请，确认之日起算答复期限。", False),
    ("case.assign", "to-assign", "待交办", "已经收到、还没有承办人的申请。", False),
    ("case.review", "to-review", "待审核的答复", "非拟稿人审核；看过检索记录和理由再通过。", False),
    ("case.serve", "to-serve", "待送达", "答复已经签发，送达之日才是答复之日。", False),
)  # fmt: skip


def case_groups(actor: Actor, day: dt.date) -> list[Group]:
    """Each kind of work on cases that a post of the person has to do with."""
    calendar = law_in_use()[1]
    made = []
    for act, key, label, hint, own in KINDS:
        if actor.is_program or not may(actor, act):
            continue
        wanted = Wanted(WORKLISTS[key], reach(actor, act), actor.person_id if own else None)
        made.append(_group(wanted, label, hint, day, calendar))
    return made


def _group(wanted: Wanted, label: str, hint: str, day: dt.date, calendar: Calendar) -> Group:
    group = Group(f"case-{wanted.worklist.key}", label, hint)
    page = list_page(wanted, None, day, calendar, MOST)
    group.rows = [_row(one, day, calendar) for one in page.rows]
    group.late = any(one.late for one in group.rows)
    if page.onward is not None:
        group.total = counted(cases_wanted(wanted, day, calendar))
    narrowed = {"list": wanted.worklist.key, "person": wanted.handler or ""}
    group.url = f"{reverse('office_cases')}?{urlencode(narrowed)}"
    return group


def _row(case: Case, day: dt.date, calendar: Calendar) -> Row:
    runs = running(case, day, calendar)
    state = machine().states[case.state].label
    return Row(
        case.subject,
        reverse("office_case", args=[case.pk]),
        f"{case.number} · {state}" + (f" · {runs.label}" if runs else ""),
        f"{runs.words}，{runs.day.isoformat()}" if runs else "",
        late=bool(runs and runs.late),
    )


def handed_over(actor: Actor, organs: set[int]) -> Group:
    """Drafts that came from applications (Art. 44) and that this person has not taken up yet. Two queries."""
    group = Group(
        "handed-over", "办件转来的草稿", "多人申请、可以公开的信息：补充附件，核对以后送审。"
    )
    held = Event.objects.filter(kind="published", case__organ_id__in=organs, replaced_by=None)
    pks = {one["item"] for one in held.values_list("facts", flat=True) if one.get("item")}
    items = with_state(Item.objects.filter(pk__in=pks).exclude(authors=actor.person_id))
    for item in items.filter(state=State.DRAFT).select_related("column").order_by("pk"):
        group.rows.append(Row(item.title, page_of(item.pk), item.column.name))
    return group
