"""What lies in the public folder, and what could not be put there."""

from django.db import models


class PublicFile(models.Model):
    """One file of the public folder, as a page owns it. The manifest is made of these rows.

    Two pages may own the same file (an attachment of two items): one row each, the same digest; the
    file goes with the last of them.
    """

    path = models.CharField("路径", max_length=300)
    # The `PageKey` that made it: "item:12:0".
    page = models.CharField("页面", max_length=80)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("大小（字节）")
    written_at = models.DateTimeField("写入时间")

    class Meta:
        verbose_name = verbose_name_plural = "静态文件"
        ordering = ["path"]
        indexes = [models.Index(fields=["page"])]
        constraints = [
            models.UniqueConstraint(fields=["path", "page"], name="one_row_a_file_and_page")
        ]

    def __str__(self) -> str:
        return self.path


class PublishingFailure(models.Model):
    """A page that could not be made: its old file stays, its effect stays due, the office is told.

    Gone as soon as the page can be made.
    """

    page = models.CharField("页面", max_length=80)
    # The change that asked for it: "item:12", "site:1".
    subject = models.CharField("对象", max_length=80)
    reason = models.CharField("原因", max_length=500)
    first_at = models.DateTimeField("首次失败")
    last_at = models.DateTimeField("最近失败")

    class Meta:
        verbose_name = verbose_name_plural = "发布失败"
        ordering = ["-last_at", "page"]
        indexes = [models.Index(fields=["subject"])]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "subject"], name="one_failure_a_page_and_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}：{self.reason}"
