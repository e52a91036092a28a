"""What a file says, read once: for the checks of attachments. A derived row: deleting it costs a reading."""

from django.db import models


class FileContents(models.Model):
    """The contents of one file by its digest, as one version of the extractor read them.

    Kept apart from `Attachment`, whose rows every revision carries along. `packed`: compressed JSON of
    `documents.extracting.Contents`; `refusal`: why the file could not be opened, else empty.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    version = models.PositiveSmallIntegerField("读取程序版本")
    packed = models.BinaryField("内容")
    refusal = models.CharField("打不开的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件内容"
