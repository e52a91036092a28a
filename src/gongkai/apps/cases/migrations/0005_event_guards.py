"""The database itself refuses to change or remove an event."""

from django.db import migrations

from gongkai.apps.audit.guards import guarded

TABLES, MESSAGE = ("cases_event",), "办理记录只能追加"


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_redaction_desk")]

    operations = [guarded(TABLES, MESSAGE)]
