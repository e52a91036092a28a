"""基层政务公开标准目录 of the 26 fields: rows, and the column each is kept in."""

from django.db import models

from gongkai.apps.disclosure.models.columns import Column
from gongkai.apps.organs.models import Organ


class StandardEntry(models.Model):
    """One row of a field's 标准目录, as the usual XLSX columns have it."""

    organ = models.ForeignKey(
        Organ, verbose_name="公开主体", on_delete=models.PROTECT, related_name="standard_entries"
    )
    field = models.CharField("试点领域", max_length=40)
    number = models.CharField("序号", max_length=10)
    subject = models.CharField("一级事项", max_length=120)
    sub_subject = models.CharField("二级事项", max_length=200, blank=True)
    content = models.TextField("公开内容（要素）")
    ground = models.TextField("公开依据")
    time_limit = models.CharField("公开时限", max_length=300)
    channels = models.CharField("公开渠道和载体", max_length=300)
    audience = models.CharField("公开对象", max_length=100, blank=True)
    manner = models.CharField("公开方式", max_length=40, blank=True)
    level = models.CharField("公开层级", max_length=40, blank=True)
    column = models.ForeignKey(
        Column,
        verbose_name="对应栏目",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="standard_entries",
    )

    class Meta:
        verbose_name = verbose_name_plural = "标准目录事项"
        ordering = ["organ", "field", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "field", "number"], name="one_row_a_number")
        ]
