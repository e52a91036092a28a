"""How failed logins are counted: django-axes keeps the rows, our rule (apps/organs/locks.py) reads them."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from django.http import HttpRequest

from gongkai.apps.organs import safety
from gongkai.apps.organs.locks import Lock, lock_for
from gongkai.office.security.known import mark_for


class Failures(AxesDatabaseHandler):
    """Axes asks how many failures there are; the answer is its limit where one of our locks stands."""

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        return safety.number("failures") if standing(request, credentials) else 0

    def user_login_failed(
        self, sender: Any, credentials: Any, request: Any = None, **kwargs: Any
    ) -> None:
        if request is not None:
            request.axes_user_agent = mark_for(request, _name(request, credentials))
        super().user_login_failed(sender, credentials, request, **kwargs)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        # The row of this browser or this address goes; those of strangers elsewhere stay counted.
        request.axes_user_agent = mark_for(request, user.get_username())
        super().user_logged_in(sender, request, user, **kwargs)


def standing(request: HttpRequest, credentials: Any = None) -> Lock | None:
    """The lock that keeps this request out, or None."""
    username = _name(request, credentials)
    if not username:
        return None
    address = str(getattr(request, "axes_ip_address", "") or "")
    return lock_for(username, address, mark_for(request, username))


def _name(request: HttpRequest, credentials: Any) -> str:
    return str(get_client_username(request, credentials) or "")[:150]
