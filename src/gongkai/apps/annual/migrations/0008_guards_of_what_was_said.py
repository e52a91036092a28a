"""The database itself refuses to change a step, a passage, a compilation, an explanation or an artefact."""

from django.db import migrations

from gongkai.apps.audit.guards import guarded

TABLES = (
    "annual_step",
    "annual_passage",
    "annual_compilation",
    "annual_explanation",
    "annual_artefact",
)
MESSAGE = "年度报告的数据和记录只能追加"


class Migration(migrations.Migration):
    dependencies = [("annual", "0007_past_reports")]

    operations = [guarded(TABLES, MESSAGE)]
