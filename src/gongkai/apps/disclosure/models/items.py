"""政府信息 and what is published beside it: the working copy that clerks write and gates review.

What the public sees is never this row but an `Edition` made of it at publication.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from gongkai.apps.disclosure.blocks import BODY_BLOCKS
from gongkai.apps.disclosure.models.columns import Column
from gongkai.apps.organs.models import Organ, Person


class ItemKind(models.TextChoices):
    INFORMATION = "information", "政府信息"
    NORMATIVE = "normative", "行政规范性文件"
    POLICY = "policy", "政策性文件"
    INTERPRETATION = "interpretation", "政策解读"
    REGULATION = "regulation", "公开制度"
    ANNUAL_REPORT = "annual_report", "政府信息公开年报"
    NOTICE = "notice", "通知公告"
    NEWS = "news", "政务动态"


class Genre(models.TextChoices):
    """体裁 (公文种类)."""

    ORDER = "命令", "命令（令）"
    DECISION = "决定", "决定"
    RESOLUTION = "决议", "决议"
    BULLETIN = "公报", "公报"
    ANNOUNCEMENT = "公告", "公告"
    CIRCULAR = "通告", "通告"
    OPINION = "意见", "意见"
    NOTICE = "通知", "通知"
    CRITIQUE = "通报", "通报"
    REPORT = "报告", "报告"
    REQUEST = "请示", "请示"
    REPLY = "批复", "批复"
    MOTION = "议案", "议案"
    LETTER = "函", "函"
    MINUTES = "纪要", "纪要"
    OTHER = "其他", "其他"


class Openness(models.TextChoices):
    PROACTIVE = "proactive", "主动公开"
    ON_APPLICATION = "on_application", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Item(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel, models.Model
):
    """One piece with the metadata of its catalogue entry (索引号, 体裁, 主题分类, dates …)."""

    # Nothing here asks Wagtail where a picture is used; its index would be a task for every save.
    wagtail_reference_index_ignore = True

    kind = models.CharField("信息类别", max_length=16, choices=ItemKind.choices)
    organ = models.ForeignKey(
        Organ, verbose_name="发布机构", on_delete=models.PROTECT, related_name="items"
    )
    column = models.ForeignKey(
        Column, verbose_name="栏目", on_delete=models.PROTECT, related_name="items"
    )
    title = models.CharField("标题", max_length=200)
    summary = models.CharField("内容概述", max_length=500, blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name="正文", blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    author = models.CharField("作者", max_length=60, blank=True)
    source = models.CharField("来源", max_length=120, blank=True)
    source_url = models.URLField("转载原文地址", blank=True)
    genre = models.CharField("体裁", max_length=4, choices=Genre.choices, blank=True)
    # A code of the two-level list `data/topics.yaml`.
    topic = models.CharField("主题分类", max_length=12, blank=True)
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    issued_by = models.CharField("发文机关", max_length=200, blank=True)
    openness = models.CharField(
        "公开方式", max_length=16, choices=Openness.choices, default=Openness.PROACTIVE
    )
    made_on = models.DateField("成文日期", null=True, blank=True)
    # Art. 26: twenty working days from the day it was formed or changed.
    formed_on = models.DateField("形成日期", null=True, blank=True)
    changed_on = models.DateField("变更日期", null=True, blank=True)
    # 公示期: after its last day the list comes down.
    notice_period_end = models.DateField("公示期截止", null=True, blank=True)
    publish_at = models.DateTimeField("定时发布", null=True, blank=True)
    # The urgent path: fewer gates first, marked for a second look.
    urgent = models.BooleanField("紧急发布", default=False)
    # For an interpretation: its form, and where the checklist's points stand.
    interpretation_form = models.CharField("解读形式", max_length=12, blank=True)
    interpretation_points = models.JSONField("解读要点", default=dict, blank=True)
    policy_contact = models.CharField("政策咨询联系方式", max_length=200, blank=True)

    index_number = models.CharField("索引号", max_length=40, blank=True, db_index=True)
    authors = models.ManyToManyField(Person, verbose_name="起草人", blank=True, related_name="+")
    created_at = models.DateTimeField("建立时间")

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="item")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="item",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "信息"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self):  # type: ignore[no-untyped-def]
        return self._revisions

    def with_content_json(self, content):  # type: ignore[no-untyped-def]
        """As Wagtail does it; what no writer sets (number, organ, kind) is the row's, not the revision's."""
        made = super().with_content_json(content)
        made.kind, made.organ_id = self.kind, self.organ_id
        made.index_number, made.created_at = self.index_number, self.created_at
        made.live_revision_id, made.last_published_at = (
            self.live_revision_id,
            self.last_published_at,
        )
        return made


class Attachment(models.Model):
    """A file of an item, kept under its SHA-256; its text is extracted once and searched."""

    item = ParentalKey(
        Item, verbose_name="信息", on_delete=models.CASCADE, related_name="attachments"
    )
    order = models.PositiveIntegerField("排序", default=0)
    title = models.CharField("名称", max_length=200)
    file = models.FileField("文件", upload_to="attachments/%Y/%m", max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("大小（字节）", default=0)
    media_type = models.CharField("格式", max_length=100, blank=True)
    text = models.TextField("正文文字", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class RelationKind(models.TextChoices):
    INTERPRETS = "interprets", "解读"
    AMENDS = "amends", "修改"
    REPEALS = "repeals", "废止"
    REPLACES = "replaces", "代替"
    BASED_ON = "based_on", "依据"
    RESULT_OF = "result_of", "结果"


class Relation(models.Model):
    """A link that the program shows on both pages."""

    source = models.ForeignKey(
        Item, verbose_name="信息", on_delete=models.CASCADE, related_name="relations"
    )
    target = models.ForeignKey(
        Item, verbose_name="关联信息", on_delete=models.CASCADE, related_name="related_by"
    )
    kind = models.CharField("关系", max_length=12, choices=RelationKind.choices)

    class Meta:
        verbose_name = verbose_name_plural = "关联"
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="one_relation_a_kind")
        ]
