"""Finding a letter among the cases the actor may see; its text names people, so reading it is a right of its own."""

from django.http import Http404

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import letters_visible_to
from gongkai.apps.cases.models import Case, Dispatch, Letter
from gongkai.apps.organs.access import require
from gongkai.office.cases.finding import seen_case

# Who may read what letters say: those who handle or review the organ's cases.
READ = "case.unmask"


def case_with(actor: Actor, pk: int, act: str) -> Case:
    """A case on which the actor may do `act` and read its letters. Http404, Forbidden."""
    case = seen_case(actor, pk)
    require(actor, READ, case.organ_id)
    require(actor, act, case.organ_id)
    return case


def seen_letter(actor: Actor, pk: int, letter: int, act: str = READ) -> Letter:
    """A letter of a case the actor may read. Http404, Forbidden."""
    case = case_with(actor, pk, act)
    row = (
        letters_visible_to(actor)
        .select_related("addressee", "addressee__organ", "drafted_by", "reviewed_by", "pdf", "docx")
        .filter(pk=letter, case_id=case.pk)
        .first()
    )
    if row is None:
        raise Http404("没有这份文书，或者您的岗位看不到它。")
    row.case = case
    return row


def seen_dispatch(actor: Actor, pk: int, letter: int, dispatch: int, act: str) -> Dispatch:
    """One sending of such a letter."""
    row = seen_letter(actor, pk, letter, act).dispatches.filter(pk=dispatch).first()
    if row is None:
        raise Http404("没有这一次送达。")
    return row
