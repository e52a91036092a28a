"""Whom a letter's remedy block names: review organs and courts, of the county and of single organs."""

from django.db import models
from django.db.models.functions import Coalesce

from gongkai.apps.organs.models import Organ


class RemedyPlaces(models.Model):
    """Names for `domain.cases.Places`. The row without an organ is the county's; a blank takes the county's.

    `author`: a key of `domain.cases.authors()`, blank where the organ's own kind says it.
    """

    organ = models.OneToOneField(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="remedy_places"
    )
    author = models.CharField("作出机关的类别", max_length=24, blank=True)
    government = models.CharField("本级人民政府", max_length=120, blank=True)
    upper_government = models.CharField("上一级人民政府", max_length=120, blank=True)
    upper_department = models.CharField("上一级主管部门", max_length=120, blank=True)
    parent_department = models.CharField("所属部门（派出机构填写）", max_length=120, blank=True)
    basic_court = models.CharField("基层人民法院", max_length=120, blank=True)
    intermediate_court = models.CharField("中级人民法院", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "复议机关和法院"
        constraints = [
            models.UniqueConstraint(Coalesce("organ", 0), name="remedy_places_one_county_row")
        ]

    def __str__(self) -> str:
        return f"{self.organ or '全县'}的复议机关和法院"
