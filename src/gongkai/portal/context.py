"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The name in the masthead: the government whose portal this is, or what the portal is."""
    return {"site_name": settings.SITE_NAME}
