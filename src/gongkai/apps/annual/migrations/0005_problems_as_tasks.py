from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("annual", "0004_units_and_reminders")]

    operations: list[migrations.operations.base.Operation] = []
