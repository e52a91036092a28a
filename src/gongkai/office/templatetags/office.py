"""What the frame of the office says of the place it belongs to."""

from django import template
from django.conf import settings

from gongkai.apps.organs.models import SiteRecord
from gongkai.office.rooms.asking import listed

register = template.Library()
register.filter("listed", listed)


@register.simple_tag
def place_name() -> str:
    """The name of the county's site as its record has it; before there is a record, the setting."""
    record = SiteRecord.objects.order_by("pk").values_list("name", flat=True).first()
    return record or settings.SITE_NAME
