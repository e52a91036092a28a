"""A remedy and what happened in it: events that are only added; conclusions in `queries`."""

from django.db import models

from gongkai.apps.audit.models import AppendOnlyModel
from gongkai.apps.cases.models import Case, CaseFile
from gongkai.apps.organs.models import Organ


class RemedyKind(models.TextChoices):
    REVIEW = "review", "行政复议"
    SUIT = "suit", "行政诉讼"


class Role(models.TextChoices):
    RESPONDENT = "respondent", "被申请人"
    DEFENDANT = "defendant", "被告"
    CO_DEFENDANT_MAKER = "co_defendant_maker", "共同被告（作出原行政行为的机关）"
    CO_DEFENDANT_REVIEW = "co_defendant_review", "共同被告（复议机关）"
    THIRD_PARTY = "third_party", "第三人"


class Remedy(models.Model):
    """One review, or one suit through all its instances. `case` None: not over an application (Art. 51).

    Standing below is computed from the events by `gongkai.apps.remedies.standing.refresh`.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="remedies")
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="remedies"
    )
    kind = models.CharField("种类", max_length=8, choices=RemedyKind.choices)
    number = models.CharField("登记号", max_length=40, unique=True)
    role = models.CharField("本机关地位", max_length=24, choices=Role.choices)
    against = models.CharField("所涉行为", max_length=200)  # 答复文号 or "逾期未答复"
    forum = models.CharField("复议机关或者法院", max_length=120)
    forum_number = models.CharField("案号", max_length=80, blank=True)
    after_review = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="suits"
    )
    through_review = models.BooleanField("经过复议", default=False)
    review_was_first = models.BooleanField("依法应当复议前置", null=True)
    sealed = models.BinaryField(default=bytes)  # {"applicant": …}
    created_at = models.DateTimeField("登记时间")
    # standing
    state = models.CharField("状态", max_length=16, default="open")
    brought_on = models.DateField("提起日期", null=True)
    result = models.CharField("结果", max_length=40, blank=True)
    column = models.CharField("表四的列", max_length=16, blank=True)
    concluded_on = models.DateField("了结日期", null=True)
    answer_due_on = models.DateField("答复期限", null=True)
    answered_on = models.DateField("答复日期", null=True)
    reply_due_on = models.DateField("重新答复期限", null=True)
    events_held = models.PositiveIntegerField("记录数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organ", "state", "answer_due_on"]),
            models.Index(fields=["organ", "kind", "concluded_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.number}"


class RemedyPaper(models.Model):
    """What was sent or received in a remedy; the file itself lies sealed as those of cases do."""

    class Kind(models.TextChoices):
        APPLICATION = "application", "复议申请书、起诉状"
        NOTICE = "notice", "答复通知书、应诉通知书"
        ANSWER = "answer", "答复书、答辩状"
        EVIDENCE = "evidence", "证据、依据材料"
        DECISION = "decision", "决定书、裁判文书"
        APPEAL = "appeal", "上诉状"
        OTHER = "other", "其他材料"

    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField("材料种类", max_length=12, choices=Kind.choices)
    on = models.DateField("日期")
    file = models.OneToOneField(CaseFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼材料"
        ordering = ["id"]


class ResultColumns(models.Model):
    """A version of the county's own assignment of results to columns of 表四: {result: column}."""

    columns = models.JSONField("归列", default=dict)
    note = models.CharField("修改说明", max_length=300)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField("修改人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = verbose_name_plural = "结果归列"
        ordering = ["-id"]


class RemedyEvent(AppendOnlyModel):
    """One fact: kinds and their facts in data/events.yaml. Wrong records are replaced, never changed."""

    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField("序号")
    kind = models.CharField("事实", max_length=32)
    on = models.DateField("发生日期")
    facts = models.JSONField("内容", default=dict)
    note = models.CharField("说明", max_length=500, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    entry_seq = models.PositiveBigIntegerField("审计行", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼记录"
        ordering = ["remedy", "number"]
        constraints = [
            models.UniqueConstraint(fields=["remedy", "number"], name="remedy_event_number")
        ]


class RemedyFigures(models.Model):
    """What 表四 counts of one remedy, by recorded time, as `cases.Figures` does for 表三."""

    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="figures")
    organ_id = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    block = models.CharField(max_length=16)  # review, direct, after_review; "" not counted for us
    column = models.CharField(max_length=16, blank=True)  # upheld, corrected, other; "" pending
    brought_on = models.DateField(null=True)
    concluded_on = models.DateField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "表四计数"
        indexes = [models.Index(fields=["organ_id", "until", "block"])]
