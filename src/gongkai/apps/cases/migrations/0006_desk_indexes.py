"""Indexes for the case desk: what runs against a day, the newest of a state, cases by day of receipt."""

from django.db import migrations, models

RUNS = models.Q(next_due_on__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_event_guards")]

    operations = [
        migrations.AddIndex(
            "case",
            models.Index(fields=["next_due_on", "id"], condition=RUNS, name="case_desk"),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["organ", "next_due_on", "id"], condition=RUNS, name="case_desk_organ"
            ),
        ),
        migrations.AddIndex("case", models.Index(fields=["state", "id"], name="case_state_newest")),
        migrations.AddIndex("case", models.Index(fields=["received_on"], name="case_received")),
    ]
