"""One row an act, each bound to the row before it; a daily seal over the chain."""

from typing import Any, NoReturn

from django.db import models


class Outcome(models.TextChoices):
    DONE = "done", "完成"
    REFUSED = "refused", "未获准许"


class AppendOnly(models.QuerySet[Any]):
    """Rows are added, never changed or removed; the database's own triggers say the same."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError


class AppendOnlyError(Exception):
    """Somebody tried to change the past."""

    def __init__(self) -> None:
        super().__init__("审计记录和封印只能追加，不能修改，也不能删除。")


class AppendOnlyModel(models.Model):
    """A row that is written once."""

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **(kwargs | {"force_insert": True}))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError


class Entry(AppendOnlyModel):
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
    # The day of the last row: a row of another day seals what stands before it.
    day = models.DateField(null=True)


class Seal(AppendOnlyModel):
    """The end of the chain at the end of a day (or when somebody asked), to be kept outside as well."""

    day = models.DateField("日期")
    last_seq = models.PositiveBigIntegerField("末行序号", unique=True)
    root = models.CharField("当日封印", max_length=64)
    sealed_at = models.DateTimeField("封印时间")

    class Meta:
        verbose_name = verbose_name_plural = "每日封印"
        ordering = ["-last_seq"]

    def __str__(self) -> str:
        return f"{self.day} 第 {self.last_seq} 行"
