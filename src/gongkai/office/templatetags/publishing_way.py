"""Where a report stands on its way to the portal, for its page; and which report a page shows."""

from typing import Any

from django import template

from gongkai.apps.annual.access import reports_visible_to
from gongkai.apps.annual.models import Report
from gongkai.apps.disclosure.models import Item, ItemKind
from gongkai.apps.organs.requests import actor_of
from gongkai.office.annual.outputs.way import Way, way_of

register = template.Library()


@register.simple_tag(takes_context=True)
def report_of_page(context: dict[str, Any], item: Item) -> Report | None:
    """The newest report whose page the item is, where whoever looks may read it; None of another item."""
    if item.kind != ItemKind.ANNUAL_REPORT:
        return None
    held = reports_visible_to(actor_of(context["request"])).filter(item_id=item.pk)
    return held.defer("signed_content").order_by("-version").first()


@register.simple_tag(takes_context=True)
def way_to_the_portal(context: dict[str, Any], report: Report) -> Way:
    """The stations, for whoever looks at the page."""
    return way_of(actor_of(context["request"]), report)
