"""The six sections: there, in order, under their proper headings."""

import re
from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity
from gongkai.domain.reports.annual_report import Observation, ObservationKind, Section
from gongkai.domain.reports.forms import Form, SectionHeading
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import ends_openly, rule_data
from gongkai.domain.rules.subject import Subject
from gongkai.domain.wording.fixed_terms import broken_terms

FORMAT = "国办公开办函〔2021〕30号所附《中华人民共和国政府信息公开工作年度报告格式》"
_MARKS = re.compile(r"[\s　、，,。；;:：（）()的]")


@rule(
    "S01",
    Kind.STRUCTURE,
    Severity.ERROR,
    basis=f"《政府信息公开条例》第五十条；{FORMAT}",
    good={},
    bad={"sections": {"五": None}},
    catalogue=("E06", "E20"),
)
def missing_section(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """年度报告应当有格式规定的六个部分，一个也不能少。"""
    report = subject.report
    if not report.sections:
        # Cells sent in alone: nothing can be said of headings, but the report is not complete.
        yield rule.finding(
            "没有读到年报六个部分中任何一个部分的标题和正文，只检查了表格数据。",
            severity=Severity.WARNING,
            suggestion="如果送检的是完整年报，请检查文件是否只含表格。",
        )
        return
    missing = [one for one in report.form.sections if one.number not in report.sections]
    if not missing:
        return
    numbers = [one.number for one in report.form.sections]
    named = "；".join(f"{one.number}、{one.heading}" for one in missing)
    tail = numbers[-len(missing) :] == [one.number for one in missing]
    # Text that breaks off, or half a report and less, is rather an excerpt than a report.
    excerpt = len(missing) >= 3 and not tail or len(missing) > 3 or tail and ends_openly(report)
    if excerpt or tail and len(missing) > 1:
        yield rule.finding(
            f"没有读到{len(missing)}个部分：{named}。" + ("文件可能不完整。" if excerpt else ""),
            severity=Severity.WARNING if excerpt else rule.severity,
            suggestion="请核对文件是否被截断；如果原稿如此，请补全缺少的部分。",
        )
        return
    for one in missing:
        if _is_there_unnumbered(subject, one):
            yield rule.finding(
                f"第{one.number}部分有内容，但没有读到标题“{one.number}、{one.heading}”。",
                severity=Severity.WARNING,
                suggestion="请核对标题是否遗漏，或者缺了序号。",
            )
            continue
        yield rule.finding(
            f"缺少第{one.number}部分“{one.number}、{one.heading}”。",
            suggestion="请补上这一部分；没有发生的事项也应保留标题，表格填0。",
        )


def _is_there_unnumbered(subject: Subject, wanted: SectionHeading) -> bool:
    """Its table was read, or its heading stands in a line of its own without the number."""
    report = subject.report
    if wanted.table is not None:
        return any(cell in report.values for cell in report.form.cells_of(wanted.table))
    headings = {_bare(one) for one in (wanted.heading, *wanted.variants)}
    lines = "\n".join(report.prose().values()).split("\n")
    return any(_bare(line) in headings for line in lines)


@rule(
    "S02",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis=FORMAT,
    good={},
    bad={
        "observations": [
            Observation(ObservationKind.SECTION_ORDER, "第五部分在第四部分之前", section="五")
        ]
    },
    catalogue=("E06",),
)
def section_order(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """六个部分按一至六的顺序排列，序号与标题相符。"""
    for one in subject.report.observations:
        if one.kind is ObservationKind.SECTION_ORDER:
            quotes = (Quote(one.section or "title", one.raw),) if one.raw else ()
            yield rule.finding(
                f"各部分的顺序或序号与格式不符：{one.message.rstrip('。')}。",
                quotes=quotes,
                suggestion="请按格式规定的顺序和序号排列各部分。",
            )


@rule(
    "S03",
    Kind.STRUCTURE,
    Severity.NOTICE,
    basis=FORMAT,
    good={},
    bad={
        "observations": [
            Observation(
                ObservationKind.HEADING,
                "标题不同",
                raw="五、存在的主要问题及整改措施",
                expected="五、存在的主要问题及改进情况",
                section="五",
            )
        ]
    },
    catalogue=("E21",),
)
def heading_wording(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """各部分的标题与格式一致。"""
    for number, section in subject.report.sections.items():
        expected = subject.report.form.section(number).heading
        printed = _printed(subject, number, section)
        if printed is None or _bare(printed) == _bare(expected) or broken_terms(printed):
            continue
        if number == list(subject.report.sections)[-1] and not section.paragraphs:
            continue  # the last line of a file that was cut short
        understood = _is_known(subject.report.form, number, printed)
        yield rule.finding(
            f"第{number}部分的标题是“{printed}”，格式规定为“{expected}”。",
            severity=Severity.NOTICE if understood else Severity.WARNING,
            quotes=(Quote(number, section.heading_raw or printed),),
            suggestion=f"请把标题改为“{number}、{expected}”。",
        )


def _printed(subject: Subject, number: str, section: Section) -> str | None:
    """The heading as printed without its number; None where it is the form's."""
    for one in subject.report.observations:
        if one.kind is ObservationKind.HEADING and one.section == number and one.raw:
            return re.sub(r"^[（(]?[一二三四五六七八九十]+[）)]?[、.．,，\s]*", "", one.raw).strip()
    return section.heading


def _bare(heading: str) -> str:
    return _MARKS.sub("", heading.translate(str.maketrans(rule_data("structure")["traditional"])))


def _is_known(form: Form, number: str, printed: str) -> bool:
    return _bare(printed) in {_bare(one) for one in form.section(number).variants}
