"""Rooms of Wagtail that this office has no use for: reports, snippets, pages, groups, documents. Nobody's, so 404."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

# First parts of addresses below `/office/`. Choosers and the editor's own helpers lie elsewhere and stay.
ROOMS = (
    *("reports", "snippets", "pages", "sites", "redirects", "locales", "styleguide"),
    *("collections", "users", "groups", "workflows", "tasks", "documents", "api", "choose-page"),
)
PATTERN = rf"^(?:{'|'.join(ROOMS)})(?:/|$)"


def closed(request: HttpRequest) -> HttpResponseBase:
    """The page that is not there, inside the office's frame; the door for who is not in."""
    if not request.user.is_authenticated:
        return redirect(f"{reverse('office_login')}?{urlencode({'next': request.get_full_path()})}")
    return render(request, "wagtailadmin/404.html", status=404)
