"""The report drawn as the official form, with numbered badges in the cells and marks in the prose.

The class names, ids and data attributes are an interface: style sheets and scripts rest on them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.documents.rendering.marks import Mark, Piece, marks_of, pieces
from gongkai.documents.rendering.official_tables import (
    TABLES,
    DrawnCell,
    DrawnTable,
    official_table,
)
from gongkai.documents.rendering.printed import (
    Rank,
    clean,
    official_heading,
    printed,
    set_paragraph,
    title_lines,
)
from gongkai.documents.rendering.templating import environment
from gongkai.domain.findings import Finding, Severity
from gongkai.domain.reports.annual_report import AnnualReport, Paragraph, State, Value

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True)
class Badge:
    """The number of a finding where it applies; `place` counts the places of one finding."""

    number: int
    place: int
    severity: str
    label: str
    explained: bool


@dataclass(frozen=True)
class PieceView:
    text: str
    marks: tuple[tuple[str, int, str, bool], ...]  # id ("" if not the first piece), number, ...
    badges: tuple[Badge, ...]


@dataclass(frozen=True)
class ParagraphView:
    rank: str
    pieces: tuple[PieceView, ...]


@dataclass(frozen=True)
class CellView:
    drawn: DrawnCell
    text: str
    id: str
    headers: str
    classes: str
    title: str
    badges: tuple[Badge, ...]


@dataclass(frozen=True)
class TableView:
    key: str
    caption: str
    header_rows: tuple[tuple[CellView, ...], ...]
    bodies: tuple[tuple[tuple[CellView, ...], ...], ...]
    column_count: int


@dataclass(frozen=True)
class SectionView:
    key: str
    heading: str
    level: int
    absent: bool
    paragraphs: tuple[ParagraphView, ...]
    table: TableView | None


def draw_report(
    report: AnnualReport, findings: Sequence[Finding] = (), *, level: int = 1, prefix: str = ""
) -> "Markup":
    """The report as an HTML fragment `<article class="report">`.

    `findings` are numbered from 1 in the order given. `level` is the depth of the title's heading;
    `prefix` is put before every id, so that two reports can stand on one page.
    """
    from markupsafe import Markup

    drawing = _Drawing(report, findings, prefix)
    macros = environment().get_template("report.html.jinja").module
    fragment = macros.article(drawing.view(level), prefix)  # type: ignore[attr-defined]
    return Markup(str(fragment))


class _Drawing:
    def __init__(self, report: AnnualReport, findings: Sequence[Finding], prefix: str) -> None:
        self.report = report
        self.findings = findings
        self.prefix = prefix
        self.marks = marks_of(report, findings)
        self.badges: dict[str, list[Badge]] = {}
        for number, finding in enumerate(findings, start=1):
            for place, cell in enumerate(dict.fromkeys(finding.cells), start=1):
                self.badges.setdefault(cell, []).append(self._badge(number, place))

    def view(self, level: int) -> dict[str, object]:
        """What the template is filled with."""
        title = Paragraph(self.report.title)
        return {
            "form": self.report.form.key,
            "level": level,
            "title": tuple(self._title_lines()) or self._paragraph("title", title, 0).pieces,
            "preface": tuple(self._prose("preface", self.report.preface)),
            "sections": tuple(self._sections(level + 1)),
            "signature": tuple(self._prose("signature", self.report.signature)),
        }

    def _title_lines(self) -> Iterator[PieceView]:
        """Organ and year, then the name: parts that are not broken, where no mark stands."""
        if "title" not in self.marks:
            for line in title_lines(self.report.title):
                yield PieceView(line, (), ())

    def _sections(self, level: int) -> Iterator[SectionView]:
        tables = {official_table(self.report.form, key).section: key for key in TABLES}
        for section in self.report.form.sections:
            found = self.report.sections.get(section.number)
            table = tables.get(section.number)
            yield SectionView(
                section.number,
                official_heading(self.report, section.number),
                level,
                found is None,
                tuple(self._prose(section.number, found.paragraphs if found else ())),
                None if table is None else self._table(table),
            )

    def _prose(self, section: str, paragraphs: Sequence[Paragraph]) -> Iterator[ParagraphView]:
        offset = 0
        for paragraph in paragraphs:
            if clean(paragraph.text).strip():
                yield self._paragraph(section, paragraph, offset)
            offset += len(paragraph.text) + 1  # the line feed that joins paragraphs

    def _paragraph(self, section: str, paragraph: Paragraph, offset: int) -> ParagraphView:
        cut = pieces(paragraph.text, offset, self.marks.get(section, ()))
        rank = set_paragraph(paragraph).rank
        return ParagraphView(
            Rank.TEXT if rank is Rank.LEAD else rank, tuple(self._piece(one) for one in cut)
        )

    def _piece(self, piece: Piece) -> PieceView:
        marks = tuple(
            (
                f"quote-{one.number}-{one.place}" if one in piece.first else "",
                one.number,
                self._badge(one.number, one.place).severity,
                self.findings[one.number - 1].explanation is not None,
            )
            for one in piece.marks
        )
        return PieceView(clean(piece.text), marks, tuple(self._mark_badge(m) for m in piece.last))

    def _mark_badge(self, mark: Mark) -> Badge:
        return self._badge(mark.number, mark.place)

    def _badge(self, number: int, place: int) -> Badge:
        finding = self.findings[number - 1]
        return Badge(
            number,
            place,
            finding.severity.value,
            f"发现的问题{number}：{clean(finding.message)}",
            finding.explanation is not None,
        )

    def _table(self, key: str) -> TableView:
        table = official_table(self.report.form, key)
        rows = [tuple(self._cell(table, one) for one in row) for row in table.rows()]
        bodies = _bodies(rows[table.header_rows :])
        heads = tuple(rows[: table.header_rows])
        return TableView(key, table.caption, heads, bodies, table.column_count)

    def _cell(self, table: DrawnTable, drawn: DrawnCell) -> CellView:
        own = f"{self.prefix}{table.key}-{drawn.row}-{drawn.column}"
        if drawn.cell is None:
            return CellView(drawn, drawn.text, f"head-{own}", "", drawn.part.value, "", ())
        value = self.report.value(drawn.cell)
        badges = tuple(self.badges.get(drawn.cell, ()))
        return CellView(
            drawn,
            printed(value),
            self.prefix + cell_id(drawn.cell),
            " ".join(f"head-{self.prefix}{table.key}-{r}-{c}" for r, c in drawn.heads),
            " ".join(["figure", *_state_classes(value), *_finding_classes(badges)]),
            _spoken(value),
            badges,
        )


def cell_id(cell: str) -> str:
    """t3.refused.case_file -> cell-t3-refused-case_file."""
    return "cell-" + cell.replace(".", "-")


def _state_classes(value: Value) -> list[str]:
    return [] if value.state is State.NUMBER else [f"is-{value.state.value}"]


def _finding_classes(badges: Sequence[Badge]) -> list[str]:
    """The worst severity of the findings in a cell."""
    if not badges:
        return []
    order = [one.value for one in Severity]
    worst = min((one.severity for one in badges), key=order.index)
    return ["has-finding", worst]


def _spoken(value: Value) -> str:
    """What a cell without a number is, in words; a number speaks for itself."""
    raw = clean(value.raw).strip()
    if value.state is State.UNREAD:
        return f"未能确定：原文为“{raw}”" if raw else "未能确定"
    return {State.BLANK: "空白", State.MISSING: "原文没有这一格"}.get(value.state, "")


def _bodies(
    rows: Sequence[tuple[CellView, ...]],
) -> tuple[tuple[tuple[CellView, ...], ...], ...]:
    """Rows in groups: a new body begins where a head spans the whole table (表二)."""
    groups: list[list[tuple[CellView, ...]]] = []
    for row in rows:
        opens = len(row) == 1 and row[0].drawn.scope == "rowgroup"
        if opens or not groups:
            groups.append([])
        groups[-1].append(row)
    return tuple(tuple(group) for group in groups)
