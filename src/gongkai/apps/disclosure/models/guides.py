"""政府信息公开指南 (Art. 12) as a structured record with versions."""

from django.db import models

from gongkai.apps.organs.models import Organ


class GuideVersion(models.Model):
    """What Art. 12 asks of a guide. The public one is the latest version published."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="guide_versions")
    number = models.PositiveIntegerField("版次")
    classification = models.TextField("信息分类")
    arrangement = models.TextField("编排体系")
    ways_to_obtain = models.TextField("获取方式")
    application = models.TextField("依申请公开的方式与程序", blank=True)
    supervision = models.TextField("监督与救济", blank=True)
    office_name = models.CharField("公开工作机构名称", max_length=120)
    office_address = models.CharField("办公地址", max_length=200)
    office_hours = models.CharField("办公时间", max_length=200)
    office_phone = models.CharField("联系电话", max_length=60)
    office_fax = models.CharField("传真号码", max_length=60, blank=True)
    office_internet = models.CharField("互联网联系方式", max_length=200)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开指南"
        ordering = ["organ", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="one_guide_a_number")
        ]


class GuideConfirmation(models.Model):
    """A person looked and found the guide still true."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="guide_confirmations")
    on = models.DateField("确认日期")
    person_name = models.CharField("确认人", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "指南确认"
        ordering = ["organ", "-on"]
