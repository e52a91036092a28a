"""Units with their kind, joint documents, reminders, earlier local days; none of it is changed afterwards."""

import django.db.models.deletion
from django.db import migrations, models

from gongkai.apps.audit.guards import guarded

TABLES = (
    "annual_unitlist", "annual_unit", "annual_adjustment", "annual_jointdocument", "annual_reminder",
    "annual_localdueday",
)  # fmt: skip
MESSAGE = "年度报告的登记只能追加"


class Migration(migrations.Migration):
    dependencies = [("annual", "0003_delivering"), ("organs", "0004_alter_post_kind")]

    operations = [
        migrations.AddField(
            model_name="adjustment",
            name="kind",
            field=models.CharField(default="own", max_length=10, verbose_name="报告种类"),
        ),
        migrations.AddField(
            model_name="compilation",
            name="counts",
            field=models.JSONField(default=dict, verbose_name="计数"),
        ),
        migrations.AddField(
            model_name="unit",
            name="kind",
            field=models.CharField(
                choices=[("own", "本机关报告"), ("government", "本级政府汇总报告")],
                default="own",
                max_length=10,
                verbose_name="报告种类",
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="note",
            field=models.CharField(blank=True, max_length=200, verbose_name="说明"),
        ),
        migrations.CreateModel(
            name="LocalDueDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("on", models.DateField(verbose_name="报送期限")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="设定人编号")),
                ("person_name", models.CharField(blank=True, max_length=80, verbose_name="设定人")),
                ("recorded_at", models.DateTimeField(verbose_name="设定时间")),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                    ),
                ),
            ],
            options={
                "verbose_name": "当地报送期限",
                "verbose_name_plural": "当地报送期限",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="催报日期")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="催报人编号")),
                ("person_name", models.CharField(blank=True, max_length=80, verbose_name="催报人")),
                ("recorded_at", models.DateTimeField(verbose_name="催报时间")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                    ),
                ),
                (
                    "units",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="annual.unitlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "催报",
                "verbose_name_plural": "催报",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="JointDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("document", models.CharField(max_length=260, verbose_name="文件")),
                ("cells", models.JSONField(default=list, verbose_name="项目")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="撤回")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="登记人编号")),
                ("person_name", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="主办机关",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="联合发文机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "联合发文",
                "verbose_name_plural": "联合发文",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        fields=["government", "year"], name="annual_join_governm_f69c8d_idx"
                    )
                ],
            },
        ),
        guarded(TABLES, MESSAGE),
    ]
