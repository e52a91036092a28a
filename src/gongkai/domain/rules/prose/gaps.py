"""What the prose leaves out: a number never filled in, reviews and lawsuits passed over, the fee."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity
from gongkai.domain.reports.annual_report import SECTION_NUMBERS, format_number
from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.claims import quote_of
from gongkai.domain.reports.prose.matters import topic_of
from gongkai.domain.reports.prose.scopes import Time, time_scope
from gongkai.domain.reports.prose.text import ProseText
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.prose.shown import facts_of, place_of
from gongkai.domain.rules.subject import Subject

SHORT_OVERVIEW = 200
# A unit where its number is missing: behind a gap (主动公开信息  条。, 收到申请____件，) …
_GAP = re.compile(
    r"(?:信息|文件|申请|复议|诉讼|案件|解读|培训|会议|公报|收到|受理|办理|办结|答复|公开|发布|制发|废止|有效|共|结转|计|为)"
    r"(?:[ \t\u3000\xa0]+|[_＿]{1,20}|[×xX]{1,4}|[…]{1,4}|[（(][ \t\u3000\xa0_＿]*[）)])[ \t\u3000\xa0]{0,20}"
    r"(?:件次|件|条|份|个|次|篇|期|人次|项|万元|元)(?=[，。；、,.;\n]|$)"
)
# … or right behind words that no unit can follow: 现行有效规范性文件件, 年末现行有效件。
_GLUED = re.compile(
    r"(?:规范性文件|政策文件|政府信息|诉讼案件|复议案件|现行有效)(?:件|条)(?=[，。；,;\n]|$)"
)

# Verbs of counting, and what they count: with 共, 累计 … before and a stop behind there is no number at all.
_VERBS = (
    "收到|接到|接收|新收|收取|受理|办理|办结|答复|回复|处理|主动公开|依申请公开|公开|发布|公布|制发|制定|印发|出台|修订|废止"
    "|解读|召开|举办|开展|组织|审查|收|印制"
)
_COUNTED = (
    "(?:政府信息公开|政府信息依申请公开|依申请公开)?申请|行政复议(?:案件)?|行政诉讼(?:案件)?|(?:行政)?规范性文件|政策文件"
    "|(?:各类)?(?:政府|政务)?信息|政策解读|(?:业务)?培训|新闻发布会"
)
_STOP = r"[ \t\u3000\xa0]{0,6}(?=[，。；,;\n]|$)"
_UNCOUNTED = re.compile(
    rf"(?:(?:(?<![公一])(?:共计?|总共)|一共|累计|总计|合计)(?:{_VERBS})了?(?:{_COUNTED})?"
    # … or a clause that is the verb alone: 全年收到，
    rf"|(?:(?<=[。；，,;\n])|^)(?:全年|年内|本年度?|\d{{4}}年度?)?新?(?:收到|接到|新收)){_STOP}"
    rf"(?:[，；,;][ \t\u3000\xa0]{{0,6}}(?:已|均已|其中)?(?:{_VERBS}){_STOP}){{0,6}}",
    re.MULTILINE,
)
_VERB = re.compile(rf"(?:^|[，；,;])[^，；,;]*?(?P<verb>{_VERBS})")


@rule(
    "P12",
    Kind.TEXT_TEXT,
    Severity.ERROR,
    basis="国办公开办函〔2021〕30号：年度报告的数据应当完整、准确",
    good={"sections": {"一": "（一）主动公开。2025年主动公开信息 103 条。"}},
    bad={
        "sections": {"一": "（一）主动公开。2025年主动公开信息  条。在门户网站发布工作动态43条。"}
    },
    catalogue=("E16",),
)
def no_number_is_missing(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """句子里该有数字的地方有数字。"""
    facts = facts_of(subject)
    for reading in facts.sections:
        raw = reading.text.raw
        for match in sorted(
            [*_GAP.finditer(raw), *_GLUED.finditer(raw), *_UNCOUNTED.finditer(raw)],
            key=lambda one: one.start(),
        ):
            start, end = _clause(raw, match.start()), match.end()
            words = " ".join(raw[start:end].split())
            yield rule.finding(
                f"{_place(reading.text, start)}“{words}”缺少数字{_after(match)}。",
                quotes=(Quote(reading.text.section, raw[start:end], start, end),),
                suggestion="请补上数字；没有的写 0。",
            )


def _after(match: re.Match[str]) -> str:
    """Behind which verbs the numbers are missing: ：“收到”“办结”后面没有写数; "" for a gap before a unit."""
    if match.re is not _UNCOUNTED:
        return ""
    verbs = dict.fromkeys(one["verb"] for one in _VERB.finditer(match[0]))
    return f"：{''.join(f'“{one}”' for one in verbs)}后面没有写数"


def _clause(raw: str, place: int) -> int:
    return max(raw.rfind(sign, 0, place) for sign in "。；，：\n;,") + 1


def _place(text: ProseText, raw_start: int) -> str:
    for one in text.sentences:
        if text.origin[one.start] <= raw_start <= text.origin[one.end - 1]:
            return place_of(text.section, one)
    return f"第{text.section}部分"


@rule(
    "P13",
    Kind.TEXT_TABLE,
    Severity.NOTICE,
    basis="《中华人民共和国政府信息公开条例》第五十条第一款第三项：因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
    good={
        "sections": {
            "一": "（二）依申请公开方面。收到行政复议1件，已维持。" + "认真落实各项工作要求。" * 20
        },
        "cells": {"t4.review.upheld": 1, "t4.review.total": 1},
    },
    bad={
        "sections": {
            "一": "（二）依申请公开方面。渠道畅通、效果良好。" + "认真落实各项工作要求。" * 20
        },
        "cells": {"t4.review.upheld": 1, "t4.review.total": 1},
    },
)
def remedies_are_spoken_of(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """表四有复议、诉讼的，正文有所交代。"""
    facts = facts_of(subject)
    prose = "".join(reading.text.compact for reading in facts.sections)
    overview = next((one.text.compact for one in facts.sections if one.text.section == "一"), "")
    # a section 一 of a few lines leaves out everything: another rule says that
    if len(overview) < SHORT_OVERVIEW or re.search("复议|诉讼|应诉|败诉", prose):
        return
    shown = {
        name: _block_total(facts, blocks)
        for name, blocks in (("行政复议", ("review",)), ("行政诉讼", ("direct", "after_review")))
    }
    present = {name: value for name, value in shown.items() if value}
    if present:
        words = "、".join(f"{name} {format_number(value)} 件" for name, value in present.items())
        yield rule.finding(
            f"表四有{words}，正文没有提到。",
            cells=tuple(
                f"t4.{block}.total"
                for block in ("review", "direct", "after_review")
                if _block_total(facts, (block,))
            ),
            suggestion="请在正文说明复议、诉讼的起因、结果，以及被纠正的如何改进。",
        )


def _block_total(facts: ProseFacts, blocks: tuple[str, ...]) -> Decimal:
    """The greatest of the printed total and the sum of its parts."""
    values = [max(facts.cells.values(f"t4.{block}.total"), default=Decimal(0)) for block in blocks]
    return sum(values, Decimal(0))


@rule(
    "P14",
    Kind.FEE,
    Severity.WARNING,
    basis="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；信息处理费属于行政事业性收费，应当包含在表二收费金额之内",
    good={
        "sections": {"六": "本年度收取信息处理费400元。"},
        "cells": {"t2.fees": 0.04},
    },
    bad={
        "sections": {"六": "本年度收取信息处理费40000元。"},
        "cells": {"t2.fees": 1.2},
    },
    since=2021,
    catalogue=("X11",),
)
def processing_fee_is_within_fees(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文所称信息处理费不大于表二行政事业性收费金额。"""
    facts = facts_of(subject)
    fees = facts.value("t2.fees")
    if fees is None:
        return
    for reading in facts.sections:
        if reading.text.section not in SECTION_NUMBERS:
            continue
        for frame in reading.frames:
            amount = frame.quantity
            if amount.kind != "money" or topic_of(frame, reading) != "processing_fee":
                continue
            charged = any(one.slot == "verb" and one.value == "charged" for one in frame.before)
            # a table printed in whole 万元 or with two places hides so much
            hidden = Decimal(1).scaleb(min(0, int(fees.as_tuple().exponent))) / 2
            if not charged or amount.approximate or time_scope(frame) is Time.OTHER:
                continue
            if amount.value <= fees + hidden:
                continue
            yield rule.finding(
                f"{place_of(reading.text.section, frame.sentence)}称收取信息处理费 {format_number(amount.value.normalize())} 万元，"
                f"大于表二行政事业性收费的 {format_number(fees)} 万元。",
                cells=("t2.fees",),
                quotes=(quote_of(frame),),
                suggestion="请核对金额和单位：信息处理费以元计，表二以万元计，前者应当包含在后者之内。",
            )
            return
