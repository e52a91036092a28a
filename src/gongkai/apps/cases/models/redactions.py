"""区分处理: marks on the pages of a file, each with its ground; the output has nothing under them."""

from django.db import models

from gongkai.apps.cases.models.cases import Case
from gongkai.apps.cases.models.files import CaseFile
from gongkai.apps.organs.models import Person


class Redaction(models.Model):
    """One file on the redaction desk. `output` is made by one person and checked by another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="redactions")
    source = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="redactions")
    output = models.ForeignKey(
        CaseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "区分处理"
        ordering = ["id"]


class RedactionPiece(models.Model):
    """A rectangle on a page (fractions of its width and height, from the top left), with its ground."""

    redaction = models.ForeignKey(Redaction, on_delete=models.CASCADE, related_name="pieces")
    page = models.PositiveIntegerField("页")
    left = models.FloatField()
    top = models.FloatField()
    width = models.FloatField()
    height = models.FloatField()
    ground = models.CharField("依据", max_length=16)  # an outcome code: NO_THIRD, NO_SECRET …
    category = models.CharField(
        "内容类别", max_length=60
    )  # 个人隐私、商业秘密 …; never the content itself
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "遮盖处"
        ordering = ["page", "top", "left"]
