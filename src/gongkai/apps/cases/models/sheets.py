"""办理单: what a step of the procedure says beyond its event, and what waits for another's approval."""

from django.db import models

from gongkai.apps.cases.models.cases import Case
from gongkai.apps.cases.models.events import Event
from gongkai.apps.cases.models.parties import Party
from gongkai.apps.organs.models import Person


class SheetKind(models.TextChoices):
    CORRECTION = "correction", "补正事项"  # {"points": […], "limit": working days}
    OPINION = "opinion", "被征求意见方的意见"  # {"opinion", "reasons"}
    REASONS = (
        "reasons",
        "要求说明理由",
    )  # {"found": number and frequency, "limit"}, later {"given", "finding"}
    EXTENSION = "extension", "延期审批"  # {"days", "reason"}, later {"answer"}
    FEE = "fee", "收费审批"  # {"scale", "yuan", "nth", "pages", "reason", "lines": […]}
    SEARCH = "search", "检索记录"  # {"places": […], "words": […], "on", "searcher", "found"}
    PROOF = "proof", "凭证"  # {"proof"}: of service, of receipt, of payment


class SheetState(models.TextChoices):
    OPEN = "open", "拟办"
    APPROVED = "approved", "同意"
    DECLINED = "declined", "不同意"
    DONE = "done", "已办"
    DROPPED = "dropped", "不再使用"


class Sheet(models.Model):
    """One sheet; its content lies sealed, for it may name people. `event`: the fact it led to.

    `drafted_by` proposed or wrote it, `decided_by` agreed or not (延期, 收费).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sheets")
    kind = models.CharField("办理单种类", max_length=12, choices=SheetKind.choices)
    state = models.CharField("状态", max_length=10, choices=SheetState.choices)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets"
    )
    sealed = models.BinaryField(default=bytes)
    drafted_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="填写人"
    )
    drafted_at = models.DateTimeField("填写时间")
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets"
    )

    class Meta:
        verbose_name = verbose_name_plural = "办理单"
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "kind", "state"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.pk}"
