"""A report compiled as of an earlier moment finds what was replaced since without reading every case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_closing_gaps")]

    operations = [
        migrations.AddIndex(
            model_name="figures",
            index=models.Index(
                condition=models.Q(("counted", True), ("until__isnull", False)),
                fields=["until", "organ_id"],
                name="figures_replaced",
            ),
        ),
    ]
