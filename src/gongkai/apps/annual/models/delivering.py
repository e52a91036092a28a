"""Figures that come all at once: a report file, typed tables, or a program with a key."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.organs.models import Organ


class DeliveryKind(models.TextChoices):
    FILE = "file", "报告文件"
    TYPED = "typed", "网页填写"
    API = "api", "接口报送"


class DeliveryScope(models.TextChoices):
    """Which cells an organ keeps elsewhere."""

    CASES = "cases", "表三、表四"
    ALL = "all", "表二、表三、表四"


class DeliveryKey(models.Model):
    """Lets a program state figures of one organ. The key itself is shown once; only its digest is kept.

    Written again when it is renewed or revoked; the log holds each. `expires_on`: its last day.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="delivery_keys")
    label = models.CharField("用途", max_length=80)
    digest = models.CharField("摘要", max_length=64, unique=True)
    made_by = models.BigIntegerField("发放人编号", null=True)
    made_by_name = models.CharField("发放人", max_length=80, blank=True)
    made_at = models.DateTimeField("发放时间")
    expires_on = models.DateField("有效期至")
    revoked_by_name = models.CharField("停用人", max_length=80, blank=True)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "接口报送密钥"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.organ.short_name}：{self.label}"


class Delivery(AppendOnlyModel):
    """One hand-in. `scope` "" for a program's; its figures are the statements that name it.

    A file or typed tables are looked at first: without statements it was not taken.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="deliveries")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("方式", max_length=8, choices=DeliveryKind.choices)
    scope = models.CharField("范围", max_length=8, choices=DeliveryScope.choices, blank=True)
    key = models.ForeignKey(
        DeliveryKey, null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    # What the program calls this hand-in: the same again is answered as the first time.
    token = models.CharField("报送编号", max_length=80, blank=True)
    name = models.CharField("文件名", max_length=200, blank=True)
    media_type = models.CharField("文件类型", max_length=120, blank=True)
    size = models.PositiveBigIntegerField("大小", default=0)
    sha256 = models.CharField("SHA-256", max_length=64)
    # Below MEDIA_ROOT; "" where nothing but the figures came.
    path = models.CharField("存放", max_length=120, blank=True)
    # As sent: cell → text of a decimal, or null for a blank.
    cells = models.JSONField("数字", default=dict)
    # What the rules said of them: [{"code", "severity", "message", "cells"}].
    findings = models.JSONField("检查结果", default=list)
    person_id = models.BigIntegerField("报送人编号", null=True)
    person_name = models.CharField("报送人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = verbose_name_plural = "报送"
        ordering = ["-id"]
        indexes = [models.Index(fields=["year", "organ"])]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "token"], condition=~models.Q(token=""), name="delivery_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ.short_name}{self.year}年度{self.get_kind_display()}"


class Taking(AppendOnlyModel):
    """A delivery was taken: its cells became statements. `reason`: why although the register has own cases."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="taking")
    # Numbers of the register's cases and documents that the handed-in cells stand before.
    overridden = models.JSONField("被替代的本机关记录", default=list)
    reason = models.CharField("理由", max_length=500, blank=True)
    person_id = models.BigIntegerField("采用人编号", null=True)
    person_name = models.CharField("采用人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("采用时间")

    class Meta:
        verbose_name = verbose_name_plural = "报送采用"
