"""The department's people at the office: a client for each post."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.apps.disclosure.conftest import desk
from tests.office.entering import enter

__all__ = ["desk"]

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(desk) -> SignIn:
    """`sign_in("clerk")`: a browser in which this post of the small county is logged in."""

    def signed_in(post: str) -> Client:
        client = Client()
        enter(client, desk.county.people[post])
        return client

    return signed_in
