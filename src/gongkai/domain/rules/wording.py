"""Typing errors and words that are wrong or left over."""

import re
from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity, Unanswerable
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import few, headings, passages, quote, quote_around, section_name
from gongkai.domain.rules.subject import Subject
from gongkai.domain.wording.confusions import confused_words
from gongkai.domain.wording.doubling import doubled_words
from gongkai.domain.wording.fixed_terms import broken_terms
from gongkai.domain.wording.law_names import misspelt_law_names, unintroduced_law_names
from gongkai.domain.wording.residue import template_residue
from gongkai.domain.wording.slip import Slip, word_data

_LANGUAGE = "《国家通用语言文字法》：公文用字用语应当规范"
_CROSSES = "[XＸ×＊]{2,}"
_OFFICIAL = "年度报告发布前应当校对；国办公开办函〔2021〕30号"


def _severity(slip: Slip) -> Severity:
    return Severity.ERROR if slip.certain else Severity.WARNING


def _or(proposals: tuple[str, ...]) -> str:
    return "或".join(f"“{one}”" for one in proposals)


@rule(
    "W01",
    Kind.WORDING,
    Severity.ERROR,
    basis=_OFFICIAL,
    good={"sections": {"一": "我县政府信息公开工作取得成效，件件有着落。"}},
    bad={"sections": {"一": "我县我县政府信息公开工作取得成效。"}},
    catalogue=("E22",),
)
def doubled(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """没有重复的字词（我县我县、审核审核）。"""
    for section, text in passages(subject.report):
        for slip in few(doubled_words(text)):
            yield rule.finding(
                f"{section_name(section)}的“{slip.text}”{slip.reason}。",
                severity=_severity(slip),
                quotes=(quote_around(section, text, slip.start, slip.end),),
                suggestion=f"请核对，似应为{_or(slip.proposals)}。",
            )


@rule(
    "W02",
    Kind.WORDING,
    Severity.ERROR,
    basis=_OFFICIAL,
    good={"sections": {"一": "做好政府信息公开工作，畅通受理渠道。"}},
    bad={"sections": {"一": "做好政府息公开工作，畅通受理渠。"}},
    catalogue=("E22",),
)
def broken_fixed_terms(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """固定用语不掉字、不多字（政府息公开、受理渠）。"""
    for section, text in passages(subject.report):
        for slip in few(broken_terms(text)):
            yield rule.finding(
                f"{section_name(section)}的“{slip.text}”{slip.reason}，应为{_or(slip.proposals)}。",
                severity=_severity(slip),
                quotes=(quote_around(section, text, slip.start, slip.end),),
                suggestion="请改正。",
            )
    for section, heading in headings(subject.report):
        for slip in few(broken_terms(heading)):
            yield rule.finding(
                f"第{section}部分的标题“{heading}”有误：“{slip.text}”应为{_or(slip.proposals)}。",
                severity=_severity(slip),
                quotes=(Quote(section, heading),),
                suggestion="请改正标题。",
            )


@rule(
    "W03",
    Kind.WORDING,
    Severity.WARNING,
    basis=_LANGUAGE,
    good={"sections": {"一": "截至2025年12月31日，登录县政府网站查阅其他信息。"}},
    bad={"sections": {"一": "认真布署，登陆县政府网站查阅。"}},
    catalogue=("E22", "E23"),
)
def confusions(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """没有错别字和易混的词（截止/截至、登陆/登录、帐/账）。"""
    for section, text in passages(subject.report):
        seen: set[str] = set()
        for slip, severity in few(confused_words(text)):
            if slip.text in seen and severity == "notice":
                continue  # said once a section
            seen.add(slip.text)
            yield rule.finding(
                f"{section_name(section)}的“{slip.text}”：{slip.reason}，宜作{_or(slip.proposals)}。"
                if severity != "error"
                else f"{section_name(section)}的“{slip.text}”{slip.reason}，应为{_or(slip.proposals)}。",
                severity=Severity(severity),
                quotes=(quote_around(section, text, slip.start, slip.end),),
                suggestion="请核对后改正。",
            )


@rule(
    "W06",
    Kind.WORDING,
    Severity.ERROR,
    basis="《党政机关公文处理工作条例》：引用公文、法规应当准确",
    good={"preface": "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制。"},
    bad={"preface": "根据《中华人民共和国政府信息公开条》编制。"},
    catalogue=("E22",),
)
def law_names(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """书名号内的法规名称与全称一致。"""
    for section, text in passages(subject.report):
        for slip in few(misspelt_law_names(text)):
            yield rule.finding(
                f"{section_name(section)}的{slip.text}{slip.reason}，应为{'或'.join(slip.proposals)}。",
                severity=_severity(slip) if slip.certain else Severity.NOTICE,
                quotes=(quote(section, slip),),
                suggestion="请核对名称。",
            )


@rule(
    "W07",
    Kind.WORDING,
    Severity.NOTICE,
    basis="《党政机关公文处理工作条例》：引用公文、法规应当准确",
    good={
        "preface": "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制。",
        "sections": {"一": "贯彻《条例》。"},
    },
    bad={"preface": "根据《信息公开条例》编制。"},
    catalogue=("E22",),
)
def first_mention(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """法规第一次出现时写全称，简称先作说明。"""
    before = ""
    for section, text in passages(subject.report):
        for slip in unintroduced_law_names(before + text):
            if slip.start < len(before):
                continue
            start = slip.start - len(before)
            yield rule.finding(
                f"{section_name(section)}的{slip.text}第一次出现，没有写全称：{'或'.join(slip.proposals)}。",
                quotes=(Quote(section, slip.text, start, start + len(slip.text)),),
                suggestion="请写全称，或在第一次出现时注明“以下简称”。",
            )
        before += text + "\n"


@rule(
    "W09",
    Kind.WORDING,
    Severity.WARNING,
    basis=_OFFICIAL,
    good={"preface": "根据国办公开办函〔2021〕30号文件编制。"},
    bad={"preface": "根据国办公开办函〔2019〕60号文件编制。"},
    since=2021,
    catalogue=("E22",),
)
def superseded_documents(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """不以已被取代的文件作为编制依据。"""
    year = subject.report.year
    if year is None:
        raise Unanswerable("报告年度不明")
    for one in word_data("law_names")["superseded"]:
        for section, text in passages(subject.report):
            match = re.search(one["pattern"], text)
            if match is None or year < one["since"]:
                continue
            yield rule.finding(
                f"{section_name(section)}引用的{match.group()}自{one['since']}年度起已由{one['by']}取代。",
                quotes=(quote_around(section, text, *match.span()),),
                suggestion=f"请改引{one['by']}，并核对表格是否为新格式。",
            )


@rule(
    "W08",
    Kind.WORDING,
    Severity.ERROR,
    basis=_OFFICIAL,
    good={
        "sections": {"三": "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"}
    },
    bad={"sections": {"三": "该部分以表格形式报告，表格如下："}},
    catalogue=("E10",),
)
def residue(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """模板的说明文字、占位符和空白都已替换成本机关的内容。"""
    # A name taken out throughout (XX区) is one fact, and may be on purpose.
    name = re.search(_CROSSES, f"{subject.report.organ}{subject.report.title}")
    if name is not None:
        yield rule.finding(
            f"机关名称写作“{name.group()}”，没有写出名称。",
            severity=Severity.WARNING,
            quotes=(Quote("title", subject.report.title),),
            suggestion="请写出机关全称；有意隐去名称的，不必理会。",
        )
    for section, text in subject.report.prose().items():
        by_line: dict[int, list[Slip]] = {}
        for slip in few(template_residue(text)):
            if name is not None and re.fullmatch(_CROSSES, slip.text):
                continue
            by_line.setdefault(text.count("\n", 0, slip.start), []).append(slip)
        for (
            slips
        ) in by_line.values():  # one instruction is one fact, however many phrases give it away
            named = "、".join(f"“{slip.text.strip()}”" for slip in slips)
            yield rule.finding(
                f"{section_name(section)}留有{slips[0].reason}：{named}。",
                severity=max(
                    (_severity(slip) for slip in slips), key=lambda one: one == Severity.ERROR
                ),
                quotes=tuple(quote_around(section, text, slip.start, slip.end) for slip in slips),
                suggestion="请填写实际内容，或删去说明文字。",
            )
