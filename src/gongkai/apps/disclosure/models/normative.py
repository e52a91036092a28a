"""行政规范性文件 as a ledger: what was made, and each act that changed or ended it."""

from django.db import models

from gongkai.apps.disclosure.models.items import Item
from gongkai.apps.organs.models import Organ


class NormativeDocument(models.Model):
    """One 行政规范性文件. Whether it is in force on a day is computed (`queries.in_force_on`)."""

    organ = models.ForeignKey(
        Organ,
        verbose_name="制定机关",
        on_delete=models.PROTECT,
        related_name="normative_documents",
    )
    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("发文字号", max_length=60, unique=True)
    registration_number = models.CharField("统一编号", max_length=60, blank=True)
    # 制发: the day it was issued. 表二 counts by this day.
    made_on = models.DateField("制发日期")
    effective_on = models.DateField("施行日期")
    # 有效期: the last day in force, where the document names one.
    valid_until = models.DateField("有效期至", null=True, blank=True)
    item = models.OneToOneField(
        Item,
        verbose_name="公开页面",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="normative_document",
    )

    # When it entered the ledger; None: before the ledger kept the time, known always.
    recorded_at = models.DateTimeField("登记时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "行政规范性文件"
        ordering = ["-made_on", "-id"]

    def __str__(self) -> str:
        return f"{self.title}（{self.document_number}）"


class NormativeEventKind(models.TextChoices):
    AMENDED = "amended", "修改"
    REPEALED = "repealed", "废止"
    EXPIRED = "expired", "宣布失效"
    EXTENDED = "extended", "延长有效期"


class NormativeEvent(models.Model):
    """An act on a normative document: by which document, on which day, why."""

    document = models.ForeignKey(NormativeDocument, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("行为", max_length=10, choices=NormativeEventKind.choices)
    on = models.DateField("生效日期")
    # The document that did it: one of the ledger, or named in words.
    by_document = models.ForeignKey(
        NormativeDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="acts"
    )
    by_text = models.CharField("依据文件", max_length=200, blank=True)
    # For an extension: the new last day in force.
    extended_until = models.DateField("有效期延至", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "规范性文件变动"
        ordering = ["on", "id"]
