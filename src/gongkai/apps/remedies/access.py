"""Which reviews and suits reach a page or an act."""

from django.db.models import QuerySet

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import reach
from gongkai.apps.remedies.models import Remedy


def remedies_visible_to(actor: Actor) -> QuerySet[Remedy]:
    """Those of the organs on which the actor may `remedy.read`."""
    organs = reach(actor, "remedy.read")
    rows = Remedy.objects.select_related("organ", "case", "after_review")
    return rows if organs is None else rows.filter(organ_id__in=organs)
