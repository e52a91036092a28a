"""政府网站工作年度报表: one a site and year; what is stated in it, and the hands it passes through."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.organs.models import Organ


class WebsiteState(models.TextChoices):
    DRAFTING = "drafting", "填报"
    TO_HEAD = "to_head", "待负责人签发"
    RETURNED = "returned", "已退回"
    SIGNED = "signed", "已签发"
    PUBLISHED = "published", "已公布"


class WebsiteReport(models.Model):
    """The form of one year; a correction after publication is a new `version`.

    Its acts change the row (state, page, signed form), so the database does not guard it: the log holds its digest
    after each, and verify asks for the newest.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="website_reports")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=10, choices=WebsiteState.choices)
    item_id = models.BigIntegerField("公开页面", null=True)
    # The whole form as it was signed: what is published is this, whatever is counted later.
    signed_content = models.JSONField("签发时的全文", null=True)
    correction_note = models.CharField("更正说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网站工作年度报表"
        ordering = ["-year", "organ", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "version"], name="website_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}年度政府网站工作年度报表"


class WebsiteValue(AppendOnlyModel):
    """What a person states for one field: the newest row holds. "" takes an earlier one back.

    Where the platform counts the field itself, `note` says why another value stands.
    """

    report = models.ForeignKey(WebsiteReport, on_delete=models.PROTECT, related_name="values")
    field = models.CharField("项目", max_length=40)
    value = models.CharField("填写的内容", max_length=200, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    person_id = models.BigIntegerField("填报人编号", null=True)
    person_name = models.CharField("填报人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = verbose_name_plural = "网站报表填写的内容"
        ordering = ["id"]


class WebsiteStep(AppendOnlyModel):
    """送签、退回、签发、公布: who, when, in what state it left the form, with what words."""

    report = models.ForeignKey(WebsiteReport, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField("状态", max_length=10, choices=WebsiteState.choices)
    on = models.DateField("日期")
    note = models.CharField("意见", max_length=500, blank=True)
    person_id = models.BigIntegerField("办理人编号", null=True)
    person_name = models.CharField("办理人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "网站报表的经过"
        ordering = ["id"]
