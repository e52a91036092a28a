"""The county's own words: what must not be written, and what should stand there."""

from django.db import models


class CountyWord(models.Model):
    """A term that the wording check looks for, beside the lists that come with the program."""

    wrong = models.CharField("不规范用语", max_length=60, unique=True)
    right = models.CharField("规范用语", max_length=60, blank=True)
    blocks = models.BooleanField("拦下发布", default=False)
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "县级用语词表"

    def __str__(self) -> str:
        return self.wrong
