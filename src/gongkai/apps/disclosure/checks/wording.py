"""Wording: severe errors, typos, doubled words, fixed terms, names of laws, the county's own words."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from gongkai.apps.disclosure.checks.registry import check
from gongkai.apps.disclosure.county_words import county_words
from gongkai.apps.disclosure.findings import ItemFinding, Severity
from gongkai.apps.disclosure.freezing.body import draft_html
from gongkai.apps.disclosure.freezing.cleaning import words
from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.wordlists import words_found
from gongkai.domain.wording.confusions import confused_words
from gongkai.domain.wording.doubling import doubled_words
from gongkai.domain.wording.fixed_terms import broken_terms
from gongkai.domain.wording.law_names import (
    laws_without_country,
    misspelt_law_names,
    unintroduced_law_names,
    unmarked_law_names,
)
from gongkai.domain.wording.punctuation import marks_in_a_row
from gongkai.domain.wording.severe import severe_errors
from gongkai.domain.wording.slip import Slip

_LANGUAGE = "《国家通用语言文字法》：公文用字用语应当规范"
_CHECKED = "国办秘函〔2019〕19号：表述准确，无错别字"
_CITED = "《党政机关公文处理工作条例》：引用公文、法规应当准确"
# More of one sort in one text say no more than these.
_MOST = 30
_AROUND = 8


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    """(place, words) of what is published of the item."""
    yield "title", item.title
    yield "summary", item.summary
    yield "body", words(draft_html(item))


def _found(
    item: Item,
    code: str,
    scan: Callable[[str], Iterable[Slip]],
    severity: Callable[[Slip], Severity],
) -> Iterator[ItemFinding]:
    for place, text in _texts(item):
        seen: dict[str, int] = {}
        for slip in scan(text):
            seen[slip.text] = seen.get(slip.text, 0) + 1
            if seen[slip.text] > 1 or len(seen) > _MOST:
                continue
            meant = "或".join(f"“{one}”" for one in slip.proposals)
            context = text[max(0, slip.start - _AROUND) : slip.end + _AROUND].replace("\n", " ")
            yield ItemFinding(
                code, severity(slip), f"“{slip.text}”{slip.reason}：……{context}……", place, slip.text,
                suggestion=f"应为{meant}，请核对后改正。" if meant else "请核对后改正。",
            )  # fmt: skip


@check(
    "wording.severe",
    "没有严重表述错误",
    basis="国办秘函〔2019〕19号：严重表述错误属单项否决",
    good="中华人民共和国，县人民政府，扫黑除恶",
    bad="县人民攻府印发通知",
)
def severe(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _found(item, "wording.severe", severe_errors, lambda slip: "block")


@check(
    "wording.typos",
    "没有错别字和易混的词",
    basis=f"{_LANGUAGE}；{_CHECKED}",
    good="截至2025年6月30日，登录县政府网站查询，关键在落实。",
    bad="截止2025年6月30日，登陆县政府网站查询，关健在落实。",
)
def typos(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    severities: dict[str, Severity] = {"error": "warn", "warning": "warn", "notice": "note"}

    def scan(text: str) -> Iterator[Slip]:
        for slip, severity in confused_words(text):
            grades[slip.text] = severities[severity]
            yield slip

    grades: dict[str, Severity] = {}
    return _found(item, "wording.typos", scan, lambda slip: grades[slip.text])


@check(
    "wording.doubled",
    "没有重复的字词",
    basis=_CHECKED,
    good="我县教育工作取得成效，件件有着落。",
    bad="我县我县教育工作取得成效。",
)
def doubled(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _found(
        item, "wording.doubled", doubled_words, lambda slip: "warn" if slip.certain else "note"
    )


@check(
    "wording.terms",
    "固定用语不掉字、不多字",
    basis=_CHECKED,
    good="做好政府信息公开工作",
    bad="做好政府息公开工作",
)
def terms(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _found(item, "wording.terms", broken_terms, lambda slip: "warn")


@check(
    "wording.law_names",
    "法律法规写全称、写准确",
    basis=_CITED,
    good="根据《中华人民共和国义务教育法》（以下简称《义务教育法》）",
    bad="根据《义务教育法》",
)
def law_names(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    def scan(text: str) -> list[Slip]:
        slips = [
            *misspelt_law_names(text),
            *unintroduced_law_names(text),
            *unmarked_law_names(text),
        ]
        named = {slip.text for slip in slips}
        return slips + [slip for slip in laws_without_country(text) if slip.text not in named]

    return _found(item, "wording.law_names", scan, lambda slip: "warn" if slip.certain else "note")


@check(
    "wording.marks",
    "标点不重复",
    basis="《标点符号用法》（GB/T 15834—2011）",
    good="各中小学校：现将有关事项通知如下。",
    bad="各中小学校：现将有关事项通知如下。。",
)
def marks(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    return _found(
        item, "wording.marks", marks_in_a_row, lambda slip: "warn" if slip.certain else "note"
    )


@check(
    "wording.county",
    "县级用语词表",
    basis="本县用语词表（由县政府办公室维护）",
    good="城关镇（词表要求的写法）",
    bad="词表里的不规范用语",
)
def county(item: Item, on: dt.date) -> Iterator[ItemFinding]:
    listed = county_words()
    for place, text in _texts(item):
        seen: set[str] = set()
        for hit in words_found(text, listed):
            if hit.word.wrong in seen:
                continue
            seen.add(hit.word.wrong)
            note = f"（{hit.word.note}）" if hit.word.note else ""
            yield ItemFinding(
                "wording.county",
                "block" if hit.word.blocks else "warn",
                f"“{hit.word.wrong}”在本县词表里是不规范用语{note}。",
                place,
                hit.word.wrong,
                suggestion=f"应为“{hit.word.right}”。" if hit.word.right else "请删去或改写。",
            )
