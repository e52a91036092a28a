from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("annual", "0003_delivering")]

    operations: list[migrations.operations.base.Operation] = []
