"""文书与送达: drafted by one, approved and numbered by another, served with proof."""

from django.db import models

from gongkai.apps.cases.models.cases import Case
from gongkai.apps.cases.models.files import CaseFile
from gongkai.apps.cases.models.parties import Party
from gongkai.apps.organs.models import Organ, Person
from gongkai.apps.sealing import seal, unseal


class LetterState(models.TextChoices):
    DRAFT = "draft", "拟稿"
    TO_REVIEW = "to_review", "待审核"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已签发"
    DROPPED = "dropped", "不再使用"


class Letter(models.Model):
    """A notice or answer. `template`: a key of the letter templates (N04, N14-open-give …).

    `sealed`: {"values": what the clerk gave, "files": pks of what goes along, "authors": who wrote in it,
    "program": what the program filled in when it was signed}. `number` (文号) is given at
    approval, without gaps in an organ's year. `signed_on` is the day on the paper.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="letters")
    template = models.CharField("文书种类", max_length=40)
    addressee = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField("状态", max_length=10, choices=LetterState.choices)
    number = models.CharField("文号", max_length=60, blank=True)
    sealed = models.BinaryField(default=bytes)
    drafted_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="拟稿人"
    )
    drafted_at = models.DateTimeField("拟稿时间")
    reviewed_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="签发人",
    )
    approved_at = models.DateTimeField("签发时间", null=True, blank=True)
    return_reason = models.CharField("退回理由", max_length=300, blank=True)
    drop_reason = models.CharField("不再使用的理由", max_length=300, blank=True)
    signed_on = models.DateField("落款日期", null=True, blank=True)
    docx = models.ForeignKey(
        CaseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.ForeignKey(
        CaseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~models.Q(number=""), name="letter_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number or '（未编号）'}"


class DispatchWay(models.TextChoices):
    DIRECT = "direct", "直接送达"
    THROUGH_ORGAN = "through_organ", "委托其他机关转交"
    POST = "post", "邮政企业寄送"
    ONLINE = "online", "网上送达"


class HeldDispatches(models.Manager["Dispatch"]):
    """Those whose record holds: one recorded in error is left out, and kept."""

    def get_queryset(self) -> models.QuerySet["Dispatch"]:
        return super().get_queryset().filter(voided_at=None)


class Dispatch(models.Model):
    """送达: `sent_on` (handed over or posted) is the day of reply (235号); `delivered_on` needs its proof.

    Its days are those of the events that record them and are amended with them. `proof_note` (who signed,
    why it came back) names people, so it lies sealed.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    way = models.CharField("送达方式", max_length=16, choices=DispatchWay.choices)
    sent_on = models.DateField("送出日期")
    through = models.CharField("转交机关", max_length=120, blank=True)
    mail_number = models.CharField("邮件号码", max_length=40, blank=True)
    delivered_on = models.DateField("收到日期", null=True, blank=True)
    proof = models.ForeignKey(
        CaseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField(default=bytes, blank=True)  # {"note"}
    failed_on = models.DateField("退回日期", null=True, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = HeldDispatches()
    recorded = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        ordering = ["id"]

    @property
    def proof_note(self) -> str:
        """送达凭证, or why it came back."""
        return str(unseal(bytes(self.sealed)).get("note", ""))

    @proof_note.setter
    def proof_note(self, text: str) -> None:
        self.sealed = seal({"note": text[:300]}) if text else b""
