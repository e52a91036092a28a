"""What only the platform can find in a report: gaps a person has to fill, problems without a day, copied words."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from gongkai.apps.annual.likeness import Alike
from gongkai.apps.annual.models import Problem, Report
from gongkai.apps.annual.queries.problems import last_problems_of, missing_in, problems_of
from gongkai.apps.annual.writing.assembling import Assembled
from gongkai.apps.annual.writing.misplaced import Misplaced
from gongkai.apps.annual.writing.typed import Typed
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.domain.findings import Finding, Kind, Quote, Severity

NORM = "《政府信息公开条例》第五十条"
FORM = "国办公开办函〔2021〕30号"
COPIED = "国办公开办函〔2021〕30号：年度报告内容应当真实、具体，不得照抄照搬"
Placed = tuple[str, Finding]

_GAP = re.compile(r"〔请[^〔〕]{0,100}〕")
_OPEN_END = re.compile(r"[，,、：:；;（(]$")
MOST_QUOTES = 5
MOST_GAPS = 20  # of one part


def of_parts(report: Report, assembled: Assembled) -> Iterator[Placed]:
    """Statements that cannot be forgotten, fields nobody knows, figures nobody stated."""
    form = assembled.report.form
    for part in assembled.known:
        filled = assembled.parts[part.key]
        if part.wants(filled.text) and not filled.blank and not _GAP.search(filled.text):
            yield part.key, Finding(
                "Y01", Kind.STRUCTURE, Severity.ERROR,
                f"“{part.label}”没有写明{part.missing}。", NORM,
                suggestion="请在这一部分写明；没有这种情形的，也写明没有。",
            )  # fmt: skip
        if filled.unknown:
            yield part.key, Finding(
                "Y02", Kind.VALUE, Severity.ERROR,
                f"“{part.label}”里的{'、'.join(filled.unknown)}不是可以自动填写的数，请核对写法。", FORM,
                suggestion="请从“可以自动填写的数”里选择插入，不要手写花括号里的名称。",
            )  # fmt: skip
        if filled.blank:
            said = "、".join(dict.fromkeys(label_of_field(one, form) for one in filled.blank))
            yield part.key, Finding(
                "Y03", Kind.VALUE, Severity.ERROR,
                f"“{part.label}”引用的{said}还没有填报。", FORM,
                suggestion="请先填报这个数（没有发生的填 0），由另一人确认，再重新汇总。",
            )  # fmt: skip


def of_gaps(report: Report, assembled: Assembled) -> Iterator[Placed]:
    """Places that a proposal left to a person, and sentences that just end."""
    for part in assembled.known:
        text = assembled.parts[part.key].text
        span = assembled.spans.get(part.key)
        if span is None:
            continue
        for match in islice(_GAP.finditer(text), MOST_GAPS):
            start = span.start + match.start()
            yield part.key, Finding(
                "Y08", Kind.STRUCTURE, Severity.ERROR,
                f"“{part.label}”还有要由人写明的地方：{match[0].strip('〔〕')}。", NORM,
                quotes=(Quote(span.section, match[0], start, start + len(match[0])),),
                suggestion="请把方括号连同里面的提示改成实际情况。",
            )  # fmt: skip
        if _OPEN_END.search(text) and not part.wants(text):
            end = text[-20:]
            yield part.key, Finding(
                "Y09", Kind.STRUCTURE, Severity.ERROR,
                f"“{part.label}”没有写完，停在“{end}”。", FORM,
                quotes=(Quote(span.section, end, span.end - len(end), span.end),),
                suggestion="请补写完整，以句号结束。",
            )  # fmt: skip


def of_problems(report: Report, assembled: Assembled) -> Iterator[Placed]:
    """Every problem has measure, unit and day; last year's have a result; the prose says what is written down."""
    problems = list(problems_of(report))
    for one in problems:
        if missing := missing_in(one):
            yield "five.measures", Finding(
                "Y05", Kind.STRUCTURE, Severity.ERROR,
                f"问题“{one.text}”还没有写明{'、'.join(missing)}。", NORM,
                suggestion="请在“问题与措施”里补上；报告报送以后，它就是按期跟踪的任务。",
            )  # fmt: skip
    if not problems and not _GAP.search(assembled.parts["five.problems"].text):
        yield "five.problems", Finding(
            "Y06", Kind.STRUCTURE, Severity.WARNING,
            "第五部分写了问题，但没有登记措施、责任单位和完成期限，明年无从说明改进结果。", NORM,
            suggestion="请在“问题与措施”里逐个登记，第五部分由登记的内容自动组成。",
        )  # fmt: skip
    yield from _left_out(assembled, problems)
    for one in last_problems_of(report):
        if not one.result:
            yield "five.last", Finding(
                "Y07", Kind.STRUCTURE, Severity.ERROR,
                f"上年报告的问题“{one.text}”还没有登记改进结果。", NORM,
                suggestion="请在“问题与措施”里登记：做了什么，改进到什么程度；没有完成的，写明进展。",
            )  # fmt: skip


def _left_out(assembled: Assembled, problems: Iterable[Problem]) -> Iterator[Placed]:
    text = re.sub(r"\s", "", assembled.report.text_of("五"))
    for one in problems:
        if re.sub(r"\s", "", one.text) not in text:
            yield "five.problems", Finding(
                "Y12", Kind.TEXT_TEXT, Severity.WARNING,
                f"登记的问题“{one.text}”没有写进第五部分。", NORM,
                suggestion="请写进去，或者插入“本年存在的问题”，由登记的问题自动组成；不再作为问题的，请删去登记。",
            )  # fmt: skip


def of_typed(figures: Iterable[Typed]) -> Iterator[Placed]:
    """Counts of section 一 typed by hand that are not what the ledgers hold. Cells are the desk's rules."""
    for one in figures:
        if one.agrees or not one.field.startswith("one."):
            continue
        held = "还没有填报" if one.value is None else f"台账和填报的数是 {one.value}"
        strong = one.whole and one.value is not None
        yield one.part, Finding(
            "Y10", Kind.TEXT_TABLE, Severity.WARNING if strong else Severity.NOTICE,
            f"“{one.words}”写的是 {one.number}，{one.label}{held}。", FORM,
            quotes=(
                Quote(one.section, one.words, one.at, one.at + len(one.words)),
                Quote(f"figures:{one.field}", str(one.value)),
            ),
            suggestion=f"请核对；说的是同一个数的，删去写的数，插入“{one.label}”，由程序自动填写。",
        )  # fmt: skip


def of_misplaced(figures: Iterable[Misplaced]) -> Iterator[Placed]:
    """A figure that fills itself in a sentence about another one: its number may be right by chance."""
    for one in figures:
        mend = f"改为插入“{one.wanted}”" if one.wanted else "改为插入这句话所说的数"
        yield one.part, Finding(
            "Y15", Kind.TEXT_TABLE, Severity.WARNING,
            f"“{one.quote.text}”说的是{one.meant}，插入的却是“{one.label}”的数。", FORM,
            quotes=(one.quote, Quote(f"figures:{one.field}", one.label)),
            suggestion=f"请核对：插错了的，{mend}；两个数今年相等也要改，数变了以后文字就会错。",
        )  # fmt: skip


def of_siblings(found: Iterable[Alike]) -> Iterator[Placed]:
    """Text copied from the report of another unit of the same year."""
    for one in found:
        quotes = []
        for passage in one.likeness.passages[:MOST_QUOTES]:
            quotes.append(Quote(one.section, passage.text, passage.start, passage.end))
            quotes.append(Quote(f"{one.organ}:{one.section}", passage.other))
        yield "", Finding(
            "Y11", Kind.SIMILARITY, Severity.WARNING,
            f"第{one.section}部分有{one.likeness.score:.0%}的文字与{one.organ}的报告相同"
            f"（不计年份、数字和套话），共{len(one.likeness.passages)}句。", COPIED,
            quotes=tuple(quotes),
            suggestion="请按本单位的实际情况写。",
        )  # fmt: skip
