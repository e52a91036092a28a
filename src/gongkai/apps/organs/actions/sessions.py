"""Coming in and going out, as the log keeps it."""

import datetime as dt

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

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


def confirm_second_factor(actor: Actor, person: Person, device: TOTPDevice) -> list[str]:
    """`device` becomes the person's only second factor. Returns recovery codes, shown once."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save()
        return renew_recovery_codes(actor, person)


def renew_recovery_codes(actor: Actor, person: Person) -> list[str]:
    """New recovery codes, each good for once; those of before no longer hold."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=person).delete()
        device = StaticDevice.objects.create(user=person, name="恢复码", confirmed=True)
        codes = [StaticToken.random_token() for _ in range(safety.number("recovery_codes"))]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=one) for one in codes)
        record(actor, "session.factor", subject=person, after={"恢复码": len(codes)})
    return codes
