"""The preface: what it must give, and lists that say how many parts the report has."""

import re
from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Quote, Rule, Severity, Unanswerable
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import require_unabridged, rule_data
from gongkai.domain.rules.structure_sections import FORMAT
from gongkai.domain.rules.subject import Subject

_COUNT = re.compile(
    r"(?:共|共计|共有|总计|合计|等|分|分为|为|的|组成)?\s*([一二三四五六七八九十]|\d{1,2})\s*个?\s*大?\s*(?:部分|方面|章节)"
)
_COUNTED = re.compile("部分|方面|章节")
_LIST_BEGINS = re.compile(r"包括|包含|涵盖|内容为|内容有|内容是|分为|分别为|分别是|由|：|:")
_NUMERALS = "零一二三四五六七八九十"
_PREFACE = (
    "本报告根据《中华人民共和国政府信息公开条例》编制。电子版可在网站下载。"
    "联系地址：示例路1号，邮编：100000，电话：010-12345678。"
)
_WHOLE_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


@rule(
    "S08",
    Kind.STRUCTURE,
    Severity.ERROR,
    basis=FORMAT,
    good={
        "preface": "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项等六个部分组成。"
    },
    bad={
        "preface": "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在问题及改进情况、其他需要报告的事项等六部分组成。"
    },
    catalogue=("E06",),
)
def counted_parts(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """前言所称的部分数与列出的部分相符。"""
    for section in ("preface", "一"):
        for match in _WHOLE_SENTENCE.finditer(subject.report.text_of(section)):
            offset, sentence = match.start(), match.group()  # ； stands between the parts
            counted = _counted(sentence)
            if counted is None:
                continue
            said, named, apart = counted
            if said in (len(named), len(named) + apart):
                continue
            absent = [one for one in subject.report.form.sections if one.number not in named]
            lacking = "、".join(f"“{one.number}、{one.heading}”" for one in absent)
            begin = offset + len(sentence) - len(sentence.lstrip())
            yield rule.finding(
                f"报告称由{said}个部分组成，列出的只有{len(named)}个"
                f"{f'，没有列出{lacking}' if absent else ''}。"
                if said > len(named)
                else f"报告称由{said}个部分组成，实际列出了{len(named)}个。",
                quotes=(Quote(section, sentence.strip(), begin, begin + len(sentence.strip())),),
                suggestion="请核对部分数，并使列出的名称与各部分标题一致。",
            )


def _counted(sentence: str) -> tuple[int, list[str], int] | None:
    """The number said, the sections named, and 1 where 复议 and 诉讼 are named as two parts.

    None where some named part is not understood.
    """
    match = _COUNT.search(sentence) if _COUNTED.search(sentence) else None
    if match is None:
        return None
    said = int(match.group(1)) if match.group(1).isdigit() else _NUMERALS.index(match.group(1))
    begins = _LIST_BEGINS.search(sentence)
    if begins is None:
        return None
    if begins.end() <= match.start():
        listed = sentence[begins.end() : match.start()]
    else:
        listed = sentence[match.end() :]  # 共分六个部分：…
    if sentence[match.end() :].lstrip("组成，,内容").startswith(("：", ":")):
        listed = sentence[match.end() :]
    patterns = rule_data("structure")["listed_parts"]
    named: set[str] = set()
    remedies = 0
    for part in re.split(r"[、，,；;/]|以及", listed):
        found = {number for number, pattern in patterns.items() if re.search(pattern, part)}
        if not found and len(re.findall(r"[\u3400-\u9fff]", part)) >= 3:
            return None
        named |= found
        remedies += "四" in found and part.rstrip().endswith("情况")
    # Fewer than three known parts: another kind of list (五个方面, 三个部分的工作).
    return (said, sorted(named), int(remedies > 1)) if len(named) >= 3 else None


@rule(
    "S09",
    Kind.STRUCTURE,
    Severity.NOTICE,
    basis="年度报告通行做法：前言写明编制依据、电子版下载地址和联系方式",
    good={"preface": _PREFACE},
    bad={"preface": "现公布2025年度报告。"},
    catalogue=("E15",),
)
def preface_contents(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """前言宜写明编制依据、电子版下载地址和联系方式（地址、电话、邮政编码）。"""
    report = subject.report
    if not report.prose():
        raise Unanswerable("没有读到正文")
    text = "\n".join(report.text_of(one) for one in ("preface", "一", "六", "signature"))
    require_unabridged(report, "preface", "一")
    data = rule_data("structure")
    missing = [name for name, pattern in data["preface"].items() if not re.search(pattern, text)]
    if "联系方式" not in missing:
        missing += [
            f"联系方式中的{name}"
            for name, pattern in data["contacts"].items()
            if not re.search(pattern, text)
        ]
    if missing:
        yield rule.finding(
            f"前言没有写明{'、'.join(missing)}。",
            suggestion="请补写，方便公众下载和询问。",
        )
