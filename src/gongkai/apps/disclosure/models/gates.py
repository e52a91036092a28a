"""The gates an item passes, every decision on it, and what was let through with a reason."""

from django.db import models

from gongkai.apps.disclosure.models.items import Item
from gongkai.apps.organs.models import Organ, Person


class Gate(models.TextChoices):
    POLITICAL = "political_review", "初审（政治关）"
    POLICY = "policy_review", "复审（政策关）"
    WORDING = "wording_review", "终审（文字关）"
    SECRECY = "secrecy_review", "保密审查"


class Decision(models.TextChoices):
    APPROVED = "approved", "通过"
    RETURNED = "returned", "退回"


class Submission(models.Model):
    """送审: a writer hands exactly one revision to the gates. Each begins them anew.

    Whether it still stands is computed (`queries.gates.standing_submission`): a later revision or a
    return ends it.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="submissions")
    revision_id = models.BigIntegerField("修订编号")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField("送审人", max_length=40)
    at = models.DateTimeField("送审时间")

    class Meta:
        verbose_name = verbose_name_plural = "送审"
        ordering = ["id"]


class Review(models.Model):
    """One decision of one person at one gate, about exactly one revision of the item."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reviews")
    submission = models.ForeignKey(
        Submission, null=True, on_delete=models.PROTECT, related_name="reviews"
    )
    revision_id = models.BigIntegerField("修订编号")
    gate = models.CharField("审核关", max_length=20, choices=Gate.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField("审核人", max_length=40)
    decision = models.CharField("意见", max_length=10, choices=Decision.choices)
    reason = models.TextField("说明", blank=True)
    # Given after an urgent publication: the second look.
    afterwards = models.BooleanField("事后复核", default=False)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        ordering = ["id"]


class GateRule(models.Model):
    """Which gates an organ's columns ask for, in order. Absent: `data/gates.yaml` decides."""

    organ = models.ForeignKey(Organ, null=True, blank=True, on_delete=models.PROTECT)
    # A column code or its beginning: "zdgk" covers "zdgk/20-1". Empty: every column.
    column_code = models.CharField("栏目代码（前缀）", max_length=60, blank=True)
    gates = models.JSONField("审核关（按顺序）", default=list)
    since = models.DateField("自何日起")

    class Meta:
        verbose_name = verbose_name_plural = "审核流程"


class Override(models.Model):
    """A finding of the checks that a reviewer let through, with the reason."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="overrides")
    # Names the finding: its code and a digest of the words it is about; not those words.
    finding_key = models.CharField("问题", max_length=120)
    finding_label = models.CharField("问题说明", max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("放行理由")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "带理由放行"


class Remark(models.Model):
    """A note between writer and reviewers, about a place in the text."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="remarks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.CharField("所指文字", max_length=200, blank=True)
    text = models.TextField("批注")
    at = models.DateTimeField("时间")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "批注"
        ordering = ["id"]
