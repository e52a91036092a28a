"""The database itself refuses to change or remove the lock of a year, or an amendment."""

from django.db import migrations

from gongkai.apps.audit.guards import guarded

TABLES = ("periods_lockedyear", "periods_amendment")
MESSAGE = "年度的锁定和更正登记只能追加"


class Migration(migrations.Migration):
    dependencies = [("periods", "0001_initial")]

    operations = [guarded(TABLES, MESSAGE)]
