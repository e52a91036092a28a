"""A report on its way from the clerk to the portal, and everything said about it."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.organs.models import Organ


class ReportKind(models.TextChoices):
    OWN = "own", "本机关报告"
    GOVERNMENT = "government", "本级政府汇总报告"


class ReportState(models.TextChoices):
    DRAFTING = "drafting", "编写"
    TO_HEAD = "to_head", "待负责人签批"
    HANDED_IN = "handed_in", "已报送"
    RETURNED = "returned", "已退回"
    RECEIVED = "received", "已接收"
    SIGNED = "signed", "已签发"
    PUBLISHED = "published", "已公布"


class Report(models.Model):
    """One report: an organ, a year, a kind; a correction after publication is a new `version`.

    Its acts change the row (state, moment, page, signed text), so the database does not guard it: the log holds
    its digest after each, and verify asks for the newest.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("种类", max_length=10, choices=ReportKind.choices)
    version = models.PositiveSmallIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=10, choices=ReportState.choices)
    # The moment whose knowledge the figures show; None until the report is first compiled.
    as_of = models.DateTimeField("数据截止", null=True)
    item_id = models.BigIntegerField("公开页面", null=True)
    # The whole report as it was signed (gongkai.report/1): what is published is this, whatever changes later.
    signed_content = models.JSONField("签批时的全文", null=True)
    correction_note = models.CharField("更正说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度报告"
        ordering = ["-year", "organ", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "kind", "version"], name="report_once")
        ]

    def __str__(self) -> str:
        return f"{self.organ.short_name}{self.year}年度{self.get_kind_display()}"


class Compilation(AppendOnlyModel):
    """The cells of a report as compiled at a moment: kept, so that a repetition can be held against it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="compilations")
    as_of = models.DateTimeField("数据截止")
    cells = models.JSONField("数字")  # cell → text of a decimal, or null
    # The counts of section 一 that units state, as `cells`.
    counts = models.JSONField("计数", default=dict)
    digest = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("汇总时间")
    person_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]


class Passage(AppendOnlyModel):
    """A version of one part of the prose. `part`: preface, one.<aspect>, five.*, six.*, signature.

    Figures stand in it as fields, {{t3.new.total}} or {{one.news}}, which fill themselves.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="passages")
    part = models.CharField("部分", max_length=40)
    number = models.PositiveIntegerField("版本")
    text = models.TextField("文字", blank=True)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "part", "number"], name="passage_version")
        ]


class Explanation(AppendOnlyModel):
    """Why a finding is right as it stands (domain.rules.explained); holds while its figures and words stand."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="explanations")
    code = models.CharField(max_length=12)
    figures = models.JSONField(default=dict)
    words = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=80)
    on = models.DateField()

    class Meta:
        ordering = ["id"]


class Step(AppendOnlyModel):
    """签批、报送、接收、退回、签发、公布: who, when, in what state it left the report, with what words."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=ReportState.choices)
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    findings = models.JSONField(default=list)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Problem(models.Model):
    """存在的主要问题: each with a measure, who answers for it and by when; next year asks for its result.

    A task once its report is handed in or signed. Belongs to every version of its report. Changed while the
    report is written and when there is a result; the newest digest in the log counts.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="problems")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("问题", max_length=500)
    # What is not said yet is a finding of the report, not a refusal: it is written down step by step.
    measure = models.CharField("改进措施", max_length=500, blank=True)
    responsible = models.ForeignKey(
        Organ, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位"
    )
    due_on = models.DateField("完成期限", null=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    result = models.CharField("改进结果", max_length=500, blank=True)
    result_on = models.DateField("结果登记日期", null=True)
    result_by = models.CharField("结果登记人", max_length=80, blank=True)
    version = models.PositiveIntegerField("改动次数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "问题与改进措施"
        ordering = ["report__year", "order", "id"]
        indexes = [models.Index(fields=["due_on"])]

    def __str__(self) -> str:
        return self.text


class Artefact(AppendOnlyModel):
    """A file made of a report, and that it was read back equal to the data."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="artefacts")
    format = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
