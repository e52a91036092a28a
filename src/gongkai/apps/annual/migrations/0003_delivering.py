"""Figures that come all at once; a figure can be taken back; the database refuses to change what was said."""

import django.db.models.deletion
from django.db import migrations, models

from gongkai.apps.audit.guards import guarded

TABLES = ("annual_statement", "annual_confirmation", "annual_delivery", "annual_taking")
MESSAGE = "填报的数据只能追加"


def _id():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _to(model, name, null=False):
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name=name, to=model
    )


class Migration(migrations.Migration):
    dependencies = [
        ("annual", "0002_signed_content"),
        ("organs", "0004_alter_post_kind"),
    ]

    operations = [
        migrations.AlterField(
            "statement",
            "value",
            models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="数值"),
        ),
        migrations.CreateModel(
            "DeliveryKey",
            [
                ("id", _id()),
                ("label", models.CharField(max_length=80, verbose_name="用途")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="摘要")),
                ("made_by", models.BigIntegerField(null=True, verbose_name="发放人编号")),
                (
                    "made_by_name",
                    models.CharField(blank=True, max_length=80, verbose_name="发放人"),
                ),
                ("made_at", models.DateTimeField(verbose_name="发放时间")),
                (
                    "revoked_by_name",
                    models.CharField(blank=True, max_length=80, verbose_name="停用人"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="停用时间"),
                ),
                ("organ", _to("organs.organ", "delivery_keys")),
            ],
            {
                "verbose_name": "接口报送密钥",
                "verbose_name_plural": "接口报送密钥",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            "Delivery",
            [
                ("id", _id()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "kind",
                    models.CharField(
                        choices=[("file", "报告文件"), ("typed", "网页填写"), ("api", "接口报送")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[("cases", "表三、表四"), ("all", "表二、表三、表四")],
                        max_length=8,
                        verbose_name="范围",
                    ),
                ),
                ("token", models.CharField(blank=True, max_length=80, verbose_name="报送编号")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="文件名")),
                (
                    "media_type",
                    models.CharField(blank=True, max_length=120, verbose_name="文件类型"),
                ),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="大小")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("path", models.CharField(blank=True, max_length=120, verbose_name="存放")),
                ("cells", models.JSONField(default=dict, verbose_name="数字")),
                ("findings", models.JSONField(default=list, verbose_name="检查结果")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="报送人编号")),
                ("person_name", models.CharField(blank=True, max_length=80, verbose_name="报送人")),
                ("recorded_at", models.DateTimeField(verbose_name="收到时间")),
                ("organ", _to("organs.organ", "deliveries")),
                ("key", _to("annual.deliverykey", "deliveries", null=True)),
            ],
            {
                "verbose_name": "报送",
                "verbose_name_plural": "报送",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["year", "organ"], name="annual_deli_year_a45c3d_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["key", "token"], condition=~models.Q(token=""), name="delivery_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "Taking",
            [
                ("id", _id()),
                ("overridden", models.JSONField(default=list, verbose_name="被替代的本机关记录")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="采用人编号")),
                ("person_name", models.CharField(blank=True, max_length=80, verbose_name="采用人")),
                ("recorded_at", models.DateTimeField(verbose_name="采用时间")),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taking",
                        to="annual.delivery",
                    ),
                ),
            ],
            {"verbose_name": "报送采用", "verbose_name_plural": "报送采用"},
        ),
        migrations.AddField(
            "statement", "delivery", _to("annual.delivery", "statements", null=True)
        ),
        guarded(TABLES, MESSAGE),
    ]
