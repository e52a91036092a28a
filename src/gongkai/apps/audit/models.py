"""One row an act, each bound to the row before it; a daily seal over the chain."""

from django.db import models


class Outcome(models.TextChoices):
    DONE = "done", "完成"
    REFUSED = "refused", "未获准许"


class Entry(models.Model):
    """Who did what to which thing, from where, when; what it was before and after.

    Written by `gongkai.apps.audit.actions.record` only. `hash` covers every other field and the hash
    of the row before, so that an edited, removed or inserted row is found (`gongkai audit verify`).
    """

    seq = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    person_id = models.BigIntegerField("人员编号", null=True)
    person_name = models.CharField("人员", max_length=80, blank=True)
    organ_id = models.BigIntegerField("机关编号", null=True)
    organ_name = models.CharField("机关", max_length=120, blank=True)
    address = models.CharField("来自地址", max_length=64, blank=True)
    act = models.CharField("行为", max_length=60)
    subject_kind = models.CharField("对象类别", max_length=40, blank=True)
    subject_id = models.CharField("对象编号", max_length=64, blank=True)
    subject_label = models.CharField("对象", max_length=300, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    before = models.JSONField("之前", null=True)
    after = models.JSONField("之后", null=True)
    note = models.TextField("说明", blank=True)
    previous_hash = models.CharField("前一行摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["at"]),
            models.Index(fields=["person_id", "at"]),
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["act", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject_label}"


class ChainHead(models.Model):
    """The one row that is locked while an entry is added: the chain has no branches."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)


class Seal(models.Model):
    """The root of the chain at the end of a day, to be kept outside as well."""

    day = models.DateField("日期", unique=True)
    last_seq = models.PositiveBigIntegerField("末行序号")
    root = models.CharField("当日封印", max_length=64)
    sealed_at = models.DateTimeField("封印时间")

    class Meta:
        verbose_name = verbose_name_plural = "每日封印"
        ordering = ["-day"]
