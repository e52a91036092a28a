"""What changed, and which effects are still due."""

from django.db import models


class Effect(models.Model):
    """A consumer still has to do something about a change of a subject.

    Written in the transaction of the act, deleted by the consumer when its work is on disk: a program
    killed at any moment finds here what it had not finished. Doing an effect twice does no harm.
    """

    consumer = models.CharField("由谁处理", max_length=20)
    subject = models.CharField("对象", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "待办影响"
        ordering = ["id"]
        indexes = [models.Index(fields=["consumer", "id"])]

    def __str__(self) -> str:
        return f"{self.consumer} ← {self.subject}"
