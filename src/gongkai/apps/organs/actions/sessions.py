"""Coming in and going out, as the log keeps it."""

import datetime as dt

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actions import record
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.models import Entry, Outcome
from gongkai.apps.organs import safety
from gongkai.apps.organs.models import Person


def logged_in(actor: Actor, person: Person) -> None:
    """Somebody came in, from where (the actor's address)."""
    with transaction.atomic():
        record(actor, "session.login", subject=person)


def logged_out(actor: Actor, person: Person, *, why: str = "") -> None:
    """Somebody went out, or was shown out: `why` says so."""
    with transaction.atomic():
        record(actor, "session.logout", subject=person, note=why)


def login_failed(username: str, address: str, *, locked: bool = False, why: str = "") -> None:
    """Somebody did not get in: a wrong password or code, or a lock.

    Knocking on at a locked account is one row a lock and address: nobody fills the log that way.
    """
    person = Person.objects.filter(username=username).first()
    actor = Actor(
        person_id=person.pk if person else None, name=username or "（没有填写）", address=address
    )
    if locked and _told_already(actor):
        return
    with transaction.atomic():
        record(
            actor,
            "session.locked" if locked else "session.failed",
            subject=person,
            outcome=Outcome.REFUSED,
            note=why,
        )


def _told_already(actor: Actor) -> bool:
    since = clock.now() - dt.timedelta(minutes=safety.number("lock_minutes"))
    told = Entry.objects.filter(act="session.locked", at__gte=since, address=actor.address)
    return told.filter(person_name=actor.name).exists()


def second_factor_set(actor: Actor, person: Person, *, codes: int) -> None:
    """A second factor was set up or its recovery codes were made anew."""
    with transaction.atomic():
        record(actor, "session.factor", subject=person, after={"恢复码": codes})
