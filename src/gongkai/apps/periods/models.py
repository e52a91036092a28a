"""Which years are locked, and what was amended in them afterwards."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel


class LockedYear(AppendOnlyModel):
    """From `locked_at` on, the facts that decide the report of `year` change by amendment only."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    locked_at = models.DateTimeField("锁定时间")
    person_id = models.BigIntegerField("锁定人编号", null=True)
    person_name = models.CharField("锁定人", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已锁定的年度"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年度"


class Amendment(AppendOnlyModel):
    """A change to a locked year: of what, why, from what to what. It shows in the next compilation."""

    year = models.PositiveSmallIntegerField("年度")
    organ_id = models.BigIntegerField("机关编号", null=True)
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_id = models.CharField("对象编号", max_length=64)
    label = models.CharField("对象", max_length=200)
    before = models.JSONField("之前", null=True)
    after = models.JSONField("之后", null=True)
    reason = models.CharField("理由", max_length=500)
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "锁定后的更正"
        ordering = ["-id"]
        indexes = [models.Index(fields=["year", "organ_id"])]
