"""The county's own answers where the law leaves them open, version by version."""

from django.db import models


class LocalRules(models.Model):
    """A version of the local file (`domain.law.parse_local`), in force in the program from `recorded_at`."""

    text = models.TextField("本地规则")
    note = models.CharField("修改说明", max_length=300)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField("修改人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = verbose_name_plural = "本地规则"
        ordering = ["-id"]
