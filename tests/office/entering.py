"""Coming in for tests: past the password and, where the post demands it, past the second factor."""

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.apps.organs.models import Person


def enter(client: Client, person: Person) -> Client:
    """The client as this person stands in the office after a whole login."""
    client.force_login(person, backend="gongkai.office.security.rights.PostsBackend")
    device = TOTPDevice.objects.create(user=person, name="test", confirmed=True)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client
