"""A problem is written down step by step and becomes a task; its result is asked for next year."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annual", "0004_units_and_reminders"),
        ("organs", "0004_alter_post_kind"),
    ]

    operations: list[migrations.operations.base.Operation] = [
        migrations.AlterModelOptions(
            name="problem",
            options={
                "ordering": ["report__year", "order", "id"],
                "verbose_name": "问题与改进措施",
                "verbose_name_plural": "问题与改进措施",
            },
        ),
        migrations.AddField(
            model_name="problem",
            name="result_by",
            field=models.CharField(
                blank=True, default="", max_length=80, verbose_name="结果登记人"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="problem",
            name="result_on",
            field=models.DateField(null=True, verbose_name="结果登记日期"),
        ),
        migrations.AddField(
            model_name="problem",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="改动次数"),
        ),
        migrations.AlterField(
            model_name="problem",
            name="due_on",
            field=models.DateField(null=True, verbose_name="完成期限"),
        ),
        migrations.AlterField(
            model_name="problem",
            name="measure",
            field=models.CharField(blank=True, max_length=500, verbose_name="改进措施"),
        ),
        migrations.AlterField(
            model_name="problem",
            name="responsible",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organs.organ",
                verbose_name="责任单位",
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["due_on"], name="annual_prob_due_on_f3132a_idx"),
        ),
    ]
