"""选定: which unit is a government's 司法行政 department; only added to."""

import django.db.models.deletion
from django.db import migrations, models

from gongkai.apps.audit.guards import guarded

TABLES, MESSAGE = ("annual_judicialdepartment",), "年度报告的数据和记录只能追加"


class Migration(migrations.Migration):
    dependencies = [("annual", "0010_agreement"), ("organs", "0004_alter_post_kind")]

    operations = [
        migrations.CreateModel(
            name="JudicialDepartment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="选定人编号")),
                ("person_name", models.CharField(max_length=80, verbose_name="选定人")),
                ("recorded_at", models.DateTimeField(verbose_name="选定时间")),
                ("government", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ", verbose_name="司法行政部门")),
            ],
            options={
                "verbose_name": "司法行政部门的选定",
                "verbose_name_plural": "司法行政部门的选定",
                "ordering": ["id"],
            },
        ),
        guarded(TABLES, MESSAGE),
    ]  # fmt: skip
