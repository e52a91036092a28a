"""办件页: the clock first, then what may be done now, what is asked, the panels of the rooms, the time line."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.remarking import LONGEST
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.masks import initial_only, masked
from gongkai.apps.cases.models import Case, Filing, Paper, Party, PartyRole
from gongkai.apps.cases.parties import Identity, identity_of
from gongkai.apps.cases.plain_words import asked_without_people
from gongkai.apps.cases.queries.letter_register import came_back
from gongkai.apps.cases.queries.papers import papers_of, unrecorded
from gongkai.apps.cases.queries.steps import allowed_acts, standing_now
from gongkai.apps.cases.queries.timeline import timeline
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.retention import is_destroyed
from gongkai.apps.cases.sheets import asked_texts
from gongkai.apps.cases.standing import OPEN, OWN_CLOCKS
from gongkai.apps.organs.access import grants, may
from gongkai.apps.organs.models import PostKind
from gongkai.domain.cases import machine, outcome_label
from gongkai.domain.deadlines import Due, Role
from gongkai.domain.deadlines import Standing as ClockStanding
from gongkai.office.cases import joining
from gongkai.office.cases.days import left_in_words, running
from gongkai.office.cases.finding import seen_case
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area

APART = 800  # steps from this order on are not part of the ordinary way
UNJOIN = "office_case_unjoin"
# Authorities, not people: nothing of their names is covered.
ORGANS = (PartyRole.JOINT_ORGAN, PartyRole.OTHER_ORGAN, PartyRole.INTERNAL_UNIT)
MOST_SIBLINGS = 50


class RemarkForm(forms.Form):
    text = forms.CharField(
        label="工作记录",
        max_length=LONGEST,
        widget=text_area(2),
        help_text="写给下一位办理的人看。会进入办理记录和日志，不要写姓名、号码、地址。",
    )


@office_page("case.read")
def case(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One case as it stands."""
    return case_page(request, actor, seen_case(actor, pk))


def case_page(
    request: HttpRequest, actor: Actor, case: Case, remark: forms.Form | None = None
) -> HttpResponseBase:
    """The page; `remark` is the form of 工作记录 as it was sent, where it was refused."""
    steps, others = steps_of(actor, case)
    gone = is_destroyed(case)
    may_remark = not gone and any(
        may(actor, act, case.organ_id) for act in ("case.handle", "case.review")
    )
    may_open = may(actor, "case.unmask", case.organ_id)
    context = {
        "title": case.subject,
        "crumbs": [(reverse("office_cases"), "依申请公开办件")],
        "case": case,
        "state": machine().states[case.state].label,
        "outcome": outcome_label(case.outcome, case.variant),
        "steps": [one for one in steps if one.order < APART],
        "apart": [one for one in steps if one.order >= APART],
        "others": others,
        "parties": parties_of(actor, case),
        "papers": papers_of(case),
        "waiting": waiting_papers(case, steps),
        "files": case.files.filter(removed_at=None, destroyed_at=None),
        "siblings": siblings(case),
        "lines": timeline(case),
        "panels": panels_of(request, actor, case),
        "remark": (remark or RemarkForm()) if may_remark else None,
        # Who may not see the people reads the request itself, covered; 补正 is a letter of the applicant's.
        "asked": asked_texts(case)
        if may_open
        else [("", asked_without_people(case, asked_texts(case)[-1][1]))],
        "came_back": came_back(case),
        # Closed once, and to be answered anew: what runs now is what counts.
        "again": case.closed_on is not None and case.state in OPEN,
        "may_open": may_open,
        "may_log": may(actor, "audit.read"),
        "may_register": not gone and may(actor, "case.register", case.organ_id),
    }
    return render(request, "office/cases/case.html", context | clock_of(case))


def clock_of(case: Case) -> dict[str, Any]:
    """The clock in a sentence and the other clocks in a line each; `broken` where the facts contradict."""
    today, calendar = clock.today(), law_in_use()[1]
    made: dict[str, Any] = {"runs": running(case, today, calendar), "clocks": [], "today": today}
    try:
        standing = standing_now(case)
    except Refused as no:
        return made | {"broken": str(no)}
    if standing.overview is None:
        return made
    reply = standing.overview.standings[0]
    if isinstance(reply.clock, Due):
        counted = [one for one in reply.clock.steps if one.role == Role.COUNTED]
        made["reply"] = reply
        made["gone"] = sum(one.day <= today for one in counted)
        made["whole"] = len(counted)
    made["clocks"] = [clock_line(one) for one in standing.overview.standings]
    return made


def clock_line(one: ClockStanding) -> dict[str, Any]:
    """One clock: its day or what it waits for, and how it stands."""
    due = one.clock if isinstance(one.clock, Due) else None
    # Telling of an extension or of a correction is a possibility: its last day passes, nobody is late.
    ours = one.clock.clock in OWN_CLOCKS
    said = ""
    if one.done_on is not None:
        said = f"{one.done_on.isoformat()}完成"
        if one.late_by:
            said += f"，逾期{one.late_by}个工作日"
    elif one.left is not None:
        said = left_in_words(one.left) if ours else "已过" if one.left < 0 else ""
    return {
        "clock": one.clock,
        "due": due,
        "said": said,
        "late": bool(one.late_by) or (ours and one.left is not None and one.left < 0),
        "waits": None if due else one.clock,
    }


def steps_of(actor: Actor, case: Case) -> tuple[list[joining.Step], list[tuple[str, str]]]:
    """The registered steps that state, law and rights allow; and what others may do, with whose post it is."""
    try:
        allowed = allowed_acts(case)
    except Refused:
        allowed = frozenset()
    own: list[joining.Step] = []
    others: list[tuple[str, str]] = []
    if is_destroyed(case):
        return own, others
    for step in joining.steps():
        if case.joined_into_id and step.url_name != UNJOIN:
            continue
        if case.state not in step.states or not step.shown(case):
            continue
        if step.machine and step.machine not in allowed:
            continue
        if may(actor, step.act, case.organ_id):
            own.append(step)
        elif step.order < APART:
            others.append((step.label, posts_with(step.act)))
    return own, others


def waiting_papers(
    case: Case, steps: list[joining.Step]
) -> list[tuple[Paper, joining.Step | None]]:
    """Papers no record rests on yet, each with the step that records its kind, where it is open now."""
    known = {one.takes: one for one in joining.steps() if one.takes}
    open_now = {one.url_name for one in steps}
    made: list[tuple[Paper, joining.Step | None]] = []
    for paper in unrecorded(case):
        step = known.get(paper.kind)
        if step is not None:
            made.append((paper, step if step.url_name in open_now else None))
    return made


def posts_with(act: str) -> str:
    """The posts of an organ that may do an act, in words."""
    kinds = {one.post for one in grants() if one.act == act and one.scope == "own"}
    return "、".join(one.label for one in PostKind if one.value in kinds)


def parties_of(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """Who takes part, covered (`masks`); who does not handle the organ's cases sees no name of a person."""
    whole = may(actor, "case.unmask", case.organ_id)
    made = []
    rows = case.parties.filter(removed_at=None).select_related("organ")
    for party in sorted(rows, key=lambda one: (PartyRole.values.index(one.role), one.pk)):
        identity = masked(identity_of(party)) if party.sealed else Identity()
        if not whole:
            identity = Identity(name=_initial(party, identity, case))
        name = party.organ.name if party.organ else identity.name
        made.append({"party": party, "identity": identity, "name": name})
    return made


def _initial(party: Party, identity: Identity, case: Case) -> str:
    if party.role in ORGANS:
        return identity.name
    kind = party.kind or (case.applicant_kind if party.role == PartyRole.APPLICANT else "")
    return initial_only(identity, kind)


def siblings(case: Case) -> list[Case]:
    """Cases that stand in the same papers, and those joined into this one."""
    papers = list(case.filings.values_list("paper_id", flat=True))
    same = Filing.objects.filter(paper_id__in=papers).exclude(case=case)
    # Asked apart: "either … or …" would read every case.
    found = {*same.values_list("case_id", flat=True)[:MOST_SIBLINGS]}
    found |= {*case.joined.values_list("pk", flat=True)[:MOST_SIBLINGS]}
    return list(Case.objects.filter(pk__in=found).order_by("pk")[:MOST_SIBLINGS])


def panels_of(request: HttpRequest, actor: Actor, case: Case) -> list[tuple[str, SafeString]]:
    """Each room's part, with the context it gives; an empty context leaves it out."""
    made = []
    for panel in joining.panels():
        context = panel.context(actor, case)
        if context:
            shown = {"case": case, "actor": actor} | context
            made.append((panel.title, render_to_string(panel.template, shown, request)))
    return made
