"""Browsers in which somebody has come in before: a signed cookie that only the login page reads.

It opens nothing. It says no more than that these people have once given their right password in this
browser, so that somebody else's wrong guesses elsewhere do not keep them out of it.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from gongkai.apps.organs import safety
from gongkai.apps.organs.models import Person

COOKIE, SALT = "gongkai_office_known", "gongkai.office.known-browser"
PATH = "/office/login/"
# One computer of a township is used by a handful of people.
MOST_PEOPLE = 12
DAY = 24 * 3600


@dataclass(frozen=True)
class Browser:
    """Its mark, and the people (newest last) who came in with it."""

    mark: str
    people: tuple[int, ...]


def mark_for(request: HttpRequest, username: str) -> str:
    """The mark under which failures of this name in this browser are counted; "" where it is unknown."""
    browser = _read(request)
    if browser is None:
        return ""
    pk = Person.objects.filter(username=username).values_list("pk", flat=True).first()
    return f"known:{browser.mark}" if pk in browser.people else ""


def remember(request: HttpRequest, answer: HttpResponse, person: Person) -> None:
    """From now on this browser is known for this person."""
    browser = _read(request) or Browser(secrets.token_urlsafe(12), ())
    people = (*(one for one in browser.people if one != person.pk), person.pk)[-MOST_PEOPLE:]
    answer.set_cookie(
        COOKIE,
        signing.dumps([browser.mark, people], salt=SALT),
        max_age=safety.number("known_browser_days") * DAY,
        path=PATH,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> Browser | None:
    try:
        mark, people = signing.loads(
            request.COOKIES.get(COOKIE, ""),
            salt=SALT,
            max_age=safety.number("known_browser_days") * DAY,
        )
        return Browser(str(mark)[:40], tuple(int(one) for one in people))
    except (signing.BadSignature, ValueError, TypeError):
        return None
