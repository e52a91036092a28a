"""What the public saw, and from when until when. Editions are added, never changed."""

from django.db import models

from gongkai.apps.disclosure.models.columns import Column
from gongkai.apps.disclosure.models.gates import Submission
from gongkai.apps.disclosure.models.items import Genre, Item, ItemKind, Openness
from gongkai.apps.organs.models import Organ, Person


class Ending(models.TextChoices):
    """Why an edition is no longer what the public sees."""

    SUPERSEDED = "superseded", "已更新"
    WITHDRAWN = "withdrawn", "已撤下"
    EXPIRED = "expired", "公示期满"


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> "EditionQuerySet":
        """What the public sees now: every page, list, feed, count and search result starts here."""
        return self.filter(ended_at__isnull=True)


class Edition(models.Model):
    """An item as it was published: text and metadata frozen, with a number within the item.

    Only three fields are ever written later, together and once: `ended_at`, `ending`,
    `ending_note`. Nothing of a draft can reach the public, because the public side reads
    editions only.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField("版次")
    revision_id = models.BigIntegerField("修订编号", null=True)
    # The submission whose approvals let it out; each lets out one edition.
    submission = models.OneToOneField(
        Submission, null=True, on_delete=models.PROTECT, related_name="edition"
    )
    kind = models.CharField("信息类别", max_length=16, choices=ItemKind.choices)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="editions")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="editions")
    title = models.CharField("标题", max_length=200)
    summary = models.CharField("内容概述", max_length=500, blank=True)
    # Clean HTML, made once at publication; and its words, for search and counting.
    body_html = models.TextField("正文")
    body_text = models.TextField("正文文字")
    # [{"title", "path" (below the public folder), "sha256", "size", "media_type"}]
    attachments = models.JSONField("附件", default=list)
    # The same of the pictures that stand in `body_html`.
    pictures = models.JSONField("图片", default=list)
    attachments_text = models.TextField("附件文字", blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    author = models.CharField("作者", max_length=60, blank=True)
    source = models.CharField("来源", max_length=120)
    source_url = models.URLField("转载原文地址", blank=True)
    genre = models.CharField("体裁", max_length=4, choices=Genre.choices, blank=True)
    topic = models.CharField("主题分类", max_length=12, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True, db_index=True)
    issued_by = models.CharField("发文机关", max_length=200, blank=True)
    openness = models.CharField(
        "公开方式", max_length=16, choices=Openness.choices, default=Openness.PROACTIVE
    )
    index_number = models.CharField("索引号", max_length=40, blank=True, db_index=True)
    made_on = models.DateField("成文日期", null=True)
    formed_on = models.DateField("形成日期", null=True)
    changed_on = models.DateField("变更日期", null=True)
    notice_period_end = models.DateField("公示期截止", null=True)
    interpretation_form = models.CharField("解读形式", max_length=12, blank=True)
    policy_contact = models.CharField("政策咨询联系方式", max_length=200, blank=True)
    # What a reader is told about this edition: "更正：……". Empty for the first.
    note = models.CharField("更正说明", max_length=300, blank=True)
    urgent = models.BooleanField("紧急发布", default=False)
    # The public date (发布日期) of the item; a correction does not change it.
    first_published_at = models.DateTimeField("发布日期")
    published_at = models.DateTimeField("本版发布时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ending = models.CharField("结束方式", max_length=12, choices=Ending.choices, blank=True)
    ending_note = models.CharField("结束说明", max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开版本"
        ordering = ["-first_published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(ended_at__isnull=True),
                name="one_public_edition_an_item",
            ),
        ]
        indexes = [
            models.Index(fields=["column", "ended_at", "-first_published_at", "-id"]),
            models.Index(fields=["organ", "ended_at", "-first_published_at", "-id"]),
            models.Index(fields=["kind", "ended_at", "-first_published_at", "-id"]),
            # The counts beside lists are read from these alone, without a look at the rows.
            models.Index(
                fields=["organ", "kind", "column"],
                condition=models.Q(ended_at__isnull=True),
                name="public_by_organ",
            ),
            models.Index(
                fields=["topic", "kind", "-first_published_at", "-item"],
                condition=models.Q(ended_at__isnull=True),
                name="public_by_topic",
            ),
            models.Index(
                fields=["-first_published_at", "-item", "kind"], name="edition_by_publication"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"


class Schedule(models.Model):
    """定时发布: somebody who may publish chose the hour for exactly one revision.

    Written once more, when it is over: `ended_at` and `outcome` (with the sentence of a refusal).
    """

    class Outcome(models.TextChoices):
        PUBLISHED = "published", "已发布"
        REFUSED = "refused", "未能发布"
        CANCELLED = "cancelled", "已取消"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="schedules")
    revision_id = models.BigIntegerField("修订编号")
    publish_at = models.DateTimeField("定时发布时间")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField("设定人", max_length=40)
    set_at = models.DateTimeField("设定时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时发布"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(ended_at__isnull=True),
                name="one_schedule_an_item",
            )
        ]
        indexes = [models.Index(fields=["ended_at", "publish_at"])]
