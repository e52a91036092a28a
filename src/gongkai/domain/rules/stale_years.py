"""Years that were left standing: plans dated with the past year, this year's work told under another."""

import re
from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity, Unanswerable
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import quote_around, rule_data, section_name, sentences
from gongkai.domain.rules.subject import Subject

_PLAN = re.compile(
    r"(?<![\d—\-至])((?:19|20)\d\d)年(?:度)?[，,]?(?=(?:我|本|全|将|要|拟)[\u3400-\u9fff])"
)
_CLAUSE = re.compile(r"[^。！？\n]+[。！？]?")


def report_year(subject: Subject) -> int:
    """The year of the report; Unanswerable where it is not known."""
    if subject.report.year is None:
        raise Unanswerable("报告年度不明")
    return subject.report.year


@rule(
    "D04",
    Kind.PERIOD,
    Severity.ERROR,
    basis="《政府信息公开条例》第五十条第（四）项：改进情况",
    good={"sections": {"五": "存在公开不够及时的问题。下一步，2026年我局将加大培训力度。"}},
    bad={"sections": {"五": "存在公开不够及时的问题。下一步，2025年我局将加大培训力度。"}},
    catalogue=("E14",),
)
def stale_year_in_measures(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """下一步措施不能写成报告年度或更早年度的打算。"""
    year, text = report_year(subject), subject.report.text_of("五")
    told: set[int] = set()
    for said, start, end, certain in (*_plans(text), *_plans_after_measures(text)):
        if said > year or start in told:
            continue
        told.add(start)
        yield rule.finding(
            f"第五部分的下一步措施写成了{said}年，而{year}年是本报告的统计年度，已经过去。",
            severity=Severity.ERROR if certain else Severity.WARNING,
            quotes=(quote_around("五", text, start, end, 12),),
            suggestion=f"请核对是否应为{year + 1}年，或是沿用了上年报告的文字。",
        )


_YEAR = r"(?<![\d—\-至])((?:19|20)\d\d)年"


def _plans(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """2025年，我县将重点抓好: a year with the words of a plan right after it is one, wherever it stands.

    重点抓好 without 将 and 力争2025年 may tell of what was done or meant: warnings, and after 下一步 only.
    """
    data = rule_data("period")
    begin = re.search(data["only_later"], text)
    later = begin.start() if begin is not None else len(text)
    following = rf"{_YEAR}(?:度)?[，,]?[^，。；：、\d\n]{{0,14}}?"
    for pattern, certain in (
        (rf"{following}(?:{data['plan_after_year']})", True),
        (rf"{following}(?:{data['perhaps_plan_after_year']})", False),
        (rf"(?:{data['plan_before_year']}){_YEAR}", False),
        (rf"{_YEAR}\d{{1,2}}月(?:底|末|\d{{1,2}}日)?之?前(?!已)", False),
    ):
        for match in re.finditer(pattern, text):
            before = text[max(0, match.start() - 12) : match.start()]
            told = re.search(data["told_of"], before) or re.search(data["past"], match.group())
            rest = re.split("[，。；]", text[match.end() :])[0]
            if told or (not certain and (match.start() < later or re.search("[已了]", rest))):
                continue
            yield int(match.group(1)), match.start(1), match.end(1) + 1, certain


def _plans_after_measures(text: str) -> Iterator[tuple[int, int, int, bool]]:
    data = rule_data("period")
    begin = re.search(data["measures_begin"], text)
    if begin is None:
        return
    for offset, sentence in sentences(text):
        for match in _PLAN.finditer(sentence):
            start = offset + match.start()
            planned = re.search(data["future"], sentence) is not None
            meant = planned or re.search(data["purpose"], sentence) is not None
            if start < begin.start() or not meant:
                continue
            if re.search(data["past"], sentence[match.start() :]):
                continue
            certain = planned or re.match(data["only_plans"], begin.group()) is not None
            yield int(match.group(1)), start, offset + match.end(), certain


@rule(
    "D05",
    Kind.PERIOD,
    Severity.WARNING,
    basis="《政府信息公开条例》第四十九条、第五十条：年度报告反映上一年度的情况",
    good={"sections": {"一": "2025年，我县主动公开政府信息30条。"}},
    bad={"sections": {"一": "2024年，我县主动公开政府信息30条。"}},
    catalogue=("E14",),
)
def stale_year(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文说的是报告年度的事，不把别的年度当作本年；总体情况的开头写成往年的是错误。"""
    year = report_year(subject)
    for section in ("一", "六"):
        text = subject.report.text_of(section)
        opening = _opening(text) if section == "一" else None
        for match in _stale_sentences(text, year):
            certain = match.start() == opening or _is_of_this_year(subject, match.group())
            if not certain and not _tells_of_the_year(match.group()):
                continue
            words, offset = match.group(), match.start()
            yield rule.finding(
                f"{section_name(section)}以{_STALE.match(words)[1]}年叙述本年的情况，而本报告是{year}年度的报告。",  # type: ignore[index]
                severity=Severity.ERROR if certain else rule.severity,
                quotes=(Quote(section, words[:40].strip(), offset, offset + min(40, len(words))),),
                suggestion=f"请核对是否应为{year}年，或是沿用了往年报告的文字。",
            )


_STALE = re.compile(
    r"\s*(?:（[一二三四五六七八九十]）[^，。；：]{0,24}[。：\s])?\s*(?:本机关|本单位|我[县市区镇乡局委办])?\s*"
    r"((?:19|20)\d\d)\s*年(?:度|全年)?(?![底末初\d是])"
)


def _stale_sentences(text: str, year: int) -> Iterator[re.Match[str]]:
    """Sentences that begin with another year and do not name the report's own."""
    for match in _CLAUSE.finditer(text):
        begins = _STALE.match(match.group())
        named = re.sub(r"《[^》]*》|“[^”]*”", "", match.group())
        if begins is not None and int(begins[1]) < year and str(year) not in named:
            yield match


def _opening(text: str) -> int | None:
    """Where the first sentence of the overview begins that is no heading and no preface."""
    preface = re.compile(rule_data("period")["preface_words"])
    for match in _CLAUSE.finditer(text):
        if len(match.group().strip()) > 24 and not preface.search(match.group()):
            past = re.search(rule_data("period")["never_this_year"], match.group()[:60])
            return None if past else match.start()
    return None


def _tells_of_the_year(sentence: str) -> bool:
    rest = sentence[_STALE.match(sentence).end() :]  # type: ignore[union-attr]
    first = re.split("[；;]", rest)[0]
    counts = re.search(r"(?:公开|收到|受理|办结|答复|发布|收取|收费|更新)", first)
    allowed = re.search(rule_data("period")["past_allowed"], first)
    return counts is not None and not allowed and not re.search(r"将|拟|计划", first)


def _is_of_this_year(subject: Subject, sentence: str) -> bool:
    """The number of applications told under another year is the one in the table of this year."""
    new = subject.report.number("t3.new.total")
    said = re.search(r"(?:收到|受理|新收|接收)[^。；，\d]{0,24}(\d+)\s*[件宗]", sentence)
    if not new or new <= 1 or said is None or int(said[1]) != new:
        return False
    return re.search(r"上年|同比|比|较|结转", sentence[: said.end()]) is None
