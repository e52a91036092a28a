"""The public side's own rows: an application not yet sent, and wrong query codes."""

from django.db import models

from gongkai.apps.organs.models import Organ


class Draft(models.Model):
    """An application a citizen has begun: sealed, found by a token only they hold, removed when its time is up."""

    organ = models.ForeignKey(Organ, null=True, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField(default=bytes)
    changed_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请草稿"


class Attempts(models.Model):
    """Wrong query codes of one number or from one address: each makes the wait longer. No code is kept."""

    key = models.CharField(max_length=80, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    open_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "查询码尝试"


class OnlineDoor(models.Model):
    """Which further channels an organ has announced. In person and by post need no row: they are never closed.

    No row: online is open, fax and e-mail are not announced (国办公开办函〔2017〕19号).
    """

    organ = models.OneToOneField(Organ, on_delete=models.CASCADE, related_name="online_door")
    online = models.BooleanField("网上申请", default=True)
    fax = models.BooleanField("传真申请", default=False)
    email = models.BooleanField("电子邮件申请", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "申请接收渠道"
