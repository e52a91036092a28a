"""Where a report stands on its way to the portal, for its page."""

from typing import Any

from django import template

from gongkai.apps.annual.models import Report
from gongkai.apps.organs.requests import actor_of
from gongkai.office.annual.outputs.way import Way, way_of

register = template.Library()


@register.simple_tag(takes_context=True)
def way_to_the_portal(context: dict[str, Any], report: Report) -> Way:
    """The stations, for whoever looks at the page."""
    return way_of(actor_of(context["request"]), report)
