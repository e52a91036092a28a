"""Which letters a case may get now: by its state, its decision, and whom it asks."""

from django.db.models import QuerySet

from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.history import Fact
from gongkai.apps.cases.models import Case, CaseFile, CaseKind, FileKind, Redaction
from gongkai.apps.cases.queries.decisions import newest_decision
from gongkai.apps.cases.queries.steps import allowed_acts, facts_of
from gongkai.apps.cases.queries.telling import demanded_by
from gongkai.documents.letters import Template, templates
from gongkai.domain.cases import machine, way_of

# Facts that close an application without a reply, and after which it is told so.
_CLOSED = {
    ("OT_NOBZ", ""): "correction_abandoned",
    ("OT_NOPAY", ""): "payment_abandoned",
    ("OT_OTHER", "withdrawn"): "withdrawn",
}
# Letters that are the step of no machine act, and when they fit.
_WHILE_RUNNING = frozenset(("handling", "extended"))


def possible_letters(case: Case) -> list[Template]:
    """The templates that fit the case as it stands, in the order of their keys."""
    facts, acts, answer = facts_of(case), allowed_acts(case), _answer_of(case)
    return [
        one
        for one in templates().values()
        if not one.is_form and _fits(case, one, facts, acts, answer)
    ]


def _fits(
    case: Case, template: Template, facts: tuple[Fact, ...], acts: frozenset[str], answer: str
) -> bool:
    if template.is_answer:
        return template.key == answer
    if template.outcome is not None:
        state = _CLOSED.get(template.outcome)
        return state is not None and any(
            act.target == state and _done(facts, act.key) for act in machine().acts.values()
        )
    if case.kind != CaseKind.APPLICATION:
        return False
    if template.key == "N09":
        return case.consulting > 0
    if template.key == "N10":
        return demanded_by(case, newest_decision(case)) == template.key
    if template.event == "longer_period":
        heard = any(one.kind == "hear_reasons" and one.facts.get("reasonable") for one in facts)
        return heard and case.state in _WHILE_RUNNING
    return event_kinds()[template.event].act in acts


def _answer_of(case: Case) -> str:
    """The template of the answer that the newest decision leads to; "" where none is proposed."""
    newest = newest_decision(case)
    if newest is None or newest.proposed_at is None or not newest.outcome:
        return ""
    if newest.approved is False or case.state != "to_review":
        return ""
    return way_of(newest.outcome, newest.variant).letter


def _done(facts: tuple[Fact, ...], act: str) -> bool:
    return any(event_kinds()[one.kind].act == act for one in facts)


def proper_files(case: Case) -> QuerySet[CaseFile]:
    """Files that may go along with an answer: given to the applicant, or covered and checked by a second person."""
    checked = Redaction.objects.filter(case=case, dropped_at=None).exclude(checked_at=None)
    rows = CaseFile.objects.filter(case=case, removed_at=None)
    given = rows.filter(kind=FileKind.ANSWER)
    covered = rows.filter(
        kind=FileKind.REDACTED, pk__in=checked.exclude(output=None).values("output")
    )
    return (given | covered).order_by("pk")
