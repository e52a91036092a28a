"""Figures that organs hand in; corrections are new rows."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.organs.models import Organ


class Source(models.TextChoices):
    FORM = "form", "网页填报"
    SHEET = "sheet", "表格导入"
    API = "api", "接口报送"
    REPORT = "report", "报告文件读取"


class Statement(AppendOnlyModel):
    """An organ states one figure of a month, or of the whole year (`month` None).

    `cell`: a cell of the form (t2.licences …) or a count of section 一 (one.training …, data/counts.yaml).
    A later row `replaces` an earlier one; a statement counts from the moment it is confirmed by another.
    `value` None takes back what was stated before: the figure is blank again, which is not a zero.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="statements")
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份", null=True)
    cell = models.CharField("项目", max_length=60)
    value = models.DecimalField("数值", max_digits=16, decimal_places=2, null=True)
    source = models.CharField("来源", max_length=8, choices=Source.choices)
    evidence = models.CharField("依据", max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    person_id = models.BigIntegerField("填报人编号", null=True)
    person_name = models.CharField("填报人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("填报时间")
    entry_seq = models.PositiveBigIntegerField("审计行", null=True)
    # The hand-in it came with; None where it was typed or stood in a sheet.
    delivery = models.ForeignKey(
        "annual.Delivery", null=True, on_delete=models.PROTECT, related_name="statements"
    )

    class Meta:
        verbose_name = verbose_name_plural = "报送数据"
        ordering = ["id"]
        indexes = [models.Index(fields=["year", "organ", "cell"])]


class Confirmation(AppendOnlyModel):
    """Another person has held the figure against its source."""

    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, related_name="confirmation"
    )
    person_id = models.BigIntegerField("确认人编号", null=True)
    person_name = models.CharField("确认人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("确认时间")

    class Meta:
        verbose_name = verbose_name_plural = "数据确认"


class Adjustment(AppendOnlyModel):
    """上年结转 differs from last year's 结转下年度: by how much, why, signed by whom; then the equation holds."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="adjustments")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("报告种类", max_length=10, default="own")  # ReportKind
    cell = models.CharField("项目", max_length=60)
    difference = models.DecimalField("差额", max_digits=16, decimal_places=2)
    reason = models.CharField("理由", max_length=500)
    person_id = models.BigIntegerField("签字人编号", null=True)
    person_name = models.CharField("签字人", max_length=80)
    recorded_at = models.DateTimeField("签字时间")

    class Meta:
        verbose_name = verbose_name_plural = "结转调整"
        ordering = ["id"]
