"""The database itself keeps every table of the year that is only added to; the others are known by name."""

import pytest
from django.apps import apps
from django.db import connection

from gongkai.apps.audit.models import AppendOnlyModel

pytestmark = pytest.mark.django_db
# Changed by their acts; each says so.
CHANGED = {"Report", "Problem", "WebsiteReport", "DeliveryKey"}
ASKED = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE %s",
}
# SQLite needs one trigger for each word, PostgreSQL one for both.
ENDINGS = {
    "sqlite": ("%_no_update", "%_no_delete"),
    "postgresql": ("%_append_only", "%_no_truncate"),
}


def test_every_table_is_guarded_or_named() -> None:
    models = [
        *apps.get_app_config("annual").get_models(),
        *apps.get_app_config("periods").get_models(),
    ]
    assert {one.__name__ for one in models if not issubclass(one, AppendOnlyModel)} == CHANGED
    wanted = {one._meta.db_table for one in models if one.__name__ not in CHANGED}
    for ending in ENDINGS[connection.vendor]:
        with connection.cursor() as cursor:
            cursor.execute(ASKED[connection.vendor], [ending])
            held = {row[0] for row in cursor.fetchall()}
        assert wanted <= held, sorted(wanted - held)
