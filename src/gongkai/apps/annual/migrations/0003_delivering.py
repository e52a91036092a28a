from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("annual", "0002_signed_content")]

    operations: list[migrations.operations.base.Operation] = []
