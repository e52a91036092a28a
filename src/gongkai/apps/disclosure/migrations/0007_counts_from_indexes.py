"""Indexes from which the counts beside lists are read, and the newest of a year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0006_normative_recorded")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["organ", "kind", "column"],
                condition=models.Q(ended_at__isnull=True),
                name="public_by_organ",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["topic", "kind", "-first_published_at", "-item"],
                condition=models.Q(ended_at__isnull=True),
                name="public_by_topic",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["-first_published_at", "-item", "kind"], name="edition_by_publication"
            ),
        ),
    ]
