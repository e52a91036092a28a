"""Attachments: they open, they can be examined, and they hide nothing."""

import datetime as dt
from collections.abc import Iterator

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.extraction import examined
from gongkai.apps.disclosure.findings import ItemFinding, finding_key
from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.personal_data import file_name

_LAW = "《政府信息公开条例》第十五条、第二十三条；国办秘函〔2019〕19号：附件可用"
_SHOWN = 4


@check(
    "attachments.unreadable",
    "附件打得开",
    basis=_LAW,
    good="招生计划.xlsx，没有密码",
    bad="招生计划.xlsx，设了打开密码，或者已经损坏",
)
def unreadable(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for one in item.attachments.all():
        refusal = examined(one).refusal
        if refusal:
            yield ItemFinding(
                "attachments.unreadable",
                "block",
                f"附件“{file_name(one)}”打不开，里面有没有个人信息无法检查：{refusal}",
                f"attachment:{one.pk}",
                key=finding_key("attachments.unreadable", one.sha256),
                suggestion="请换成能打开的文件；确认可以发布的，请审核人员写明理由放行。",
            )


@check(
    "attachments.unexamined",
    "附件都检查到了",
    basis=_LAW,
    good="名单.zip，里面是 .xlsx",
    bad="名单.rar；扫描成图片的 PDF",
)
def unexamined(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for one in item.attachments.all():
        gaps = examined(one).contents.gaps
        if gaps:
            more = f"（另有{len(gaps) - _SHOWN}处）" if len(gaps) > _SHOWN else ""
            yield ItemFinding(
                "attachments.unexamined",
                "warn",
                f"附件“{file_name(one)}”没有全部检查到：{''.join(gaps[:_SHOWN])}{more}",
                f"attachment:{one.pk}",
                key=finding_key("attachments.unexamined", one.sha256),
                suggestion="没有检查到的部分，请逐页看一遍有没有个人信息。",
            )


@check(
    "attachments.hidden",
    "附件里没有藏着的内容",
    basis=_LAW,
    good="公示表.xlsx 只有一张看得见的工作表",
    bad="公示表.xlsx 里还有一张隐藏的工作表“名单”",
)
def hidden(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    for one in item.attachments.all():
        places = examined(one).contents.hidden_places()
        if places:
            named = "、".join(places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")
            yield ItemFinding(
                "attachments.hidden",
                "warn",
                f"附件“{file_name(one)}”里有看不见的内容：{named}。下载的人都能取出来。",
                f"attachment:{one.pk}",
                key=finding_key("attachments.hidden", one.sha256),
                suggestion="不需要公开的，请删去隐藏的内容后重新上传；照片请去掉拍摄位置。",
            )
