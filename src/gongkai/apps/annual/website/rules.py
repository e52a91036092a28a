"""Rules of the website report, each with a code that never changes its meaning, one good and one bad example."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.apps.annual.website.filling import Filled
from gongkai.domain.findings import Severity

NORM = "国办函〔2018〕12号"
Examples = dict[str, str]


class Wrong(NamedTuple):
    """A finding: a sentence, and the fields that take part."""

    message: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class SiteRule:
    """`good` and `bad`: field → text, on a form that is otherwise in order."""

    code: str
    label: str
    severity: Severity
    basis: str
    good: Examples
    bad: Examples
    run: Callable[[Filled], Iterator[Wrong]]


class SiteFinding(NamedTuple):
    rule: SiteRule
    message: str
    fields: tuple[str, ...]


_rules: dict[str, SiteRule] = {}


def site_rule(
    code: str, label: str, severity: Severity, *, good: Examples, bad: Examples, basis: str = NORM
) -> Callable[[Callable[[Filled], Iterator[Wrong]]], Callable[[Filled], Iterator[Wrong]]]:
    """Register a rule."""

    def add(run: Callable[[Filled], Iterator[Wrong]]) -> Callable[[Filled], Iterator[Wrong]]:
        if code in _rules:
            raise ValueError(f"规则代码重复：{code}")
        _rules[code] = SiteRule(code, label, severity, basis, good, bad, run)
        return run

    return add


def rules() -> tuple[SiteRule, ...]:
    return tuple(_rules.values())


def check_form(places: Filled) -> list[SiteFinding]:
    """Every rule over the form, errors first."""
    found = [
        SiteFinding(rule, one.message, one.fields) for rule in rules() for one in rule.run(places)
    ]
    return sorted(found, key=lambda one: (one.rule.severity != Severity.ERROR, one.rule.code))


def _not_more(places: Filled, less: str, more: str) -> Iterator[Wrong]:
    small, large = places[less], places[more]
    if small.number is not None and large.number is not None and small.number > large.number:
        yield Wrong(
            f"{small.field.name}{small.text}{small.field.unit}，多于{large.field.name}"
            f"{large.text}{large.field.unit}。",
            (less, more),
        )


@site_rule(
    "W01", "每一项都填写", Severity.ERROR,
    good={"visits.total": "0"}, bad={"visits.total": ""},
)  # fmt: skip
def everything_is_filled(places: Filled) -> Iterator[Wrong]:
    """没有发生的填 0，不能空着；答“否”以后不用填的除外。"""
    for key, one in places.items():
        field = one.field
        if one.text or field.may_be_blank or field.source.startswith("act."):
            continue
        if field.plus:  # its parts are asked for
            continue
        yield Wrong(f"{field.name}没有填写。没有发生的，请填 0。" if field.kind == "number"
                    else f"{field.name}没有填写。", (key,))  # fmt: skip


@site_rule(
    "W02", "信息发布总数不少于各类之和", Severity.ERROR,
    good={"info.total": "30", "info.about": "5", "info.news": "10", "info.catalogue": "15"},
    bad={"info.total": "29", "info.about": "5", "info.news": "10", "info.catalogue": "15"},
)  # fmt: skip
def published_total(places: Filled) -> Iterator[Wrong]:
    parts = ("info.about", "info.news", "info.catalogue")
    yield from _total(places, "info.total", parts, exact=False)


@site_rule(
    "W03", "解读、办件的总数等于各项之和", Severity.ERROR,
    good={"service.total": "7", "service.natural": "4", "service.legal": "3"},
    bad={"service.total": "8", "service.natural": "4", "service.legal": "3"},
)  # fmt: skip
def totals(places: Filled) -> Iterator[Wrong]:
    readings = ("reading.materials", "reading.products", "reading.comments")
    yield from _total(places, "reading.total", readings, exact=True)
    yield from _total(places, "service.total", ("service.natural", "service.legal"), exact=True)


def _total(places: Filled, total: str, parts: tuple[str, ...], *, exact: bool) -> Iterator[Wrong]:
    whole, numbers = places[total].number, [places[one].number for one in parts]
    if whole is None or None in numbers:
        return
    added = sum(one for one in numbers if one is not None)
    if whole < added or (exact and whole != added):
        field = places[total].field
        yield Wrong(
            f"{field.name}是{whole}{field.unit}，各项相加是{added}{field.unit}。", (total, *parts)
        )


@site_rule(
    "W04", "其中数不多于总数", Severity.ERROR,
    good={"messages.received": "5", "messages.done": "5"},
    bad={"messages.received": "5", "messages.public": "6"},
)  # fmt: skip
def parts_are_not_more(places: Filled) -> Iterator[Wrong]:
    for less, more in (
        ("visits.visitors", "visits.total"), ("topics.opened", "topics.kept"),
        ("service.online", "service.matters"), ("messages.public", "messages.received"),
        ("surveys.published", "surveys.count"), ("safety.mended", "safety.found"),
    ):  # fmt: skip
        yield from _not_more(places, less, more)


@site_rule(
    "W05", "办结、答复一般不多于收到", Severity.WARNING,
    good={"interviews.messages": "9", "interviews.answered": "9"},
    bad={"interviews.messages": "9", "interviews.answered": "10"},
)  # fmt: skip
def answered(places: Filled) -> Iterator[Wrong]:
    """上年收到的今年办结，会多出来；要看一看。"""
    yield from _not_more(places, "messages.done", "messages.received")
    yield from _not_more(places, "interviews.answered", "interviews.messages")


_ACCOUNTS = {
    "weibo.name": ("weibo.posts", "weibo.followers"),
    "wechat.name": ("wechat.posts", "wechat.followers"),
}


@site_rule(
    "W06", "没有的项目不填下面的数", Severity.ERROR,
    good={"media.any": "否", "wechat.name": "", "wechat.posts": "", "wechat.followers": ""},
    bad={"media.any": "否", "wechat.name": "示例发布", "wechat.posts": "12"},
)  # fmt: skip
def only_where_there_is_one(places: Filled) -> Iterator[Wrong]:
    for key, one in places.items():
        only = one.field.only
        if only and one.text not in ("", "0") and places[only].text == "否":
            yield Wrong(
                f"{places[only].field.name}答“否”，{one.field.name}却填了“{one.text}”。",
                (only, key),
            )
    if places["media.any"].text == "是" and not (
        places["weibo.name"].text or places["wechat.name"].text or places["media.other"].text
    ):
        yield Wrong("有移动新媒体的，请写明微博、微信或者其他账号的名称。", ("media.any",))
    for account, keys in _ACCOUNTS.items():
        for key in keys:
            if places[account].text and not places[key].text:
                yield Wrong(
                    f"写了{places[account].field.name}，没有填写{places[key].field.name}。",
                    (account, key),
                )


@site_rule(
    "W07", "没有留言、访谈就没有办理天数和提问", Severity.WARNING,
    good={"messages.received": "0", "messages.done": "0", "messages.days": "0"},
    bad={"messages.done": "0", "messages.days": "3"},
)  # fmt: skip
def days_without_messages(places: Filled) -> Iterator[Wrong]:
    if places["messages.done"].number == 0 and (places["messages.days"].number or 0) > 0:
        yield Wrong(
            f"没有办结的留言，平均办理时间却填了{places['messages.days'].text}天。",
            ("messages.done", "messages.days"),
        )
    if places["interviews.count"].number == 0 and (places["interviews.messages"].number or 0) > 0:
        yield Wrong("没有访谈，却填了网民留言数量。", ("interviews.count", "interviews.messages"))


@site_rule(
    "W08", "与平台统计不同的，写明原因", Severity.ERROR,
    basis=f"{NORM}：数据真实准确；与年度报告第一部分同一口径",
    good={"info.news": "10"}, bad={"info.news": "11"},
)  # fmt: skip
def differs_from_the_ledger(places: Filled) -> Iterator[Wrong]:
    """政务动态、信息公开目录两项，与年度报告第一部分说的是同一件事。"""
    for key, one in places.items():
        if one.differs and not one.note:
            yield Wrong(
                f"{one.field.name}填了“{one.text}”，平台统计是“{one.counted}”，请写明不同的原因，或者删去填写的数。",
                (key,),
            )
