"""What must be in order before a page of the office opens, asked in this order at every request:
the address, the age of the session, the password, the second factor.
"""

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.apps import clock
from gongkai.apps.organs import safety
from gongkai.apps.organs.actions import sessions
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import is_office_address
from gongkai.apps.organs.requests import actor_of, address_of
from gongkai.office.security import staying

PREFIX = "/office/"
# Open to who is not yet wholly in: the door itself, and what the page's own files need.
DOORS = ("office_login", "office_logout")
# Open to who is in and holds no post today.
OWN = ("/office/account/", "/office/login/", "/office/logout/")


class OfficeCsrf(CsrfViewMiddleware):
    """Django's check of forms, for the office alone: the public side sets no cookie and needs none."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(PREFIX):
            super().process_request(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponseBase | None:
        if not request.path_info.startswith(PREFIX):
            return None
        return super().process_view(request, *args)  # type: ignore[arg-type]


class OfficeGate:
    """Stands before every page below `/office/`."""

    def __init__(self, handler: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PREFIX) and (stopped := self._stop(request)) is not None:
            return stopped
        return self.handler(request)

    def _stop(self, request: HttpRequest) -> HttpResponse | None:
        if not is_office_address(address_of(request)):
            context = {"address": address_of(request)}
            return render(request, "office/security/elsewhere.html", context, status=403)
        person = request.user
        if not isinstance(person, Person) or not person.is_authenticated:
            return None
        if why := staying.ended(request):
            reason = "长时间没有操作" if why == "idle" else "超过一个工作日"
            sessions.logged_out(actor_of(request), person, why=reason)
            logout(request)
            return _send(request, "office_login", why=why)
        first = _first_of_all(request, person)
        if first is not None:
            here = request.path in (reverse(first), *map(reverse, DOORS))
            return None if here else _send(request, first)
        if not actor_of(request).posts and not request.path.startswith(OWN):
            return render(request, "office/security/no_post.html", status=403)
        return None


def _first_of_all(request: HttpRequest, person: Person) -> str | None:
    """The page that comes before all others, or None where everything is in order."""
    if needs_code(request, person):
        return "office_code"
    if must_change(person):
        return "office_password"
    if needs_factor(request, person):
        return "office_factor"
    return None


def must_change(person: Person) -> bool:
    """A first password, or one that is too old."""
    if person.must_change_password:
        return True
    life = dt.timedelta(days=safety.number("password_days"))
    return person.password_set_at is not None and clock.now() - person.password_set_at > life


def has_factor(person: Person) -> bool:
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


def needs_code(request: HttpRequest, person: Person) -> bool:
    """A second factor is set up and this session has not shown it yet."""
    return not person.is_verified() and has_factor(person)  # type: ignore[attr-defined]


def needs_factor(request: HttpRequest, person: Person) -> bool:
    """A post of today demands a second factor and there is none."""
    kinds = {post.kind for post in actor_of(request).posts}
    return bool(kinds & safety.SECOND_FACTOR_POSTS) and not has_factor(person)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its key: the page stood open too long, or another site sent it."""
    return render(request, "office/security/form_refused.html", status=403)


def _send(request: HttpRequest, name: str, **query: str) -> HttpResponse:
    """To that page, and back again afterwards; a script gets a sentence in place of a page."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or (
        "application/json" in request.headers.get("accept", "")
    ):
        return JsonResponse({"error": "登录已失效，请在新的窗口重新登录，再回来保存。"}, status=403)
    if request.method == "GET" and not request.path.startswith(reverse("office_account")):
        query["next"] = request.get_full_path()
    return redirect(f"{reverse(name)}?{urlencode(query)}" if query else reverse(name))
