"""How well the words of real reports are judged: recall of the reader's rows, and every hit to look at.

Rows of `findings.tsv` and `excerpts/claims.tsv` whose kind is about words or structure. An `error` or
`typo` row counts as found when a finding of warning or error answers to it; a row of another verdict
must not be called an error by the rules on words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.documents.errors import DocumentError
from gongkai.domain.findings import Finding, Kind, Severity
from gongkai.domain.rules.checking import CheckResult
from proof.accuracy import Row, _checked, _claims_rows, _findings_rows
from proof.matching import matches, pieces, plain

WORDS = frozenset(
    {Kind.WORDING, Kind.STRUCTURE, Kind.PERIOD, Kind.FEE, Kind.SCOPE, Kind.SIMILARITY}
)
KINDS = frozenset(
    {
        "typo",
        "duplicate",
        "text",
        "date",
        "placeholder",
        "count",
        "outline",
        "structure",
        "label",
        "form",
    }
)
MUST = frozenset({"error", "typo"})


@dataclass(frozen=True)
class WordingRow:
    """One row of the careful reader: found or not, and the errors that a harmless row raised."""

    row: Row
    found: bool
    false_alarms: tuple[Finding, ...]


def measure() -> list[WordingRow]:
    """Every row about words of the reports beside the project."""
    results: dict[Path, CheckResult | DocumentError] = {}
    measured = []
    for row in _rows():
        if row.file not in results:
            results[row.file] = _checked(row.file)
        result = results[row.file]
        if isinstance(result, DocumentError):
            measured.append(WordingRow(row, False, ()))
            continue
        findings = [one for one in result.findings if one.kind in WORDS]
        found = any(
            one.severity is not Severity.NOTICE
            and matches(result.subject, one, row.kind, row.quote, row.what)
            for one in result.findings
        )
        alarms = tuple(
            one
            for one in findings
            if row.verdict not in MUST
            and one.severity is Severity.ERROR
            and _stands_at(one, row.quote)
        )
        measured.append(WordingRow(row, found, alarms))
    return measured


def _stands_at(finding: Finding, quote: str) -> bool:
    """The finding quotes one of the row's pieces whole, or lies within it."""
    said = [plain(one.text) for one in finding.quotes if one.text]
    return any(piece in text or text in piece for piece in pieces(quote) for text in said)


def _rows() -> Iterator[Row]:
    for row in (*_findings_rows(), *_claims_rows()):
        if row.kind in KINDS or row.verdict == "ok":
            yield row


def main() -> None:
    say = print
    measured = measure()
    must = [one for one in measured if one.row.verdict in MUST]
    for one in must:
        say(
            f"{'找到' if one.found else '漏　'}  {one.row.verdict:5} {one.row.file.stem}：{one.row.quote}"
        )
    for one in measured:
        for alarm in one.false_alarms:
            say(f"误报  {one.row.file.stem}：{alarm.code} {alarm.message}")
    found, alarms = sum(one.found for one in must), sum(len(one.false_alarms) for one in measured)
    say(f"文字与结构：召回 {found}/{len(must)}，误报 {alarms}")


if __name__ == "__main__":
    main()
