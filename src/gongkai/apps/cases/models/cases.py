"""来件、申请: paper → case → row of 表三 are three levels, linked by rows that can be ended, never removed."""

from django.db import models

from gongkai.apps.organs.models import Organ, Person
from gongkai.apps.sealing import seal, unseal

# The columns of 表三 (names of the report's cells); the applicant's legal nature decides.
APPLICANT_KINDS = (
    ("natural", "自然人"),
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("welfare", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other", "其他组织"),
)


RUNS_AGAINST_A_DAY = models.Q(next_due_on__isnull=False)


class CaseKind(models.TextChoices):
    APPLICATION = "application", "政府信息公开申请"
    CORRECTION = "correction", "政府信息更正申请"  # Art. 41; not in 表三
    COMPLAINT = "complaint", "举报投诉"  # Art. 47; not in 表三


class PaperKind(models.TextChoices):
    APPLICATION = "application", "申请"
    CORRECTED = "corrected", "补正"
    ADDITION = "addition", "补充材料"
    REASONS = "reasons", "说明理由"
    OPINION = "opinion", "被征求意见方的意见"
    WITHDRAWAL = "withdrawal", "撤回申请"
    PAYMENT = "payment", "缴费凭证"
    OTHER = "other", "其他来件"


class Paper(models.Model):
    """来件: one thing that arrived by one channel on one day. `number` without gaps in an organ's year.

    `sealed` holds what it says where that is personal ({"text", "from"}); `evidence` is the proof of arrival.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="papers")
    number = models.CharField("收件号", max_length=40, unique=True)
    kind = models.CharField("来件种类", max_length=12, choices=PaperKind.choices)
    channel = models.CharField("提交方式", max_length=20)  # keys of domain.deadlines.channels
    arrived_on = models.DateField("到件日期")
    recorded_at = models.DateTimeField("登记时间")
    evidence = models.CharField("到件凭证", max_length=300, blank=True)
    filled_by_staff = models.BooleanField("工作人员代为填写", default=False)  # Art. 29
    taken_by = models.ForeignKey(
        Person,
        verbose_name="登记人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sealed = models.BinaryField(default=bytes, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "来件"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"来件{self.number}"


class Case(models.Model):
    """One application (一事一申请). Below `# standing` everything is computed from its events.

    `number`: the register's, without gaps in an organ's year. Nobody writes the standing but
    `gongkai.apps.cases.standing.refresh`, in the transaction of the act that recorded an event.
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField("申请编号", max_length=40, unique=True)
    kind = models.CharField("类别", max_length=12, choices=CaseKind.choices)
    applicant_kind = models.CharField("申请人类别", max_length=16, choices=APPLICANT_KINDS)
    subject = models.CharField(
        "申请内容摘要", max_length=120
    )  # in the clerk's words, without names
    sealed = models.BinaryField(default=bytes, blank=True)  # {"description", "needs_assistance"}
    form_wanted = models.CharField("获取信息的方式", max_length=20, blank=True)
    route_wanted = models.CharField("获取信息的途径", max_length=20, blank=True)
    code_hash = models.CharField("查询码摘要", max_length=128, blank=True)
    handler = models.ForeignKey(
        Person,
        verbose_name="承办人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("登记时间")
    # standing
    state = models.CharField(
        "状态", max_length=24, default="draft"
    )  # keys of domain.cases.machine()
    joined_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    counted = models.BooleanField("计入年报", default=True)
    arrived_on = models.DateField("到件日期", null=True)
    received_on = models.DateField("收到申请之日", null=True)
    due_on = models.DateField("答复期限", null=True)
    due_provisional = models.BooleanField("期限暂定", default=False)
    waits_for = models.CharField("期限等待", max_length=60, blank=True)
    next_due_on = models.DateField("最近一个期限", null=True)
    next_due = models.CharField("最近期限是什么", max_length=24, blank=True)
    extended = models.BooleanField("已延期", default=False)
    consulting = models.PositiveSmallIntegerField("正在征求意见的", default=0)
    undelivered = models.BooleanField("答复被退回", default=False)  # and not sent again
    closed_on = models.DateField(
        "办结日期", null=True
    )  # day handed over or posted, or closed without reply
    outcome = models.CharField("办理结果", max_length=16, blank=True)
    variant = models.CharField("办理结果情形", max_length=40, blank=True)
    late_by = models.PositiveSmallIntegerField("逾期工作日", null=True)
    events_held = models.PositiveIntegerField("记录数", default=0)
    # The day as of which all this was computed; silence and lateness depend on it.
    standing_on = models.DateField("计算日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organ", "state", "next_due_on"]),
            models.Index(fields=["state", "next_due_on"]),
            models.Index(fields=["organ", "received_on"]),
            models.Index(fields=["organ", "closed_on"]),
            models.Index(fields=["handler", "state"]),
            # For the desk: what runs against a day, the nearest first; the newest of a state; a year's.
            models.Index(
                fields=["next_due_on", "id"], name="case_desk", condition=RUNS_AGAINST_A_DAY
            ),
            models.Index(
                fields=["organ", "next_due_on", "id"],
                name="case_desk_organ",
                condition=RUNS_AGAINST_A_DAY,
            ),
            models.Index(fields=["state", "id"], name="case_state_newest"),
            models.Index(fields=["received_on"], name="case_received"),
            # Asked as a range: the few about whom somebody is consulted, whatever their state.
            models.Index(fields=["consulting"], name="case_consulting"),
            models.Index(
                fields=["id"], name="case_undelivered", condition=models.Q(undelivered=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.number}"

    @property
    def description(self) -> str:
        """所需政府信息的名称、文号或者特征描述, in the applicant's own words; they name people, so they lie sealed."""
        return str(unseal(bytes(self.sealed)).get("description", ""))

    @description.setter
    def description(self, text: str) -> None:
        self._seal(description=text)

    @property
    def needs_assistance(self) -> str:
        """The help the applicant asked for (Art. 43). It tells of somebody's health."""
        return str(unseal(bytes(self.sealed)).get("needs_assistance", ""))

    @needs_assistance.setter
    def needs_assistance(self, text: str) -> None:
        self._seal(needs_assistance=text)

    def _seal(self, **values: str) -> None:
        self.sealed = seal({**unseal(bytes(self.sealed)), **values})


class Filing(models.Model):
    """A paper belongs to a case from a moment until a moment: splitting and joining end rows, never remove."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="filings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="filings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "来件归属"
        ordering = ["id"]
