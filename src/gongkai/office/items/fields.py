"""The fields of the editor: grouped, each with its hint, chosen by the kind of information."""

from functools import cache
from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel

from gongkai.apps.disclosure.models import Item, ItemKind
from gongkai.apps.disclosure.queries.interpretations import POINTS
from gongkai.office.items.form import ItemForm, point_field

HINTS = {
    "title": "读者在列表和页面上看到的标题。文件类信息照抄文件标题，不加书名号，不加单位前缀。",
    "column": "放在哪个栏目，读者就从哪里找到它。只列出本机关仍在使用、且收录这一类信息的栏目。",
    "summary": "一两句话说清写的是什么，显示在列表和检索结果里。不填，取正文开头。",
    "body": "先写文字，再插入表格和图片。表格请用“表格”插入，不要贴成图片；文字可以从 Word 复制进来。",
    "keywords": "二至五个，用空格隔开，帮助读者检索。",
    "author": "署名文章填写作者；公文不填。",
    "source": "谁写的、从哪里来。转载的写原发布单位全称。",
    "source_url": "转载的必须填写原文网址，以 https:// 开头。",
    "genre": "公文种类，照文件上的写。",
    "topic": "按内容选一类，供读者按主题查阅。",
    "document_number": "例如：示政办发〔2025〕12号。年份用六角括号〔〕，不用方括号。",
    "issued_by": "制发文件的机关全称；联合发文用顿号隔开，主办机关在前。",
    "openness": "放到网站上的只能是“主动公开”。",
    "made_on": "文件落款的日期。",
    "formed_on": "信息形成的日期。从这一天起20个工作日内公开（条例第二十六条）。",
    "changed_on": "内容有变更的，填写变更的日期；20个工作日从这一天重新计算。",
    "notice_period_end": "公示、征求意见等有期限的，填写最后一天。到期后列表不再显示，页面注明期满。",
    "urgent": "突发事件等来不及走完全部审核的才勾选。先过保密审查和终审，发布后其余各关补看。",
    "interpretation_form": "解读用的是哪种形式。",
    "policy_contact": "读者有疑问可以找谁：科室、电话、办公时间。",
}
DOCUMENTS = (
    ItemKind.INFORMATION,
    ItemKind.NORMATIVE,
    ItemKind.POLICY,
    ItemKind.REGULATION,
    ItemKind.ANNUAL_REPORT,
)
GROUPS: tuple[tuple[str, tuple[str, ...], tuple[ItemKind, ...]], ...] = (
    ("标题与栏目", ("title", "column"), tuple(ItemKind)),
    ("正文", ("body",), tuple(ItemKind)),
    (
        "文件信息",
        ("document_number", "issued_by", "genre", "topic", "openness"),
        DOCUMENTS,
    ),
    ("解读", ("interpretation_form", "policy_contact"), (ItemKind.INTERPRETATION,)),
    ("咨询", ("policy_contact",), (ItemKind.NORMATIVE, ItemKind.POLICY)),
    ("日期", ("made_on", "formed_on", "changed_on"), (*DOCUMENTS, ItemKind.INTERPRETATION)),
    ("日期", ("formed_on", "notice_period_end"), (ItemKind.NOTICE,)),
    ("日期", ("formed_on",), (ItemKind.NEWS,)),
    ("公示期", ("notice_period_end",), (ItemKind.INFORMATION,)),
    ("来源", ("source", "source_url", "author"), tuple(ItemKind)),
    ("便于查找", ("summary", "keywords"), tuple(ItemKind)),
    ("紧急发布", ("urgent",), tuple(ItemKind)),
)
# Of every kind: what the form may carry (for comparing revisions, which knows one list only).
ALL_FIELDS = tuple(dict.fromkeys(name for _, names, _ in GROUPS for name in names))


DATES = ("made_on", "formed_on", "changed_on", "notice_period_end")


def field(name: str) -> FieldPanel:
    # The browser's own calendar: Wagtail's needs a script inside the page, which is not allowed here.
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") if name in DATES else None
    return FieldPanel(name, help_text=HINTS.get(name, ""), widget=widget)


def groups_of(kind: str) -> list[Panel]:
    """The groups of fields that this kind has, in the order of the page."""
    groups = [
        MultiFieldPanel([field(name) for name in names], heading=heading)
        for heading, names, kinds in GROUPS
        if kind in kinds
    ]
    if kind == ItemKind.INTERPRETATION:
        groups.insert(2, PointsPanel(heading="解读要点"))
    return groups


class PointsPanel(Panel):
    """背景 依据 研判过程 主要内容 适用范围: with which words the text treats each."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "office/items/points.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["fields"] = [self.form[point_field(code)] for code in POINTS]
            return context


@cache
def panel_for(kind: str) -> Panel:
    """The bound edit handler of one kind; made once."""
    return ObjectList(groups_of(kind), base_form_class=ItemForm).bind_to_model(Item)


def panel_of_all() -> ObjectList:
    """Every field once: what Wagtail compares two revisions by."""
    return ObjectList([field(name) for name in ALL_FIELDS], base_form_class=ItemForm)
