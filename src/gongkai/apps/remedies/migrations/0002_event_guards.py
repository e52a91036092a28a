"""The database itself refuses to change or remove an event."""

from django.db import migrations

from gongkai.apps.audit.guards import guarded

TABLES, MESSAGE = ("remedies_remedyevent",), "复议诉讼记录只能追加"


class Migration(migrations.Migration):
    dependencies = [("remedies", "0001_initial")]

    operations = [guarded(TABLES, MESSAGE)]
