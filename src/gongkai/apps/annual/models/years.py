"""The units of a year, frozen; and reports of years before the platform."""

from django.db import models

from gongkai.apps.annual.models.reports import ReportKind
from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.organs.models import Organ


class UnitList(AppendOnlyModel):
    """The list of who reports to whom in a year, frozen by the county office; a change is a new list."""

    government = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="unit_lists")
    year = models.PositiveSmallIntegerField("年度")
    frozen_at = models.DateTimeField("确定时间")
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField("确定人", max_length=80, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送单位名单"
        ordering = ["-id"]


class Unit(AppendOnlyModel):
    """One unit of a list. `successor`: who reports for it where it was merged or abolished; its own row is
    empty then, its records count in the successor's report.

    `kind`: which report the sum takes, the organ's own or, of a government below, its aggregate.
    """

    units = models.ForeignKey(UnitList, on_delete=models.PROTECT, related_name="units")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        "报告种类", max_length=10, choices=ReportKind.choices, default=ReportKind.OWN
    )
    # Why it stands in the list, or is not in it, against the proposal.
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送单位"
        constraints = [models.UniqueConstraint(fields=["units", "organ"], name="unit_once")]


class JointDocument(AppendOnlyModel):
    """联合发文 that a unit counted although its lead organ counts it: the sum takes it away again.

    `cells`: those of 表二 in which `organ` counted it. A document that two ledgers hold under one number needs
    no row here, the sum finds it. `withdrawn`: the row takes back an earlier one of the same document.
    """

    government = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    document = models.CharField("文件", max_length=260)
    lead = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="+", verbose_name="主办机关"
    )
    organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="+", verbose_name="联合发文机关"
    )
    cells = models.JSONField("项目", default=list)
    reason = models.CharField("理由", max_length=500)
    withdrawn = models.BooleanField("撤回", default=False)
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "联合发文"
        ordering = ["id"]
        indexes = [models.Index(fields=["government", "year"])]


class Agreement(AppendOnlyModel):
    """核对: what the 司法行政 department says of a government's numbers of 行政规范性文件, beside its own register.

    `cells`: the three numbers it was shown; the word holds for these numbers, and the newest one counts.
    """

    government = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    cells = models.JSONField("核对的数")  # cell → text of a decimal, or null
    agreed = models.BooleanField("一致")
    note = models.CharField("核对情况", max_length=300, blank=True)
    organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="+", verbose_name="司法行政部门"
    )
    person_id = models.BigIntegerField("核对人编号", null=True)
    person_name = models.CharField("核对人", max_length=80)
    recorded_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "规范性文件件数的核对"
        ordering = ["id"]
        indexes = [models.Index(fields=["government", "year"], name="annual_agreement_of")]


class JudicialDepartment(AppendOnlyModel):
    """Which unit is a government's 司法行政 department; the newest row holds. Without one the name suggests it."""

    government = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, related_name="+", verbose_name="司法行政部门"
    )
    person_id = models.BigIntegerField("选定人编号", null=True)
    person_name = models.CharField("选定人", max_length=80)
    recorded_at = models.DateTimeField("选定时间")

    class Meta:
        verbose_name = verbose_name_plural = "司法行政部门的选定"
        ordering = ["id"]


class Reminder(AppendOnlyModel):
    """催报: a unit was told that its report is due or late, by the county office or by the program."""

    units = models.ForeignKey(UnitList, on_delete=models.PROTECT, related_name="reminders")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("催报日期")
    text = models.CharField("内容", max_length=300)
    person_id = models.BigIntegerField("催报人编号", null=True)
    person_name = models.CharField("催报人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("催报时间")

    class Meta:
        verbose_name = verbose_name_plural = "催报"
        ordering = ["-id"]


class LocalDueDay(AppendOnlyModel):
    """An earlier day than the law's by which a government wants its units' reports; the newest row holds."""

    government = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    on = models.DateField("报送期限")
    source = models.CharField("依据", max_length=200)
    person_id = models.BigIntegerField("设定人编号", null=True)
    person_name = models.CharField("设定人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = verbose_name_plural = "当地报送期限"
        ordering = ["-id"]


class PastReport(AppendOnlyModel):
    """A report of an earlier year as the reader read it: opening figures and series.

    Rows are only added: of an organ, year and kind the newest counts, the older ones say what it replaced.
    `path`: the file as it was given, below MEDIA_ROOT, named by its digest.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="past_reports")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("种类", max_length=10, choices=ReportKind.choices, default="own")
    form = models.CharField("格式", max_length=4)
    title = models.CharField("标题", max_length=200)
    cells = models.JSONField("数字")  # cell → text of a decimal, or null
    texts = models.JSONField("文字")  # section → text
    findings = models.JSONField("校核结果", default=list)  # as they stood when it was imported
    # Whether the report itself was published: only then its figures may stand on the public page.
    public = models.BooleanField("已经公布", default=False)
    source_name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("文件种类", max_length=100, default="", blank=True)
    size = models.PositiveBigIntegerField("文件大小", default=0)
    path = models.CharField("文件位置", max_length=140, default="", blank=True)
    sha256 = models.CharField("文件摘要", max_length=64)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField("导入人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "往年报告"
        ordering = ["organ", "year", "-id"]
        indexes = [models.Index(fields=["organ", "kind", "year"], name="annual_past_of_organ")]

    def __str__(self) -> str:
        return f"{self.organ.short_name}{self.year}年度{self.get_kind_display()}"
