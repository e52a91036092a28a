from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("annual", "0006_website_report")]

    operations: list[migrations.operations.base.Operation] = []
