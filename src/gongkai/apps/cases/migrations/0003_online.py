import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0001_initial"),
        ("cases", "0002_sheets"),
    ]

    operations = [
        migrations.CreateModel(
            name="OnlineDoor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("online", models.BooleanField(default=True, verbose_name="网上申请")),
                ("fax", models.BooleanField(default=False, verbose_name="传真申请")),
                ("email", models.BooleanField(default=False, verbose_name="电子邮件申请")),
                (
                    "organ",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="online_door",
                        to="organs.organ",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请接收渠道",
                "verbose_name_plural": "申请接收渠道",
            },
        ),
        migrations.AddField(
            model_name="casefile",
            name="draft",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="cases.draft",
            ),
        ),
    ]
