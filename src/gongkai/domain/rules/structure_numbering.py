"""Numbered items in the prose: no number left out, none twice."""

import re
from collections.abc import Iterator

from gongkai.domain.findings import Finding, Kind, Rule, Severity
from gongkai.domain.rules.book import rule
from gongkai.domain.rules.passages import few, passages, quote_around, rule_data, section_name
from gongkai.domain.rules.subject import Subject
from gongkai.domain.wording.ordinals import broken_runs


@rule(
    "S10",
    Kind.STRUCTURE,
    Severity.WARNING,
    basis="《党政机关公文格式》（GB/T 9704—2012）：结构层次序数依次使用",
    good={"sections": {"一": "一是加强领导。二是健全机制。三是强化监督。"}},
    bad={"sections": {"一": "一是加强领导。三是强化监督。"}},
    catalogue=("E31",),
)
def numbered_items(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """正文中的序号（一是、二是，（一）、（二））依次相连，不缺不重。"""
    for section, text in passages(subject.report):
        if re.search(rule_data("structure")["abridged"], text):
            continue
        for slip in few(broken_runs(text)):
            yield rule.finding(
                f"{section_name(section)}的序号不相连：{slip.reason}，此处似应为“{slip.proposals[0]}”。",
                quotes=(quote_around(section, text, slip.start, slip.end, 12),),
                suggestion="请核对是漏写了一项，还是序号写错。",
            )
