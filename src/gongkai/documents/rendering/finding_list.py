"""The list of findings beside the drawn form, grouped by severity, each leading to its places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.documents.rendering.drawing import cell_id
from gongkai.documents.rendering.marks import marks_of
from gongkai.documents.rendering.templating import environment
from gongkai.domain.findings import Alternative, Finding, Severity
from gongkai.domain.reports.annual_report import AnnualReport, format_number
from gongkai.domain.reports.forms import FORMATS, Form, load_form

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True)
class Link:
    """A way back: the id of the place, and its name."""

    target: str
    label: str


@dataclass(frozen=True)
class Repair:
    """One alternative as rows of (cell's name for a person, value)."""

    rows: tuple[tuple[str, str], ...]
    explanation: str


@dataclass(frozen=True)
class FindingView:
    number: int
    finding: Finding
    links: tuple[Link, ...]
    # Quotes that cannot be linked to: from last year's report, or not in the prose as printed.
    quotes: tuple[tuple[str, str], ...]
    repairs: tuple[Repair, ...]


def draw_findings(findings: Sequence[Finding], report: AnnualReport | None = None) -> "Markup":
    """One ordered list a severity; numbers are the positions in the sequence, from 1.

    With `report`, quotes that are marked in it are linked and cells carry that form's names.
    """
    from markupsafe import Markup

    views = finding_views(findings, report)
    groups = [
        (severity, [one for one in views if one.finding.severity is severity])
        for severity in Severity
    ]
    macros = environment().get_template("findings.html.jinja").module
    shown = [(severity, ones) for severity, ones in groups if ones]
    fragment = macros.groups(shown)  # type: ignore[attr-defined]
    return Markup(str(fragment))


def finding_views(
    findings: Sequence[Finding], report: AnnualReport | None = None
) -> list[FindingView]:
    """Each finding with its number, its links and its alternatives in words."""
    marked = {
        (mark.number, mark.place)
        for marks in (marks_of(report, findings).values() if report is not None else ())
        for mark in marks
    }
    made = []
    for number, finding in enumerate(findings, start=1):
        links = [Link(cell_id(one), cell_name(one, report)) for one in _shown_cells(finding)]
        quotes = []
        for place, quote in enumerate(finding.quotes, start=1):
            name = section_name(quote.section)
            if (number, place) in marked:
                links.append(Link(f"quote-{number}-{place}", f"{name}“{_short(quote.text)}”"))
            else:
                quotes.append((name, quote.text))
        repairs = tuple(_repair(one, report) for one in finding.alternatives)
        made.append(FindingView(number, finding, tuple(links), tuple(quotes), repairs))
    return made


_LINKS_SHOWN = 60


def _shown_cells(finding: Finding) -> list[str]:
    return list(dict.fromkeys(finding.cells))[:_LINKS_SHOWN]


def cell_name(cell: str, report: AnnualReport | None = None) -> str:
    """The cell's name for a person, from the report's form, else from any form that has it."""
    forms: list[Form] = [report.form] if report is not None else []
    forms += [load_form(key) for key in reversed(FORMATS)]
    for form in forms:
        if cell in form.cell_set:
            return form.label_of(cell)
    return cell


_SECTION_NAMES = {"title": "标题", "preface": "引言", "signature": "落款"}


def section_name(section: str) -> str:
    """第一部分, 引言, 上年报告第一部分."""
    if ":" in section:
        whose, _, own = section.partition(":")
        name = {"previous": "上年报告"}.get(whose, f"{whose}的报告")
        return name + section_name(own)
    return _SECTION_NAMES.get(section, f"第{section}部分")


_SHORTENED = 24


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORTENED else text[: _SHORTENED - 1] + "…"


def _repair(alternative: Alternative, report: AnnualReport | None) -> Repair:
    rows = tuple(
        (cell_name(cell, report), format_number(value)) for cell, value in alternative.cells.items()
    )
    return Repair(rows, alternative.explanation)
