"""The database itself refuses to change or remove a row of the log or a seal."""

from django.db import migrations

from gongkai.apps.audit.guards import guarded


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [guarded()]
