"""The database itself refuses to change a step, a passage, a compilation, an explanation or an artefact."""

from django.db import migrations

from gongkai.apps.audit.guards import lowering, raising

TABLES = (
    "annual_step",
    "annual_passage",
    "annual_compilation",
    "annual_explanation",
    "annual_artefact",
)
MESSAGE = "年度报告的数据和记录只能追加"


def raise_guards(apps, schema_editor):
    for statement in raising(schema_editor.connection.vendor, TABLES, MESSAGE):
        schema_editor.execute(statement)


def lower_guards(apps, schema_editor):
    for statement in lowering(schema_editor.connection.vendor, TABLES):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("annual", "0007_past_reports")]

    operations = [migrations.RunPython(raise_guards, lower_guards)]
