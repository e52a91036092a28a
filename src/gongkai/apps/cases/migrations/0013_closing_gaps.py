from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_room_for_variants")]

    operations: list[migrations.operations.base.Operation] = []
