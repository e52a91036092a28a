"""What is kept of an imported report: its kind, file and findings; the database refuses to change a row."""

from django.db import migrations, models

from gongkai.apps.audit.guards import guarded

TABLES, MESSAGE = ("annual_pastreport",), "往年报告只能追加"
KINDS = [("own", "本机关报告"), ("government", "本级政府汇总报告")]


class Migration(migrations.Migration):
    dependencies = [("annual", "0006_website_report")]

    operations = [
        migrations.AddField(
            "pastreport",
            "kind",
            models.CharField("种类", max_length=10, choices=KINDS, default="own"),
        ),
        migrations.AddField("pastreport", "findings", models.JSONField("校核结果", default=list)),
        migrations.AddField("pastreport", "public", models.BooleanField("已经公布", default=False)),
        migrations.AddField(
            "pastreport",
            "media_type",
            models.CharField("文件种类", max_length=100, default="", blank=True),
        ),
        migrations.AddField(
            "pastreport", "size", models.PositiveBigIntegerField("文件大小", default=0)
        ),
        migrations.AddField(
            "pastreport",
            "path",
            models.CharField("文件位置", max_length=140, default="", blank=True),
        ),
        migrations.AddIndex(
            "pastreport",
            models.Index(fields=["organ", "kind", "year"], name="annual_past_of_organ"),
        ),
        # Last: SQLite may have built the table anew above, which drops its triggers.
        guarded(TABLES, MESSAGE),
    ]
