"""Decisions by the seven steps, version by version; and when withheld information is looked at again."""

from django.db import models

from gongkai.apps.cases.models.cases import Case
from gongkai.apps.organs.models import Person


class Decision(models.Model):
    """One proposal: an outcome with the findings and records it rests on; a later version replaces it.

    `steps`: {step: {"finding", "reason"}}, `grounds`: outcome codes a partial release withholds under,
    `records`: the mandatory records of the outcome (may name people, so they lie sealed with the reasons).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    version = models.PositiveSmallIntegerField("版本")
    outcome = models.CharField("办理结果", max_length=16, blank=True)
    variant = models.CharField("情形", max_length=40, blank=True)
    grounds = models.JSONField("不予公开部分的依据", default=list)
    sealed = models.BinaryField(
        default=bytes
    )  # {"steps": …, "records": …, "reasons": text of the letter}
    drafted_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="拟办人"
    )
    drafted_at = models.DateTimeField("拟办时间")
    proposed_at = models.DateTimeField("提出时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="审核人",
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    approved = models.BooleanField("审核结论", null=True)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "处理意见"
        ordering = ["case", "version"]
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="decision_version")]


class Reassessment(models.Model):
    """定期评估 (Art. 18): what was withheld is looked at again by a day; each look makes the next one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reassessments")
    due_on = models.DateField("评估期限")
    done_on = models.DateField("评估日期", null=True, blank=True)
    finding = models.CharField("评估结论", max_length=300, blank=True)
    opened = models.BooleanField("转为公开", null=True)
    person_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "定期评估"
        ordering = ["due_on"]
