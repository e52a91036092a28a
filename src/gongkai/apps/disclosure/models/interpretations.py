"""政策解读: the plan that goes before a document."""

from django.db import models

from gongkai.apps.disclosure.models.items import Item


class InterpretationForm(models.TextChoices):
    TEXT = "text", "文字"
    DIAGRAM = "diagram", "图解"
    VIDEO = "video", "视频"
    QUESTIONS = "questions", "问答"
    PRESS = "press", "新闻发布会"


class InterpretationPlan(models.Model):
    """解读方案: outline, forms, channels, day. Without it the document may not go out."""

    document = models.OneToOneField(
        Item, verbose_name="政策文件", on_delete=models.PROTECT, related_name="interpretation_plan"
    )
    outline = models.TextField("解读提纲")
    forms = models.JSONField("解读形式", default=list)
    channels = models.CharField("解读渠道", max_length=200)
    planned_on = models.DateField("计划解读日期")
    responsible = models.CharField("解读责任人", max_length=60)
    # Not needed, and why (a document within the range needs a plan; others may say so).
    exempt_reason = models.CharField("不需解读的理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "解读方案"
