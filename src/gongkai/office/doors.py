"""The frame of every page of the office: who asks, and the sentence for who may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import Forbidden, may, require
from gongkai.apps.organs.requests import actor_of
from gongkai.apps.periods.actions import amending
from gongkai.apps.sealing import BrokenSeal
from gongkai.apps.sealing.keys import KeysMissing

# The field of a form that carries the reason for changing what a locked year counts.
YEAR_AMENDMENT = "year_amendment"

Page = Callable[..., HttpResponseBase]


def office_page(*acts: str) -> Callable[[Page], Page]:
    """A page that gets `(request, actor, …)`; it needs one of these acts in some organ.

    The page itself asks again for the organ of what it shows. Who may not gets 403 with a sentence.
    """

    def framed(page: Page) -> Page:
        @wraps(page)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                actor = actor_of(request)
                if acts and not any(may(actor, act) for act in acts):
                    require(actor, acts[0])
                with amending(request.POST.get(YEAR_AMENDMENT, "")):
                    return page(request, actor, *args, **kwargs)
            except Forbidden as no:
                return refused(request, str(no))
            except (BrokenSeal, KeysMissing) as no:
                return refused(request, str(no), status=503)

        return opened

    return framed


def refused(request: HttpRequest, sentence: str, status: int = 403) -> HttpResponse:
    """The page that says why not, inside the office's frame."""
    return render(request, "office/refused.html", {"sentence": sentence}, status=status)


def require_here(actor: Actor, act: str, organ_id: int) -> None:
    """For Wagtail's own views, which know PermissionDenied only; the sentence goes along."""
    try:
        require(actor, act, organ_id)
    except Forbidden as no:
        raise PermissionDenied(str(no)) from no
