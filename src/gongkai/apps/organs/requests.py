"""Who stands behind a request: the person, the posts of today, the address it came from."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import actor_for


def actor_of(request: HttpRequest) -> Actor:
    """The actor for every action that this request asks for; worked out once a request.

    Raises Forbidden where nobody is logged in.
    """
    kept: Actor | None = getattr(request, "_actor", None)
    if kept is None:
        person = getattr(request, "user", None)
        if not isinstance(person, Person) or not person.is_authenticated:
            raise Forbidden("请先登录工作后台，再办理这件事。")
        kept = actor_for(person, clock.today(), address_of(request))
        request._actor = kept  # type: ignore[attr-defined]
    return kept


def address_of(request: HttpRequest) -> str:
    """The caller's address. What a proxy says is believed only of proxies in `TRUSTED_PROXIES`.

    Read from the right: the last address that is not a proxy of ours is the caller; what stands left
    of it the caller may have made up. Empty where the server gives none (a local socket).
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    said = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").split(",")
    while _is_trusted(address) and said and said[-1].strip():
        address = said.pop().strip()
    found = _parsed(address)
    return "" if found is None else str(getattr(found, "ipv4_mapped", None) or found)


def _is_trusted(address: str) -> bool:
    found = _parsed(address)
    # A server behind a socket of its own machine gives no address: that is the proxy.
    if found is None:
        return address == "" and bool(settings.TRUSTED_PROXIES)
    return any(found in ip_network(one) for one in settings.TRUSTED_PROXIES)


def _parsed(address: str):  # type: ignore[no-untyped-def]
    try:
        return ip_address(address)
    except ValueError:
        return None
