"""Who takes part in a case. Everything that names a person lies sealed."""

from django.db import models

from gongkai.apps.cases.models.cases import APPLICANT_KINDS, Case
from gongkai.apps.organs.models import Organ


class PartyRole(models.TextChoices):
    APPLICANT = "applicant", "申请人"
    CO_APPLICANT = "co_applicant", "共同申请人"
    AGENT = "agent", "代理人"
    THIRD_PARTY = "third_party", "第三方"
    JOINT_ORGAN = "joint_organ", "共同制作机关"
    OTHER_ORGAN = "other_organ", "其他机关"
    INTERNAL_UNIT = "internal_unit", "内设机构"


class Party(models.Model):
    """A person or organisation in a case. `sealed`: the values of `parties.Identity`.

    `name_match`, `id_match`, `phone_match`: digests by `sealing.match`, for finding the same applicant again.
    """

    # Which value of `sealed` each digest is made of (see `sealing.rotation`).
    MATCHED = {"name_match": "name", "id_match": "id_number", "phone_match": "phone"}

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField("身份", max_length=16, choices=PartyRole.choices)
    kind = models.CharField("类别", max_length=16, choices=APPLICANT_KINDS, blank=True)
    organ = models.ForeignKey(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField(default=bytes, blank=True)
    name_match = models.CharField(max_length=64, blank=True, db_index=True)
    id_match = models.CharField(max_length=64, blank=True, db_index=True)
    phone_match = models.CharField(max_length=64, blank=True, db_index=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        ordering = ["case", "role", "order", "id"]

    def __str__(self) -> str:
        return f"{self.get_role_display()}{self.pk}"
