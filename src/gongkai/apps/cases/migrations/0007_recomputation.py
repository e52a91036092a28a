"""Computing running cases anew, and what it moved."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_desk_indexes")]

    operations = [
        migrations.CreateModel(
            name="Recomputation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        primary_key=True, serialize=False, verbose_name="ID", auto_created=True
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "reason",
                    models.CharField(
                        choices=[("daily", "新的一天"), ("law", "规则有变动")],
                        max_length=8,
                        verbose_name="原因",
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("total", models.PositiveIntegerField(default=0, verbose_name="要算的")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已算的")),
                ("last_pk", models.PositiveBigIntegerField(default=0)),
                ("started_at", models.DateTimeField(verbose_name="开始时间")),
                ("touched_at", models.DateTimeField(verbose_name="最近进展")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
            ],
            options={
                "verbose_name": "重算期限",
                "verbose_name_plural": "重算期限",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Moved",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        primary_key=True, serialize=False, verbose_name="ID", auto_created=True
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("object_id", models.PositiveBigIntegerField()),
                ("organ_id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                ("before", models.CharField(max_length=200, verbose_name="原来的期限")),
                ("after", models.CharField(max_length=200, verbose_name="现在的期限")),
                (
                    "recomputation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moved",
                        to="cases.recomputation",
                    ),
                ),
            ],
            options={
                "verbose_name": "期限变动",
                "verbose_name_plural": "期限变动",
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="recomputation",
            constraint=models.UniqueConstraint(
                fields=("day", "fingerprint"), name="recomputation_once"
            ),
        ),
    ]
