"""The database itself refuses to change or remove an event."""

from django.db import migrations

from gongkai.apps.audit.guards import lowering, raising

TABLES, MESSAGE = ("cases_event",), "办理记录只能追加"


def raise_guards(apps, schema_editor):
    for statement in raising(schema_editor.connection.vendor, TABLES, MESSAGE):
        schema_editor.execute(statement)


def lower_guards(apps, schema_editor):
    for statement in lowering(schema_editor.connection.vendor, TABLES):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_redaction_desk")]

    operations = [migrations.RunPython(raise_guards, lower_guards)]
