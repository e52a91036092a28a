"""Which cases reach a page or an act, and how much of a person is shown."""

from django.db.models import QuerySet

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, Letter, Paper
from gongkai.apps.organs.access import reach


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Cases of the organs on which the actor may `case.read`."""
    organs = reach(actor, "case.read")
    rows = Case.objects.select_related("organ", "handler")
    return rows if organs is None else rows.filter(organ_id__in=organs)


def papers_visible_to(actor: Actor) -> QuerySet[Paper]:
    organs = reach(actor, "case.read")
    rows = Paper.objects.select_related("organ")
    return rows if organs is None else rows.filter(organ_id__in=organs)


def letters_visible_to(actor: Actor) -> QuerySet[Letter]:
    organs = reach(actor, "case.read")
    rows = Letter.objects.select_related("case", "organ")
    return rows if organs is None else rows.filter(organ_id__in=organs)
