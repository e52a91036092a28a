"""Which reports and figures reach a page, by the actor's posts."""

from django.db.models import QuerySet

from gongkai.apps.annual.models import (
    Delivery,
    DeliveryKey,
    PastReport,
    Report,
    Statement,
    WebsiteReport,
    WebsiteState,
)
from gongkai.apps.annual.queries.agreeing import Asked, asked_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import may, reach, require
from gongkai.apps.organs.models import Organ


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


def published_website_report(organ: Organ, year: int) -> WebsiteReport | None:
    """The form of the year that is public: everybody may know of it."""
    rows = WebsiteReport.objects.filter(organ=organ, year=year, state=WebsiteState.PUBLISHED)
    return rows.order_by("-version").first()


def agreement_asked(actor: Actor, pk: int) -> Asked | None:
    """The report with the department that is asked; None: there is none, or nothing to agree to.

    Raises Forbidden for whoever neither answers for the department nor reads the report.
    """
    row = Report.objects.select_related("organ").filter(pk=pk).first()
    asked = None if row is None else asked_of(row)
    if asked is not None and not may_answer(actor, asked):
        require(actor, "report.read", asked.report.organ_id)
    return asked


def may_answer(actor: Actor, asked: Asked) -> bool:
    """Whether it is this person's department that is asked."""
    return asked.judicial is not None and may(actor, "report.agree", asked.judicial.pk)
