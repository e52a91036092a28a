"""销毁: what of a case may be destroyed is proposed by one and approved by another; this row is what stays."""

from django.db import models

from gongkai.apps.cases.models.cases import Case
from gongkai.apps.organs.models import Person


class DisposalState(models.TextChoices):
    PROPOSED = "proposed", "待批准"
    DECLINED = "declined", "不同意"
    DONE = "done", "已销毁"


class Disposal(models.Model):
    """One proposal to destroy an archived case. Done, it is the tombstone beside number, days and outcome.

    `category`, `years`, `kept_until`: why it was due, as it was known then. `destroyed`: how many of what.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disposals")
    state = models.CharField("状态", max_length=10, choices=DisposalState.choices)
    category = models.CharField("保管类别", max_length=12)
    years = models.PositiveSmallIntegerField("保管年数")
    kept_until = models.DateField("保管到")
    reason = models.CharField("销毁的理由", max_length=300)
    proposed_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="批准人",
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    answer = models.CharField("批准意见", max_length=300, blank=True)
    destroyed = models.JSONField("销毁的数量", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "销毁"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state__in=("proposed", "done")),
                name="disposal_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case.number}的销毁"
