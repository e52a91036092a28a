"""Punctuation: marks in a row, brackets that do not close, headings and sentences that end wrongly."""

from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import few, headings, passages, quote, quote_around, section_name
from gongkai.domain.rules.subject import Subject
from gongkai.domain.wording.punctuation import (
    marks_in_a_row,
    mixed_commas,
    stray_mark_at_end,
    unbalanced_brackets,
    unfinished_sentences,
)


@rule(
    "W04",
    Kind.WORDING,
    Severity.WARNING,
    basis="《标点符号用法》（GB/T 15834—2011）",
    good={"sections": {"一": "认真贯彻落实《条例》（以下简称条例），做好公开工作。"}},
    bad={"sections": {"一": "认真贯彻落实，，做好公开工作。。"}},
    catalogue=("E22",),
)
def marks(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """标点不重复、不错用，括号、书名号、引号成对。"""
    for section, text in passages(subject.report):
        for slip in few(marks_in_a_row(text)):
            yield rule.finding(
                f"{section_name(section)}有{slip.reason}：“{slip.text}”。",
                severity=Severity.WARNING if slip.certain else Severity.NOTICE,
                quotes=(quote_around(section, text, slip.start, slip.end),),
                suggestion="请保留一个标点。",
            )
        for slip in unbalanced_brackets(text):
            yield rule.finding(
                f"{section_name(section)}的{slip.reason}。",
                severity=Severity.NOTICE,
                quotes=(quote(section, slip),),
                suggestion="请补上或删去。",
            )
    for section, heading in headings(subject.report):
        stray = stray_mark_at_end(heading)
        if stray is not None:
            yield rule.finding(
                f"标题“{heading}”末尾多了“{stray.text}”。",
                severity=Severity.ERROR,
                quotes=(Quote(section, heading),),
                suggestion=f"应为“{stray.proposals[0]}”。",
            )


@rule(
    "W10",
    Kind.WORDING,
    Severity.NOTICE,
    basis="《标点符号用法》（GB/T 15834—2011）",
    good={"sections": {"一": "认真贯彻，做好工作，不断改进。"}},
    bad={"sections": {"一": "认真贯彻，做好工作,不断改进。"}},
    catalogue=("E22",),
)
def mixed_widths(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """全文的逗号用一种宽度（全角）。"""
    full, half = mixed_commas("\n".join(text for _, text in passages(subject.report)))
    if full and half:
        yield rule.finding(
            f"正文的逗号全角、半角混用：全角{full}处，半角{half}处。",
            suggestion="请统一为全角标点。",
        )


@rule(
    "W05",
    Kind.WORDING,
    Severity.WARNING,
    basis="《标点符号用法》（GB/T 15834—2011）",
    good={
        "sections": {
            "一": "（二）依申请公开\n收到申请26件，及时回复申请人，并将所申请的信息通过电子邮箱发送给申请人。\n（三）信息管理"
        }
    },
    bad={
        "sections": {
            "一": "（二）依申请公开\n收到申请26件，及时回复申请人，并将所申请的信息通过电子邮箱发送给申请人\n（三）信息管理"
        }
    },
    catalogue=("E22",),
)
def sentence_ends(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """一段话结束有句号。"""
    for section, text in passages(subject.report):
        if section in ("preface", "signature"):
            continue
        for slip in unfinished_sentences(text):
            yield rule.finding(
                f"{section_name(section)}有一段话{slip.reason}。",
                quotes=(quote(section, slip),),
                suggestion="请补上句号，并核对后面有没有漏掉的文字。",
            )
