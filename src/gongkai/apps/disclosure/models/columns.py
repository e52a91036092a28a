"""栏目: the statutory tree and what stands beside it, one tree an organ."""

from django.db import models

from gongkai.apps.organs.models import Organ


class Column(models.Model):
    """A column of an organ. Its code and name come from the statutory tree and are not free.

    A column is opened and closed by an act with a date (`actions.open_column`, `close_column`);
    what was published in a closed column stays readable and is marked as archived.
    """

    organ = models.ForeignKey(
        Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="columns"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="上级栏目",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    # "zdgk/20-1": codes from the root, joined by "/". Also its folder below the organ's.
    code = models.CharField("栏目代码", max_length=60)
    name = models.CharField("栏目名称", max_length=60)
    # A value of 网页设计规范's ColumnType: 政策文件, 工作动态, 信息公开目录 …
    column_type = models.CharField("栏目类别", max_length=20)
    description = models.CharField("栏目说明", max_length=200)
    keywords = models.CharField("栏目关键词", max_length=200)
    order = models.PositiveIntegerField("排序", default=0)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("关停日期", null=True, blank=True)
    closing_note = models.CharField("关停说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering = ["organ", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="one_column_a_code")]

    def __str__(self) -> str:
        return f"{self.organ.short_name}·{self.name}"
