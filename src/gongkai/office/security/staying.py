"""How long a session lasts: so many minutes without doing anything, so many hours in all."""

import datetime as dt

from django.http import HttpRequest

from gongkai.apps import clock
from gongkai.apps.organs import safety

BEGAN, SEEN, CODES = "office_began", "office_seen", "office_wrong_codes"
# A session is not written at every click.
WRITE_EVERY = 30  # seconds
# The editor asks these by itself, every few seconds: nobody is doing anything.
ASKED_BY_ITSELF = ("/office/editing-sessions/", "/office/sprite/", "/office/jsi18n/")


def begin(request: HttpRequest) -> None:
    """Start both clocks."""
    now = clock.now().timestamp()
    request.session[BEGAN], request.session[SEEN] = now, now


def ended(request: HttpRequest) -> str:
    """`idle` or `long` where the session is over, else "". Something done keeps it alive."""
    session, now = request.session, clock.now().timestamp()
    if BEGAN not in session:
        begin(request)
    if now - session[BEGAN] > dt.timedelta(hours=safety.number("session_hours")).total_seconds():
        return "long"
    if now - session[SEEN] > dt.timedelta(minutes=safety.number("idle_minutes")).total_seconds():
        return "idle"
    if not request.path.startswith(ASKED_BY_ITSELF) and now - session[SEEN] > WRITE_EVERY:
        session[SEEN] = now
    return ""
