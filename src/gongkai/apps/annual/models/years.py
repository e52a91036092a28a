"""The units of a year, frozen; and reports of years before the platform."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.organs.models import Organ


class UnitList(AppendOnlyModel):
    """The list of who reports to whom in a year, frozen by the county office; a change is a new list."""

    government = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="unit_lists")
    year = models.PositiveSmallIntegerField("年度")
    frozen_at = models.DateTimeField("确定时间")
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField("确定人", max_length=80, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送单位名单"
        ordering = ["-id"]


class Unit(AppendOnlyModel):
    """One unit of a list. `successor`: who reports for it where it was merged or abolished in the year."""

    units = models.ForeignKey(UnitList, on_delete=models.PROTECT, related_name="units")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "报送单位"
        constraints = [models.UniqueConstraint(fields=["units", "organ"], name="unit_once")]


class PastReport(AppendOnlyModel):
    """A report of an earlier year as the reader read it: opening figures and series."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="past_reports")
    year = models.PositiveSmallIntegerField("年度")
    form = models.CharField("格式", max_length=4)
    title = models.CharField("标题", max_length=200)
    cells = models.JSONField("数字")  # cell → text of a decimal, or null
    texts = models.JSONField("文字")  # section → text
    source_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField("导入人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "往年报告"
        ordering = ["organ", "year", "-id"]
