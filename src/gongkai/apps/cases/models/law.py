"""The county's own answers where the law leaves them open, version by version."""

from django.db import models


class LocalRules(models.Model):
    """A version of the local file (`domain.law.parse_local`), in force in the program from `recorded_at`."""

    text = models.TextField("本地规则")
    note = models.CharField("修改说明", max_length=300)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField("修改人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = verbose_name_plural = "本地规则"
        ordering = ["-id"]


class Recomputation(models.Model):
    """重算期限: every running case computed anew, because a day began or the rules changed.

    `fingerprint`: of the rules it was done by. `last_pk`: how far it has come; a broken one goes on from there.
    """

    DAILY, LAW = "daily", "law"
    REASONS = ((DAILY, "新的一天"), (LAW, "规则有变动"))

    day = models.DateField("日期")
    reason = models.CharField("原因", max_length=8, choices=REASONS)
    fingerprint = models.CharField(max_length=64)
    total = models.PositiveIntegerField("要算的", default=0)
    done = models.PositiveIntegerField("已算的", default=0)
    last_pk = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField("开始时间")
    touched_at = models.DateTimeField("最近进展")
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "重算期限"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "fingerprint"], name="recomputation_once")
        ]


class Moved(models.Model):
    """What a recomputation moved: the due day of a case, or of an answer in a review. `after` may be a refusal."""

    recomputation = models.ForeignKey(Recomputation, on_delete=models.CASCADE, related_name="moved")
    kind = models.CharField(max_length=8)  # case, remedy
    object_id = models.PositiveBigIntegerField()
    organ_id = models.BigIntegerField()
    number = models.CharField("编号", max_length=40)
    before = models.CharField("原来的期限", max_length=200)
    after = models.CharField("现在的期限", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "期限变动"
        ordering = ["id"]
