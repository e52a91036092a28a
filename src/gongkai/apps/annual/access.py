"""Which reports and figures reach a page, by the actor's posts."""

from django.db.models import QuerySet

from gongkai.apps.annual.models import (
    Delivery,
    DeliveryKey,
    PastReport,
    Report,
    Statement,
    WebsiteReport,
)
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import reach


def reports_visible_to(actor: Actor) -> QuerySet[Report]:
    """Reports of the organs on which the actor may `report.read`."""
    organs = reach(actor, "report.read")
    rows = Report.objects.select_related("organ")
    return rows if organs is None else rows.filter(organ_id__in=organs)


def statements_visible_to(actor: Actor) -> QuerySet[Statement]:
    """Figures of the organs on which the actor may read the report."""
    organs = reach(actor, "report.read")
    rows = Statement.objects.select_related("organ", "confirmation")
    return rows if organs is None else rows.filter(organ_id__in=organs)


def past_reports_visible_to(actor: Actor) -> QuerySet[PastReport]:
    """Imported reports of the organs on which the actor may read the report."""
    organs = reach(actor, "report.read")
    rows = PastReport.objects.select_related("organ")
    return rows if organs is None else rows.filter(organ_id__in=organs)


def deliveries_visible_to(actor: Actor) -> QuerySet[Delivery]:
    """Hand-ins of the organs on which the actor may read the report."""
    organs = reach(actor, "report.read")
    rows = Delivery.objects.select_related("organ", "taking", "key")
    return rows if organs is None else rows.filter(organ_id__in=organs)


def delivery_keys_visible_to(actor: Actor) -> QuerySet[DeliveryKey]:
    """Keys of the organs on which the actor may make them."""
    organs = reach(actor, "figure.key")
    rows = DeliveryKey.objects.select_related("organ")
    return rows if organs is None else rows.filter(organ_id__in=organs)


def website_reports_visible_to(actor: Actor) -> QuerySet[WebsiteReport]:
    """Website reports of the organs on which the actor may read the report."""
    organs = reach(actor, "report.read")
    rows = WebsiteReport.objects.select_related("organ")
    return rows if organs is None else rows.filter(organ_id__in=organs)
