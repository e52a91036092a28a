"""Files of a case: kept sealed under random names; what they are called lies sealed too."""

from django.db import models

from gongkai.apps.cases.models.cases import Case, Paper
from gongkai.apps.cases.models.drafts import Draft


class FileKind(models.TextChoices):
    APPLICATION = "application", "申请材料"
    IDENTITY = "identity", "身份证明"
    AUTHORISATION = "authorisation", "授权委托书"
    CORRECTED = "corrected", "补正材料"
    OPINION = "opinion", "征求意见的答复"
    EVIDENCE = "evidence", "凭证"
    SOURCE = "source", "拟提供的信息"
    REDACTED = "redacted", "区分处理后的信息"
    ANSWER = "answer", "提供给申请人的信息"
    LETTER = "letter", "文书"
    ARCHIVE = "archive", "归档文件"
    OTHER = "other", "其他"


class CaseFile(models.Model):
    """`path`: below SEALED_ROOT, sealed by `sealing.seal_bytes`. `sealed`: {"name": what it was called}.

    `to_applicant`: the applicant may download it from the citizen's page once its letter is served.
    """

    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    # Of an application not yet sent; it goes with the draft, or into the paper when that is sent.
    draft = models.ForeignKey(
        Draft, null=True, blank=True, on_delete=models.CASCADE, related_name="files"
    )
    kind = models.CharField("材料种类", max_length=16, choices=FileKind.choices)
    sealed = models.BinaryField(default=bytes)
    path = models.CharField(max_length=100, unique=True)
    media_type = models.CharField("格式", max_length=100)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("内容摘要", max_length=64)
    to_applicant = models.BooleanField("提供给申请人", default=False)
    added_at = models.DateTimeField("加入时间")
    added_by = models.BigIntegerField("加入人编号", null=True)
    removed_at = models.DateTimeField("移出时间", null=True, blank=True)
    # Its bytes and its name are gone for good; the row says that there was something (actions/disposing.py).
    destroyed_at = models.DateTimeField("销毁时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "卷宗材料"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.pk}"
