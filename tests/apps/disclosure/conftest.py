"""A small county at noon of a fixed day, with its own public and media folders."""

import pytest

from gongkai.apps import clock
from tests.apps.disclosure.desk import Desk
from tests.county import NOON, make_county


@pytest.fixture
def desk(db, settings, tmp_path):
    """The department's people at work; it is noon of 2025-06-18 in China."""
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.MEDIA_ROOT = tmp_path / "media"
    with clock.stopped_at(NOON):
        yield Desk(make_county())
