"""Section six: the statement on the 信息处理费."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity, Unanswerable
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import sentences
from gongkai.domain.rules.subject import Subject

_FEE = re.compile(r"信息处理费|收费|收取.{0,12}费|费用")
_NONE = re.compile(
    r"(?:未|没有|无|不存在|未曾|不)[^，。；]{0,14}(?:收取|收费|产生|发生|征收)|收取[^，。；]{0,16}(?:费|金额)[^，。；]{0,8}(?:为|共计|合计)?\s*0\s*(?:万?元)|(?:收取|收费|费用)[^，。；]{0,8}为?\s*0\s*(?:万?元)|零收费"
)
_AMOUNT = re.compile(
    r"信息处理费[^，。；]{0,20}?(\d+(?:\.\d+)?)\s*(万?元)|收取[^，。；\d]{0,16}?(\d+(?:\.\d+)?)\s*(万?元)"
)
_NO_NOTICE = re.compile(
    r"(?:未|没有)[^，。；]{0,8}(?:发出|作出|下达)[^，。；]{0,8}收费通知|发出收费通知[^，。；]{0,8}0\s*[件次份]"
)
_EMPTY = re.compile(
    r"^[\s　]*(?:无|没有|暂无|本年度?无|无其他需要报告的事项|没有其他需要报告的事项|无其他事项|无需要报告的其他事项|本年度?无其他需要报告的事项|暂无其他需要报告的事项)[。；.]?[\s　]*$"
)
BASIS = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；国办公开办函〔2021〕30号"


@rule(
    "F01",
    Kind.FEE,
    Severity.WARNING,
    basis=BASIS,
    good={"sections": {"六": "2025年度未收取政府信息公开信息处理费。"}},
    bad={"sections": {"六": "无。"}},
    since=2021,
    catalogue=("E26",),
)
def fee_statement(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """第六部分写明本年度收取信息处理费的情况，没有收取的也要写明，不能只写“无”。"""
    report = subject.report
    if "六" not in report.sections:
        raise Unanswerable("没有读到第六部分")
    text = report.text_of("六")
    everything = "\n".join(report.text_of(one) for one in ("一", "五", "六", "signature"))
    if not everything.strip():
        raise Unanswerable("没有读到正文")
    if _FEE.search(text) or re.search(r"信息处理费", everything):
        return
    if not text.strip():
        message = "第六部分没有内容"
    elif _EMPTY.match(text):
        message = f"第六部分只写了“{text.strip()}”"
    else:
        message = "第六部分没有写到信息处理费"
    yield rule.finding(
        f"{message}，应当写明本年度收取政府信息公开信息处理费的情况。",
        quotes=(Quote("六", text[:40], 0, min(40, len(text))),) if text.strip() else (),
        suggestion="没有收取的，写明“本年度没有收取政府信息公开信息处理费”。",
    )


@rule(
    "F02",
    Kind.FEE,
    Severity.WARNING,
    basis=BASIS,
    good={"sections": {"六": "全年收取信息处理费400元。"}, "cells": {"t2.fees": 0.04}},
    bad={
        "sections": {"一": "全年没有收取信息处理费。", "六": "全年收取信息处理费400元。"},
        "cells": {"t2.fees": 1},
    },
    since=2021,
    catalogue=("X11",),
)
def fee_statements_agree(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """前后对信息处理费的说法一致：不能既说没有收取，又写收取的金额。"""
    none: Quote | None = None
    some: Quote | None = None
    for section, text, offset in _fee_sentences(subject):
        place = Quote(section, text.strip(), offset, offset + len(text))
        amount = _amount(text)
        if amount:
            some = some or place
        elif _NONE.search(text):
            none = none or place
    if none is not None and some is not None:
        yield rule.finding(
            "一处说没有收取信息处理费，另一处写了收取的金额。",
            quotes=(none, some),
            suggestion="请核对本年度是否收取了信息处理费；两处所指的范围不同的，请写明。",
        )


@rule(
    "F03",
    Kind.FEE,
    Severity.WARNING,
    basis=BASIS,
    good={"sections": {"六": "全年收取信息处理费400元。"}, "cells": {"t2.fees": 0.04}},
    bad={"sections": {"六": "全年收取信息处理费400元。"}, "cells": {"t2.fees": 0}},
    since=2021,
    catalogue=("X11",),
)
def fee_within_charges(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """信息处理费属于行政事业性收费，表二的收费金额（万元）不少于它。"""
    charged: Decimal | None = None
    for section, text, offset in _fee_sentences(subject):
        amount = _amount(text)
        if not amount:
            continue
        charged = charged if charged is not None else subject.require("t2.fees")
        if amount > charged * 10000:
            yield rule.finding(
                f"正文写收取信息处理费{_plain(amount)}元，表二“行政事业性收费”为{_plain(charged)}万元，"
                f"少于正文的{_plain(amount / 10000)}万元。",
                cells=("t2.fees",),
                quotes=(Quote(section, text.strip(), offset, offset + len(text)),),
                suggestion="信息处理费按行政事业性收费管理；请核对表二是否漏计，或单位是否写错（元、万元）。",
            )


@rule(
    "F04",
    Kind.FEE,
    Severity.WARNING,
    basis=BASIS,
    good={"sections": {"六": "本年度没有发出收费通知，没有收取信息处理费。"}},
    bad={
        "sections": {"六": "本年度没有发出收费通知，没有收取信息处理费。"},
        "cells": {"t3.other.no_payment.total": 2},
    },
    since=2021,
    catalogue=("X11",),
)
def fee_notice_and_unpaid(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """没有发出收费通知的，表三“逾期未按收费通知要求缴纳费用”应为0。"""
    for section, text, offset in _fee_sentences(subject):
        match = _NO_NOTICE.search(text)
        if match is None:
            continue
        unpaid = subject.require("t3.other.no_payment.total")
        if unpaid > 0:
            yield rule.finding(
                f"正文称没有发出收费通知，表三“申请人逾期未按收费通知要求缴纳费用”总计为{_plain(unpaid)}件。",
                cells=("t3.other.no_payment.total",),
                quotes=(
                    Quote(section, match.group(), offset + match.start(), offset + match.end()),
                ),
                suggestion="请核对收费通知的发出情况和这一行的数字。",
            )
        return


def _fee_sentences(subject: Subject) -> Iterator[tuple[str, str, int]]:
    for section in ("一", "六"):
        text = subject.report.text_of(section)
        if _FEE.search(text) is None:
            continue  # no sentence of it speaks of a fee
        for offset, sentence in sentences(text):
            if "信息" in sentence and _FEE.search(sentence):
                yield section, sentence, offset


def _amount(text: str) -> Decimal | None:
    """The fee in yuan; None where the sentence gives none, or gives zero."""
    match = _AMOUNT.search(text)
    if match is None or "信息处理费" not in text:
        return None
    figure, unit = (
        (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
    )
    amount = Decimal(figure) * (10000 if unit == "万元" else 1)
    return amount or None


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
