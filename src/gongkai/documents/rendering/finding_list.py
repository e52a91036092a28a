"""The list of findings beside the drawn form, grouped by severity, each leading to its places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.documents.rendering.drawing import cell_id
from gongkai.documents.rendering.marks import marks_of
from gongkai.documents.rendering.printed import shown
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
class Repairs:
    """The alternatives side by side: a row a cell, a column an alternative.

    Cells that every alternative leaves as they are, and, where there are several alternatives, those that
    all of them fill alike, are only counted: the person must choose between the others.
    """

    explanations: tuple[str, ...]
    rows: tuple[tuple[Link, str, tuple[str, ...]], ...]  # cell, as it stands, in each alternative
    alike: int


@dataclass(frozen=True)
class FindingView:
    number: int
    finding: Finding
    links: tuple[Link, ...]
    more_links: tuple[Link, ...]  # beyond the first ones
    # Quotes that cannot be linked to: from last year's report, or not in the prose as printed.
    quotes: tuple[tuple[str, str], ...]
    repairs: Repairs | None


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
    filled = [(severity, ones) for severity, ones in groups if ones]
    fragment = macros.groups(filled)  # type: ignore[attr-defined]
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
        cells = [Link(cell_id(one), cell_name(one, report)) for one in _distinct(finding.cells)]
        links, more = cells[:_LINKS_SHOWN], cells[_LINKS_SHOWN:]
        quotes = []
        for place, quote in enumerate(finding.quotes, start=1):
            name = section_name(quote.section)
            if (number, place) in marked:
                links.append(Link(f"quote-{number}-{place}", f"{name}“{_short(quote.text)}”"))
            else:
                quotes.append((name, quote.text))
        repairs = _repairs(finding.alternatives, report)
        made.append(FindingView(number, finding, tuple(links), tuple(more), tuple(quotes), repairs))
    return made


_LINKS_SHOWN = 6


def _distinct(cells: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(cells))


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


def _repairs(alternatives: Sequence[Alternative], report: AnnualReport | None) -> Repairs | None:
    if not alternatives:
        return None
    rows: list[tuple[Link, str, tuple[str, ...]]] = []
    alike = 0
    for cell in _distinct([name for one in alternatives for name in one.cells]):
        values = [one.cells.get(cell) for one in alternatives]
        now = report.values.get(cell) if report is not None else None
        unchanged = now is not None and all(one is None or one == now.number for one in values)
        if unchanged or (len(values) > 1 and len(set(values)) == 1):
            alike += 1
            continue
        stands = "" if now is None else shown(now)
        each = tuple("不变" if one is None else format_number(one) for one in values)
        rows.append((Link(cell_id(cell), cell_name(cell, report)), stands, each))
    return Repairs(tuple(one.explanation for one in alternatives), tuple(rows), alike)
