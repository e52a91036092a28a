"""作废: a working copy that was never public and will not be. The row stays, its files do not."""

from django.db import models

from gongkai.apps.disclosure.models.items import Item
from gongkai.apps.organs.models import Person


class Discard(models.Model):
    """Who gave a draft up, when, why. Written once; there is no way back, a new draft begins anew."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="discard")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField("作废人", max_length=40)
    reason = models.CharField("作废理由", max_length=300)
    at = models.DateTimeField("作废时间")

    class Meta:
        verbose_name = verbose_name_plural = "作废"
