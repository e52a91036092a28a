"""What lies in the public folder, and why."""

from django.db import models


class PublicFile(models.Model):
    """One file of the public folder as it was written: the manifest is made of these rows."""

    path = models.CharField("路径", max_length=300, unique=True)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("大小（字节）")
    written_at = models.DateTimeField("写入时间")
    # What it shows: the subject it belongs to ("item:12", "column:7", "site:1").
    subject = models.CharField("对象", max_length=80, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "静态文件"
        ordering = ["path"]
