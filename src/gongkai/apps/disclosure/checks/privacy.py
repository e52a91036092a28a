"""Personal data in the text and in whatever the attachments hold. Findings quote masked words only."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.crypto import salted_hmac

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.data.limits import limit
from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.personal_data import FIELDS, Located, personal_data
from gongkai.domain.privacy import Kind

_LAW = "《政府信息公开条例》第十五条；《个人信息保护法》"
_SHOWN = 3
CODES = {
    Kind.IDENTITY: "privacy.identity",
    Kind.CARD: "privacy.card",
    Kind.ACCOUNT: "privacy.card",
    Kind.MOBILE: "privacy.phone",
    Kind.LANDLINE: "privacy.phone",
    Kind.EMAIL: "privacy.email",
    Kind.ADDRESS: "privacy.address",
    Kind.PASSPORT: "privacy.document",
    Kind.PLATE: "privacy.document",
    Kind.BIRTH: "privacy.birth",
    Kind.HEALTH: "privacy.condition",
    Kind.HARDSHIP: "privacy.condition",
}


@dataclass(frozen=True)
class Group:
    """The pieces of one kind that stand in one holder, and what is said of them together."""

    pieces: tuple[Located, ...]
    finding: ItemFinding


def groups(item: Item) -> list[Group]:
    """All personal data of the working copy, by kind and holder, each group with its finding.

    Eight checks and the page ask for it in turn: the object keeps the answer as long as its words
    are the same.
    """
    stamp = hash(
        (
            tuple(str(getattr(item, name) or "") for name in FIELDS),
            tuple(
                str(block.value.source) if block.block_type == "paragraph" else repr(block.value)
                for block in item.body
            ),
            tuple((one.pk, one.sha256, one.title) for one in item.attachments.all()),
        )
    )
    held: tuple[int, list[Group]] | None = vars(item).get("_personal_data")
    if held is None or held[0] != stamp:
        held = (stamp, _grouped(personal_data(item)))
        vars(item)["_personal_data"] = held
    return held[1]


def _grouped(found: Iterable[Located]) -> list[Group]:
    gathered: dict[tuple[str, str, Kind, bool], list[Located]] = {}
    for one in found:
        key = (one.place, one.holder, one.data.kind, one.data.certain)
        gathered.setdefault(key, []).append(one)
    return [Group(tuple(pieces), _finding(pieces)) for pieces in gathered.values()]


def _finding(pieces: list[Located]) -> ItemFinding:
    first = pieces[0]
    kind, code = first.data.kind, CODES[first.data.kind]
    # What is masked by stars alone says nothing.
    masks = dict.fromkeys(one.data.masked for one in pieces[:_SHOWN] if one.data.masked.strip("*"))
    shown, more = "、".join(masks), "等" if len(pieces) > _SHOWN else ""
    tail = f"：{shown}" if shown else ""
    if len(pieces) == 1:
        why = f"（{first.data.why}）" if first.data.why != kind else ""
        message = f"{first.spot}有{kind}{tail}{why}。"
    else:
        spots = "、".join(
            dict.fromkeys(one.spot.removeprefix(first.holder) for one in pieces[:_SHOWN])
        )
        where = f"（{spots}{more}）" if spots.strip("、") else ""
        message = f"{first.holder}{where}有{len(pieces)}处{kind}{tail}{more if tail else ''}。"
    return ItemFinding(
        code,
        _severity(pieces),
        message,
        first.place,
        shown,
        key=_key(code, pieces),
        suggestion=_suggestion(first),
    )


def _severity(pieces: list[Located]) -> Literal["block", "warn"]:
    kind = pieces[0].data.kind
    if kind in (Kind.IDENTITY, Kind.CARD) and pieces[0].data.certain:
        return "block"
    different = {one.data.quote for one in pieces}
    if kind is Kind.MOBILE and len(different) >= limit("phone_batch"):
        return "block"
    return "warn"


def _key(code: str, pieces: Iterable[Located]) -> str:
    """As `finding_key`, but with the installation's secret: a digest of a number alone could be guessed."""
    words = "\n".join(f"{one.place}\n{one.spot}\n{one.data.quote}" for one in pieces)
    return f"{code}:{salted_hmac('gongkai.finding', words, algorithm='sha256').hexdigest()[:16]}"


def _suggestion(one: Located) -> str:
    kind, masked = one.data.kind, one.data.masked
    if kind in (Kind.HEALTH, Kind.HARDSHIP):
        return "请删去，或者把姓名改成“张某某”。依法必须公示的，请审核人员核对范围和期限。"
    if kind is Kind.ADDRESS:
        return f"住址只写到乡镇、街道：{masked}。"
    if "隐藏" in one.spot:
        return f"看不见不等于没有：请删去隐藏的内容，或者遮盖成{masked}。"
    return f"请删去，或者遮盖成{masked}。"


def _of(item: Item, code: str) -> Iterator[ItemFinding]:
    for group in groups(item):
        if group.finding.code == code:
            yield group.finding


@check(
    "privacy.identity",
    "不公开身份证号码",
    basis=_LAW,
    good="张某，身份证号 11*************233",
    bad="张某，身份证号 110101199003071233",
)
def identity(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.identity")


@check(
    "privacy.card",
    "不公开个人银行卡号",
    basis=_LAW,
    good="请将报名费缴入财政专户，账号 0512345678901234567",
    bad="补贴打入张某的银行卡，卡号 6222020200000000121",
)
def card(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.card")


@check(
    "privacy.phone",
    "不公开个人电话",
    basis=_LAW,
    good="联系电话：138****8001；咨询电话：0358-7922601",
    bad="联系人张某，电话 13800138001",
)
def phone(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.phone")


@check(
    "privacy.email",
    "不公开个人邮箱",
    basis=_LAW,
    good="意见请发送至电子邮箱 sxjyj@163.com",
    bad="张建国，123456789@qq.com",
)
def email(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.email")


@check(
    "privacy.address",
    "住址不具体到门牌",
    basis=f"{_LAW}；各地通行做法：住址公开到乡镇、街道",
    good="张某，住城关镇",
    bad="家庭住址：示例县城关镇人民路12号3单元501室",
)
def address(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.address")


@check(
    "privacy.document",
    "不公开护照号、个人车牌号",
    basis=_LAW,
    good="公务用车处置：晋J12345",
    bad="护照号码：E12345678",
)
def document(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.document")


@check(
    "privacy.birth",
    "不公开出生日期",
    basis=_LAW,
    good="张建国，男，1985年3月生",
    bad="张建国，男，1985年3月12日出生",
)
def birth(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.birth")


@check(
    "privacy.condition",
    "人名旁不写健康、困难状况",
    basis=f"{_LAW}第二十八条：敏感个人信息",
    good="全县有肢体残疾人1200名",
    bad="李秀兰（肢体残疾二级）",
)
def condition(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _of(item, "privacy.condition")
