"""`make accuracy`: how well real reports are read and judged.

Cells read right; recall of what a careful reader called an error; false alarms on what he called in
order; by kind. Then the mutation proof. The reports lie beside the project; without them only the
mutation proof is printed.
"""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.documents.errors import DocumentError
from gongkai.documents.reader import read_report_file
from gongkai.domain.findings import Finding, Severity
from gongkai.domain.rules.checking import CheckResult, check
from gongkai.domain.rules.subject import Subject
from proof.matching import matches, touches

SHARED = Path(__file__).parents[2] / "shared" / "reports"


@dataclass(frozen=True)
class Row:
    """One line of what a careful reader wrote about a report."""

    file: Path
    kind: str
    verdict: str
    quote: str
    what: str


def main() -> None:
    say = print
    if SHARED.is_dir():
        results = {path: _checked(path) for path in _reports()}
        _print_cells(say, results)
        _print_recall(say, results, "findings.tsv", list(_findings_rows()))
        _print_recall(say, results, "excerpts/claims.tsv", list(_claims_rows()))
        _print_errors(say, results)
    else:
        say("真实年报不在项目旁边的 shared/reports，只作变异检验。")
    from proof.clocks import main as clocks
    from proof.mutation import main as mutation

    mutation()
    clocks()


def _reports() -> Iterator[Path]:
    for path in sorted(SHARED.iterdir()):
        if path.suffix in {".html", ".pdf", ".txt"} or path.name == "jiaokou-2025.md":
            yield path
    yield from sorted((SHARED / "excerpts").glob("*.txt"))


def _checked(path: Path) -> CheckResult | DocumentError:
    try:
        return check(Subject(read_report_file(path)))
    except DocumentError as why:
        return why


def _print_cells(say, results) -> None:  # type: ignore[no-untyped-def]
    truth = json.loads((SHARED / "cells.json").read_text(encoding="utf-8"))
    say("单元格读取\n")
    total = right = 0
    for name, entry in truth.items():
        (path,) = [one for one in results if one.stem == name]
        result = results[path]
        if isinstance(result, DocumentError):
            say(f"  {name:24} 未能读取：{result.message}")
            total += len(entry["cells"])
            continue
        cells = result.subject.report.cells_for_output()
        wrong = {
            cell: (cells.get(cell), number)
            for cell, number in entry["cells"].items()
            if cells.get(cell) != number
        }
        total += len(entry["cells"])
        right += len(entry["cells"]) - len(wrong)
        say(f"  {name:24} {len(entry['cells']) - len(wrong):4}/{len(entry['cells'])}")
        for cell, (read, number) in wrong.items():
            say(f"      {cell}：读作 {read}，应为 {number}")
    say(f"  合计 {right}/{total} = {right / total:.2%}\n")


def _findings_rows() -> Iterator[Row]:
    for one in _tsv(SHARED / "findings.tsv"):
        (path,) = [p for p in _reports() if p.stem == one["report"]]
        yield Row(path, one["kind"], one["verdict"], one["quote"], one["what"])


def _claims_rows() -> Iterator[Row]:
    for one in _tsv(SHARED / "excerpts" / "claims.tsv"):
        values = list(one.values())
        what = f"{values[3]} {values[4]} {values[5]} {one['note']}"
        yield Row(SHARED / "excerpts" / one["file"], one["kind"], one["verdict"], values[2], what)


def _tsv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: value or "" for key, value in one.items() if key}


def _print_recall(say, results, name: str, rows: list[Row]) -> None:  # type: ignore[no-untyped-def]
    say(f"{name}：错误的召回与误报\n")
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    sound: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        result = results[row.file]
        findings: tuple[Finding, ...] = ()
        if not isinstance(result, DocumentError):
            findings = result.findings
            subject = result.subject
        if row.verdict == "error":
            asked[row.kind] += 1
            if any(
                one.severity is not Severity.NOTICE
                and matches(subject, one, row.kind, row.quote, row.what)
                for one in findings
            ):
                found[row.kind] += 1
            else:
                missed[row.kind].append(f"{row.file.stem}：{row.quote or row.what}")
        if row.verdict == "ok":
            sound[row.kind] += 1
            for one in findings:
                if one.severity is Severity.ERROR and touches(one, row.quote):
                    alarms[row.kind] += 1
                    say(f"  误报  {row.file.stem}：{one.code} {one.message}")
    for kind in asked:
        say(f"  {kind:18} {found[kind]}/{asked[kind]}")
        for one in missed[kind]:
            say(f"      漏：{one}")
    whole = sum(asked.values())
    say(f"  合计 {sum(found.values())}/{whole} = {sum(found.values()) / whole:.1%}")
    by_kind = "，".join(f"{kind} {alarms[kind]}/{count}" for kind, count in sound.items())
    say(f"  误报（读者认为正确的 {sum(sound.values())} 处）：{sum(alarms.values())}（{by_kind}）\n")


def _print_errors(say, results) -> None:  # type: ignore[no-untyped-def]
    say("每份年报的“错误”（供逐条核对）\n")
    for path, result in results.items():
        if isinstance(result, DocumentError):
            say(f"  {path.stem}：未能读取：{result.message}")
            continue
        counts = " ".join(f"{one.label}{result.count(one)}" for one in Severity)
        say(f"  {path.stem}：{counts}")
        for finding in result.findings:
            if finding.severity is Severity.ERROR:
                say(f"      {finding.code} {finding.message}")
    say("")


if __name__ == "__main__":
    main()
