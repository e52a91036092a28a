"""How well the prose is held against the tables.

Two measures. Real reports: which of a careful reader's remarks on the prose the P rules find, and what they
call an error besides. Made reports: consistent tables of all sizes and prose said in many ways; nothing may
be called an error; then one number of the prose is changed and the change must be found.

`python -m proof.prose_accuracy [--each N]`
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from gongkai.domain.findings import Finding, Severity
from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.forms import load_form
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules
from gongkai.domain.rules.subject import Subject
from proof.consistent_reports import consistent_reports

KINDS = ("narrative-table", "sum", "percent", "contradiction", "growth", "balance")
_SLOT = re.compile(r"\{(!?)([^}]+)\}")
_ORGANISATIONS = ("business", "research", "welfare", "legal_service", "other")


@dataclass
class Measured:
    """Real reports: `found` of `asked` errors, `alarms` on what was in order. Made reports: `quiet` of `whole`
    raised no error; `killed` of `changed` numbers were found, by the name of the number in `by_name`.
    """

    asked: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)
    whole: int = 0
    quiet: int = 0
    changed: int = 0
    killed: int = 0
    by_name: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)


def measure(each: int = 20) -> Measured:
    """Both measures; `each` made reports of every size."""
    load_rules()
    result = Measured()
    _measure_real(result)
    _measure_made(result, each)
    return result


def prose_findings(subject: Subject) -> list[Finding]:
    return [
        finding
        for code, rule in BOOK.rules.items()
        if code.startswith("P") and rule.in_force(subject.report.year)
        for finding in BOOK.verdict(rule, subject).findings
    ]


def _measure_real(result: Measured) -> None:
    from gongkai.documents.errors import DocumentError
    from gongkai.documents.reader import read_report_file
    from proof.accuracy import SHARED, _claims_rows, _findings_rows
    from proof.matching import matches, touches

    if not SHARED.is_dir():
        return
    rows = [one for one in (*_findings_rows(), *_claims_rows()) if one.kind in (*KINDS, "ok")]
    for path in sorted({one.file for one in rows}):
        try:
            subject = Subject(read_report_file(path))
        except DocumentError:
            continue
        findings = prose_findings(subject)
        used: set[int] = set()
        for row in (one for one in rows if one.file == path):
            hits = [
                number
                for number, one in enumerate(findings)
                if one.severity is not Severity.NOTICE
                and matches(subject, one, row.kind, row.quote, row.what)
            ]
            if row.verdict == "error":
                result.asked += 1
                result.found += bool(hits)
                used.update(hits)
                if not hits:
                    result.missed.append(f"{path.stem}：{row.quote or row.what}")
            elif row.verdict == "ok":
                result.alarms += [
                    f"{path.stem}：{one.message}"
                    for one in findings
                    if one.severity is Severity.ERROR and touches(one, row.quote)
                ]
        result.besides += [
            f"{path.stem}：{one.message}"
            for number, one in enumerate(findings)
            if one.severity is Severity.ERROR and number not in used
        ]


def _measure_made(result: Measured, each: int) -> None:
    sentences = yaml.safe_load(
        (Path(__file__).parent / "prose_sentences.yaml").read_text(encoding="utf-8")
    )
    for name, cells in consistent_reports(each):
        chance = random.Random(name)
        paragraphs = _paragraphs(sentences, chance)
        sound = _subject(cells, _filled(paragraphs, cells, None))
        result.whole += 1
        errors = [one for one in prose_findings(sound) if one.severity is Severity.ERROR]
        result.quiet += not errors
        result.alarms += [f"{name}：{one.message}" for one in errors]
        known = {one.message for one in prose_findings(sound)}
        slots = [match for text in paragraphs for match in _SLOT.finditer(text) if match[1]]
        for number, match in enumerate(slots):
            changed = _filled(paragraphs, cells, (number, chance.choice([-1, 1, 2, 10])))
            result.changed += 1
            new = [
                one
                for one in prose_findings(_subject(cells, changed))
                if one.severity is not Severity.NOTICE and one.message not in known
            ]
            result.killed += bool(new)
            if not new:
                result.by_name[match[2]] += 1
                result.survivors.append(f"{name} {match[2]}")


def _paragraphs(sentences: Mapping[str, Sequence[str]], chance: random.Random) -> list[str]:
    noise = list(sentences["noise"])
    chance.shuffle(noise)
    return [
        "（一）主动公开方面。" + noise[0] + noise[1],
        "（二）依申请公开方面。"
        + chance.choice(sentences["received"])
        + chance.choice(sentences["outcomes"])
        + noise[2]
        + chance.choice(sentences["remedies"])
        + noise[3],
        "（三）政府信息管理情况。" + chance.choice(sentences["documents"]) + noise[4],
    ]


def _filled(
    paragraphs: Sequence[str], cells: Mapping[str, Decimal], change: tuple[int, int] | None
) -> str:
    """The sentences with their numbers; the numbered slot changed by so much (never below zero)."""
    counted = iter(range(10_000))

    def number(match: re.Match[str]) -> str:
        value = _value(match[2], cells)
        if match[1] and change is not None and next(counted) == change[0]:
            value = value + change[1] if value + change[1] >= 0 else value + 1
        return str(value)

    return "\n".join(_SLOT.sub(number, text) for text in paragraphs)


def _value(name: str, cells: Mapping[str, Decimal]) -> Decimal:
    if "+" in name:
        return sum((_value(one, cells) for one in name.split("+")), Decimal(0))
    if name.startswith(("t2.", "t4.")):
        return cells[name]
    row, _, column = name.partition(":")
    columns = _ORGANISATIONS if column == "organisations" else (column or "total",)
    group = row.removesuffix(".*")
    rows = [one for one in load_form("2021").result_rows if one.startswith(f"{group}.")]
    chosen = rows if row.endswith(".*") else [row]
    return sum((cells[f"t3.{one}.{two}"] for one in chosen for two in columns), Decimal(0))


def _subject(cells: Mapping[str, Decimal], text: str) -> Subject:
    return Subject(report_from_cells(cells, sections={"一": text}))


def _lines(result: Measured) -> Iterator[str]:
    yield f"真实年报：正文的错误 {result.found}/{result.asked}，误报 {len(result.alarms)}"
    yield from (f"  漏：{one}" for one in result.missed)
    yield from (f"  误报：{one}" for one in result.alarms[:20])
    yield from (f"  此外报为错误：{one}" for one in result.besides)
    yield f"编成的年报：{result.quiet}/{result.whole} 份无错误；改动一个数 {result.killed}/{result.changed} 次被发现"
    yield from (f"  没有发现：{name} {count} 次" for name, count in result.by_name.most_common(20))


def main(arguments: Sequence[str]) -> Any:
    each = int(arguments[arguments.index("--each") + 1]) if "--each" in arguments else 20
    for line in _lines(measure(each)):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
