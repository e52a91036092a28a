"""The menu of the office: an entry is shown to whom one of its acts is granted."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from gongkai.apps.organs.access import Forbidden, may
from gongkai.apps.organs.requests import actor_of


class ActMenuItem(MenuItem):
    """A menu entry for who may do one of these acts somewhere; without acts for everybody."""

    def __init__(self, label: str, url: Any, acts: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self.acts = acts

    def is_shown(self, request: HttpRequest) -> bool:
        return not self.acts or _may_one(request, self.acts)


class ItemSearch(SearchArea):
    """The search of the menu looks for items."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _may_one(request, READ)


def _may_one(request: HttpRequest, acts: tuple[str, ...]) -> bool:
    try:
        actor = actor_of(request)
    except Forbidden:
        return False
    return any(may(actor, act) for act in acts)


READ = ("item.read",)


def _entry(
    order: int, label: str, name: str, icon: str, acts: tuple[str, ...], at: str = ""
) -> ActMenuItem:
    return ActMenuItem(
        label, reverse_lazy(at or f"office_{name}"), acts, name=name, icon_name=icon, order=order
    )


OFFICE_MENU = (
    _entry(100, "信息", "items", "doc-full", READ, at="office_items:list"),
    _entry(104, "依申请公开办件", "cases", "clipboard-list", ("case.read",)),
    _entry(107, "文书登记簿", "letter_register", "doc-full-inverse", ("case.read",)),
    _entry(106, "来件登记", "papers", "mail", ("case.read",)),
    _entry(105, "复议诉讼", "remedies", "comment", ("remedy.read",)),
    _entry(108, "年度报告", "annual", "calendar-check", ("report.read",)),
    _entry(106, "年报台账", "ledger", "table", ("case.read",)),
    _entry(170, "规则与参数", "rules", "cogs", ("law.edit", "case.read")),
    _entry(110, "规范性文件台账", "normative", "list-ul", (*READ, "normative.record")),
    _entry(115, "年度数字", "numbers", "calendar-alt", READ),
    _entry(120, "政策解读", "interpretations", "openquote", READ),
    _entry(130, "公开指南", "guides", "help", (*READ, "guide.edit", "guide.confirm")),
    _entry(140, "栏目", "columns", "folder-open-1", (*READ, "column.open")),
    _entry(150, "标准目录", "catalogue", "table", (*READ, "catalogue.edit")),
    _entry(900, "操作手册", "handbook", "help", ()),
    _entry(155, "审核流程", "gates", "tasks", (*READ, "gate.edit")),
    _entry(160, "用语词表", "words", "pilcrow", ("words.edit",)),
    _entry(300, "机关", "organs", "site", ("organ.edit", "office.edit", "organ.read")),
    _entry(310, "人员与岗位", "people", "group", ("person.read",)),
    _entry(320, "允许地址", "networks", "globe", ("network.edit",)),
    _entry(330, "网站信息", "site", "cogs", ("site.edit",)),
    _entry(335, "生成与检索", "running", "rotate", ("site.publish",)),
    _entry(340, "审计日志", "log", "history", ("audit.read",)),
)
