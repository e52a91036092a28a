"""区分处理: marks on the pages of a file, each with its ground; the output has nothing under them."""

from django.db import models

from gongkai.apps.cases.models.cases import Case
from gongkai.apps.cases.models.files import CaseFile
from gongkai.apps.organs.models import Person


class Redaction(models.Model):
    """One file on the redaction desk. `output` is made by one person and checked by another.

    `prepared`: the file as pages, where the source has none of its own (a Word file as PDF).
    `pages`: [[width, height], …] of every page as it is shown, in points (pictures: pixels).
    `remarks`: sentences on what was seen when the file was opened; never its content.
    `changes` grows with every change: a page shown before somebody else's change is refused.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="redactions")
    source = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="redactions")
    prepared = models.ForeignKey(
        CaseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pages = models.JSONField("页面", default=list)
    remarks = models.JSONField("打开文件时的提示", default=list)
    changes = models.PositiveIntegerField("改动次数", default=0)
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("开始时间", null=True)
    output = models.ForeignKey(
        CaseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)
    dropped_at = models.DateTimeField("作废时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区分处理"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"区分处理{self.pk}"


class RedactionPiece(models.Model):
    """A rectangle on a page (fractions of its width and height, from the top left), with its ground.

    Ground, category and reason may be empty while marking; nothing is made before they are given.
    """

    redaction = models.ForeignKey(Redaction, on_delete=models.CASCADE, related_name="pieces")
    page = models.PositiveIntegerField("页")
    left = models.FloatField()
    top = models.FloatField()
    width = models.FloatField()
    height = models.FloatField()
    ground = models.CharField("依据", max_length=16, blank=True)  # an outcome code: NO_THIRD …
    category = models.CharField(
        "内容类别", max_length=60, blank=True
    )  # 个人隐私、商业秘密 …; never the content itself
    reason = models.CharField("理由", max_length=300, blank=True)
    marked_by = models.BigIntegerField("标记人编号", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "遮盖处"
        ordering = ["page", "top", "left", "id"]
