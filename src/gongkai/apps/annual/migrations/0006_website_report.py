"""政府网站工作年度报表; what was stated in it and who passed it on is not changed afterwards."""

import django.db.models.deletion
from django.db import migrations, models

from gongkai.apps.audit.guards import guarded

TABLES = ("annual_websitevalue", "annual_websitestep")
MESSAGE = "年度报告的登记只能追加"
STATES = [
    ("drafting", "填报"),
    ("to_head", "待负责人签发"),
    ("returned", "已退回"),
    ("signed", "已签发"),
    ("published", "已公布"),
]


def _id():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _state():
    return models.CharField(choices=STATES, max_length=10, verbose_name="状态")


def _to(model, name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to=model
    )


class Migration(migrations.Migration):
    dependencies = [("annual", "0005_problems_as_tasks"), ("organs", "0004_alter_post_kind")]

    operations = [
        migrations.CreateModel(
            "WebsiteReport",
            [
                ("id", _id()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("state", _state()),
                ("item_id", models.BigIntegerField(null=True, verbose_name="公开页面")),
                ("signed_content", models.JSONField(null=True, verbose_name="签发时的全文")),
                (
                    "correction_note",
                    models.CharField(blank=True, max_length=300, verbose_name="更正说明"),
                ),
                ("organ", _to("organs.organ", "website_reports")),
            ],
            {
                "verbose_name": "网站工作年度报表",
                "verbose_name_plural": "网站工作年度报表",
                "ordering": ["-year", "organ", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["organ", "year", "version"], name="website_report_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "WebsiteStep",
            [
                ("id", _id()),
                ("state", _state()),
                ("on", models.DateField(verbose_name="日期")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="办理人编号")),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=80, verbose_name="办理人"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                ("report", _to("annual.websitereport", "steps")),
            ],
            {
                "verbose_name": "网站报表的经过",
                "verbose_name_plural": "网站报表的经过",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            "WebsiteValue",
            [
                ("id", _id()),
                ("field", models.CharField(max_length=40, verbose_name="项目")),
                (
                    "value",
                    models.CharField(blank=True, max_length=200, verbose_name="填写的内容"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="填报人编号")),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=80, verbose_name="填报人"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="填报时间")),
                ("report", _to("annual.websitereport", "values")),
            ],
            {
                "verbose_name": "网站报表填写的内容",
                "verbose_name_plural": "网站报表填写的内容",
                "ordering": ["id"],
            },
        ),
        guarded(TABLES, MESSAGE),
    ]
