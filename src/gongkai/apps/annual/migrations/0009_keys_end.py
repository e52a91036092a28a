"""Every delivery key has a last day; one that was made without gets a year, and at least a month from now."""

import datetime as dt
from typing import Any

from django.db import migrations, models

from gongkai.apps import clock

YEAR, MONTH = dt.timedelta(days=365), dt.timedelta(days=30)


def give_a_day(apps: Any, _: Any) -> None:
    """Nobody's program stops on the day of the update."""
    for key in apps.get_model("annual", "DeliveryKey").objects.filter(expires_on=None):
        made = key.made_at.astimezone(clock.CHINA).date()
        key.expires_on = max(made + YEAR, clock.today() + MONTH)
        key.save(update_fields=["expires_on"])


class Migration(migrations.Migration):
    dependencies = [("annual", "0008_guards_of_what_was_said")]

    operations = [
        migrations.AddField("deliverykey", "expires_on", models.DateField("有效期至", null=True)),
        migrations.RunPython(give_a_day, migrations.RunPython.noop),
        migrations.AlterField("deliverykey", "expires_on", models.DateField("有效期至")),
    ]
