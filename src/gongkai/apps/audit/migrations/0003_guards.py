"""The database itself refuses to change or remove a row of the log or a seal."""

from django.db import migrations

from gongkai.apps.audit.guards import lowering, raising


def raise_guards(apps, schema_editor):
    for statement in raising(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def lower_guards(apps, schema_editor):
    for statement in lowering(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [migrations.RunPython(raise_guards, lower_guards)]
