"""Where to go after a step at the door: back to the page that was asked for, never off this site."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def onward(request: HttpRequest) -> str:
    """The page asked for before the step, or the desk."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if asked.startswith("/office/") and url_has_allowed_host_and_scheme(
        asked, {request.get_host()}
    ):
        return asked
    return reverse("wagtailadmin_home")
