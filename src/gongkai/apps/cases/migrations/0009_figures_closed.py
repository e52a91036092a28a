"""Cases carried into a year are found by the day they were closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_letters")]

    operations = [
        migrations.AddIndex(
            model_name="figures",
            index=models.Index(
                condition=models.Q(("counted", True), ("until", None)),
                fields=["organ_id", "closed_on", "received_on", "applicant_kind", "outcome"],
                name="figures_closed",
            ),
        ),
    ]
