from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("annual", "0005_problems_as_tasks")]

    operations: list[migrations.operations.base.Operation] = []
