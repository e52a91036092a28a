"""核对: the word of the 司法行政 department on a government's numbers of 行政规范性文件; only added to."""

import django.db.models.deletion
from django.db import migrations, models

from gongkai.apps.audit.guards import guarded

TABLES, MESSAGE = ("annual_agreement",), "年度报告的数据和记录只能追加"


class Migration(migrations.Migration):
    dependencies = [("annual", "0009_keys_end"), ("organs", "0004_alter_post_kind")]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("cells", models.JSONField(verbose_name="核对的数")),
                ("agreed", models.BooleanField(verbose_name="一致")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="核对情况")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="核对人编号")),
                ("person_name", models.CharField(max_length=80, verbose_name="核对人")),
                ("recorded_at", models.DateTimeField(verbose_name="核对时间")),
                ("government", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ", verbose_name="司法行政部门")),
            ],
            options={
                "verbose_name": "规范性文件件数的核对",
                "verbose_name_plural": "规范性文件件数的核对",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["government", "year"], name="annual_agreement_of")],
            },
        ),
        guarded(TABLES, MESSAGE),
    ]  # fmt: skip
