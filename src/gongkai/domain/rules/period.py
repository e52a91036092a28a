"""The statistical period and the day of the signature."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity, Unanswerable
from gongkai.domain.law import NotInForce, parameter
from gongkai.domain.reports.organ_profile import OrganKind
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import (
    passages,
    quote_around,
    require_unabridged,
    rule_data,
    section_name,
    sentences,
)
from gongkai.domain.rules.stale_years import report_year
from gongkai.domain.rules.subject import Subject

_DAY = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_SPAN = re.compile(
    r"(?:((?:19|20)\d\d)\s*年\s*)?(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日?\s*起?\s*[，,]?\s*"
    r"(?:至|到|—+|－+|-+|–+|~|～)\s*(?:((?:19|20)\d\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
# 20211月, 20251231日, 2021年月: a mark or a figure of the date is lost.
_MONTH_FIGURES = r"(?:0?[1-9]|1[0-2])"
_DAMAGES = (
    rf"{_MONTH_FIGURES}月(?:\d{{1,2}}日)?",
    rf"{_MONTH_FIGURES}(?:0?[1-9]|[12]\d|3[01])日",
    r"年月(?![均度报活访平])",
    r"年\d{1,2}月日(?![均常前志报活])",
)
_DAMAGED = re.compile(rf"(?:19|20)(?<!\d(?:19|20))\d\d(?:{'|'.join(_DAMAGES)})")
_GOOD = "本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。"


@rule(
    "D01",
    Kind.PERIOD,
    Severity.ERROR,
    basis="《政府信息公开条例》第四十九条、第五十条：年度报告反映上一年度的情况",
    good={"preface": _GOOD},
    bad={"preface": "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"},
    catalogue=("E14",),
)
def statistical_period(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """所列数据的统计期限是报告年度的1月1日至12月31日。"""
    year = report_year(subject)
    for section, offset, sentence in _period_sentences(subject):
        for match in _SPAN.finditer(sentence):
            first, month, day, last, end_month, end_day = match.groups()
            words = (quote_around(section, sentence, *match.span()),)
            shifted = tuple(
                Quote(section, one.text, offset + (one.start or 0), offset + (one.end or 0))
                for one in words
            )
            years = {int(one) for one in (first, last) if one}
            ends = tuple(map(int, (month, day, end_month, end_day)))
            backwards = first is not None and last is not None and int(last) < int(first)
            if years and (year not in years or backwards):
                yield rule.finding(
                    f"统计期限写的是{match.group()}，而本报告是{year}年度的报告。",
                    quotes=shifted,
                    suggestion=f"请核对；应为{year}年1月1日至{year}年12月31日。",
                )
            elif len(years) > 1 or ends != (1, 1, 12, 31):
                # two whole years, or a slip in the last day, is wrong for every organ
                wrong = ends == (1, 1, 12, 31) or (len(years) == 1 and ends[:3] == (1, 1, 12))
                yield rule.finding(
                    f"统计期限写的是{match.group()}，不是完整的{year}年度。",
                    severity=Severity.ERROR if wrong else Severity.WARNING,
                    quotes=shifted,
                    suggestion=f"应为{year}年1月1日至{year}年12月31日；机关年中成立或撤并的，请说明。",
                )


@rule(
    "D02",
    Kind.PERIOD,
    Severity.ERROR,
    basis="日期应当书写完整",
    good={"preface": _GOOD},
    bad={"preface": "报告中的数据统计时限为20251月1日至202512月31日。"},
    catalogue=("E14", "E22"),
)
def damaged_date(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """日期的年、月、日书写完整。"""
    for section, text in passages(subject.report):
        found = list(_DAMAGED.finditer(text))
        if not found:
            continue
        named = "、".join(f"“{one.group()}”" for one in found)
        yield rule.finding(
            f"{section_name(section)}的日期{named}掉了字。",
            quotes=tuple(quote_around(section, text, *one.span(), 4) for one in found),
            suggestion="请补全年、月、日。",
        )


@rule(
    "D03",
    Kind.PERIOD,
    Severity.NOTICE,
    basis="年度报告通行做法：前言写明数据的统计期限",
    good={"preface": _GOOD},
    bad={"preface": "现公布2025年度报告。"},
    catalogue=("E14",),
)
def period_stated(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """报告写明数据的统计期限。"""
    if not subject.report.prose():
        raise Unanswerable("没有读到正文")
    require_unabridged(subject.report, "preface", "一")
    if not any(True for _ in _period_sentences(subject)):
        yield rule.finding(
            "没有写明数据的统计期限。",
            suggestion="请在前言中写明“所列数据的统计期限自1月1日起至12月31日止”。",
        )


@rule(
    "D06",
    Kind.PERIOD,
    Severity.WARNING,
    basis="《政府信息公开条例》第四十九条",
    good={"organ": "示例县财政局", "signature": "示例县财政局\n2026年1月16日"},
    bad={"organ": "示例县财政局", "signature": "示例县财政局\n2026年2月16日"},
    catalogue=("E03",),
)
def signature_day(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """部门的年报在次年1月31日前、政府的年报在次年3月31日前公布，落款日期不晚于此，也不早于年末。"""
    year, dated = report_year(subject), _dated(subject)
    if dated is None:
        raise Unanswerable("落款没有日期")
    section, match = dated
    quotes = (Quote(section, match.group(), match.start(), match.end()),)
    try:
        signed = date(*(int(part) for part in match.groups()))
    except ValueError:
        yield rule.finding(
            f"落款日期“{match.group()}”不存在。", quotes=quotes, suggestion="请改正。"
        )
        return
    if signed < date(year, 12, 1):
        yield rule.finding(
            f"落款日期{match.group()}早于{year}年度结束，全年的数据此时还不能有。",
            severity=Severity.ERROR if signed.year <= year and signed.month < 12 else rule.severity,
            quotes=quotes,
            suggestion=f"请核对年份，是否应为{year + 1}年。",
        )
        return
    last = _deadline(subject, year)
    if signed > last:
        yield rule.finding(
            f"落款日期{match.group()}晚于法定的{last.year}年{last.month}月{last.day}日。",
            quotes=quotes,
            suggestion="请核对落款日期；确实逾期的，应当说明。",
        )


def _dated(subject: Subject) -> tuple[str, re.Match[str]] | None:
    """The day of the report: the last of the signature, or a line of the preface that is only a day."""
    days = list(_DAY.finditer(subject.report.text_of("signature")))
    if days:
        return "signature", days[-1]
    alone = re.compile(rf"^[（(]?{_DAY.pattern}[）)]?$", re.MULTILINE)
    match = alone.search(subject.report.text_of("preface"))
    return ("preface", match) if match else None


def _deadline(subject: Subject, year: int) -> date:
    """The last day of publication; the department's only where it is sure that a department wrote it."""
    profile = subject.profile
    department = profile.kind_certain and profile.kind is OrganKind.DEPARTMENT
    key = "report_due_department" if department else "report_due_government"
    try:
        return parameter(key, on=date(year + 1, 1, 1)).day_in(year + 1)
    except NotInForce:
        raise Unanswerable(f"{year}年度还没有公布年报的期限") from None


def _has_whole_year(sentence: str) -> bool:
    """1 January to 31 December of some year: in the preface that is the period, whatever it is called."""
    return any(
        match.group(2, 3, 5, 6) == ("1", "1", "12", "31") for match in _SPAN.finditer(sentence)
    )


def _period_sentences(subject: Subject) -> Iterator[tuple[str, int, str]]:
    words = re.compile(rule_data("period")["period_words"])
    for section in ("preface", "一", "六"):
        text = subject.report.text_of(section)
        if section != "preface" and words.search(text) is None:
            continue  # no sentence of it can
        for offset, sentence in sentences(text):
            # Further on other things have periods too: an assessment, a survey.
            of_report = section == "preface" or re.search(r"报告|年报|数据", sentence)
            named = words.search(sentence) or section == "preface" and _has_whole_year(sentence)
            if of_report and named:
                yield section, offset, sentence
