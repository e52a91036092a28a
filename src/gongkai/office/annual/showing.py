"""What the page of a report shows: findings by severity and place, tables with their figures, prose by its parts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.apps.annual.actions.writing import mark_of
from gongkai.apps.annual.checking import Checked, Place
from gongkai.apps.annual.compiling.figures import Figure
from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.data.parts import Part
from gongkai.apps.annual.models import Passage, Report
from gongkai.apps.annual.writing.fields import Filled
from gongkai.apps.annual.writing.values import label_of_field
from gongkai.documents.rendering.official_tables import DrawnCell, official_table
from gongkai.domain.findings import Finding, Severity
from gongkai.domain.reports.annual_report import format_number

SECTIONS = {"": "整份报告", "title": "标题", "preface": "引言", "signature": "落款"}
TABLES = {"二": "第二部分（表二）", "三": "第三部分（表三）", "四": "第四部分（表四）"}
# Findings that are mended among the problems, not in the prose; and those that are mended in the figures.
OF_PROBLEMS = ("Y05", "Y06", "Y07", "Y12")
OF_FIGURES = ("Y03",)
# A page of their own: where the difference is signed, where the numbers are held against another register.
PAGES = {
    "Y04": ("office_annual_opening", "去核对各列并登记调整"),
    "Y13": ("office_annual_agreement", "看核对情况"),
}


@dataclass(frozen=True)
class ShownFinding:
    """`at`, `mark`: which of the list it is; `where` and `url`: the place where it is mended."""

    at: int
    finding: Finding
    mark: str
    where: str
    url: str
    verb: str

    @property
    def quotes(self) -> list[tuple[str, str]]:
        """(whose words, words); what only an explanation hangs on is left out."""
        held = []
        for one in self.finding.quotes:
            whose, _, _ = one.section.rpartition(":")
            said = not whose and one.text in self.finding.message
            if one.text and not said and not whose.startswith("figures"):
                held.append(("上年" if whose == "previous" else whose, one.text))
        return held


@dataclass
class FindingGroup:
    """One severity: its findings by section, in the order of the report."""

    severity: Severity
    number: int = 0
    open: int = 0
    sections: dict[str, list[ShownFinding]] = field(default_factory=dict)


def finding_groups(report: Report, checked: Checked, *, writable: bool) -> list[FindingGroup]:
    """Errors, warnings, notices; each by where it stands. Severities without a finding are left out."""
    groups = {one: FindingGroup(one) for one in Severity}
    for at, (finding, place) in enumerate(zip(checked.findings, checked.places, strict=True)):
        shown = shown_finding(report, checked, at, finding, place, writable)
        group = groups[finding.severity]
        group.number += 1
        group.open += finding.explanation is None
        group.sections.setdefault(section_label(place.section), []).append(shown)
    order = {section_label(key): at for at, key in enumerate(ORDER)}
    for group in groups.values():
        held = sorted(group.sections.items(), key=lambda one: order.get(one[0], 99))
        group.sections = dict(held)
    return [one for one in groups.values() if one.number]


ORDER = ("title", "preface", "一", "二", "三", "四", "五", "六", "signature", "")


def section_label(section: str) -> str:
    """第一部分, 第三部分（表三）, 引言."""
    return TABLES.get(section) or SECTIONS.get(section) or f"第{section}部分"


def shown_finding(
    report: Report, checked: Checked, at: int, finding: Finding, place: Place, writable: bool
) -> ShownFinding:
    """The finding with where it is and where it is mended."""
    part = next((one for one in checked.assembled.known if one.key == place.part), None)
    where = part.label if part and f"“{part.label}”" not in finding.message else ""
    page = reverse("office_annual_report", args=[report.pk])
    url, verb = "", ""
    if finding.code in OF_PROBLEMS:
        url, verb = reverse("office_annual_report_problems", args=[report.pk]), "去问题与措施"
    elif finding.code in OF_FIGURES:
        given = urlencode({"year": report.year, "organ": report.organ_id})
        url, verb = f"{reverse('office_annual_figures')}?{given}", "去填报数据"
    elif part and writable:
        url = reverse("office_annual_part", args=[report.pk, part.key])
        verb = f"去修改{part.label}"
    elif part:
        url, verb = f"{page}#part-{part.key}", "看这一部分"
    if not part and place.cell:
        form = checked.assembled.report.form
        label = label_of_field(place.cell, form)
        where = "" if label in finding.message else label
        url, verb = f"{page}#cell-{place.cell}", "看这个数"
    if finding.code in PAGES:
        name, verb = PAGES[finding.code]
        url = reverse(name, args=[report.pk])
    return ShownFinding(at, finding, mark_of(finding), where, url, verb)


@dataclass(frozen=True)
class ShownCell:
    """A cell of the table as drawn; `figure` None for heads and labels."""

    drawn: DrawnCell
    figure: Figure | None
    number: str = ""
    wrong: bool = False


NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}


def tables(checked: Checked) -> list[tuple[str, str, list[list[ShownCell]]]]:
    """(key, caption, rows) of the three official tables; cells that an open error names are marked."""
    wrong = {
        cell
        for one in checked.findings
        if one.explanation is None and one.severity is not Severity.NOTICE
        for cell in one.cells
    }
    made = []
    for key in ("t2", "t3", "t4"):
        drawn = official_table(checked.assembled.report.form, key)
        rows = [[_cell(one, checked, wrong) for one in row] for row in drawn.rows()]
        made.append((key, f"{NAMES[key]}　{drawn.caption}", rows))
    return made


def _cell(drawn: DrawnCell, checked: Checked, wrong: set[str]) -> ShownCell:
    if drawn.cell is None:
        return ShownCell(drawn, None)
    figure = checked.assembled.compiled.figures[drawn.cell]
    number = "" if figure.value is None else format_number(figure.value)
    return ShownCell(drawn, figure, number, drawn.cell in wrong)


@dataclass(frozen=True)
class Piece:
    """Words of a part; `url` and `label` where a bound figure stands, `kind` "gap" where something is missing."""

    text: str
    kind: str = ""
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class ShownPart:
    part: Part
    paragraphs: list[list[Piece]]
    passage: Passage | None
    number: int


def parts(report: Report, checked: Checked, written: Mapping[str, Passage]) -> list[ShownPart]:
    """Every part with its words, bound figures linked to what is behind them, and how many findings it has."""
    made = []
    for part in checked.assembled.known:
        filled = checked.assembled.parts[part.key]
        pieces = pieces_of(filled, checked, lambda name: behind_url(report, checked, name))
        found = sum(1 for one in checked.of_part(part.key) if one.explanation is None)
        made.append(ShownPart(part, pieces, written.get(part.key), found))
    return made


def pieces_of(filled: Filled, checked: Checked, url: Callable[[str], str]) -> list[list[Piece]]:
    """Paragraphs of pieces."""
    form = checked.assembled.report.form
    paragraphs: list[list[Piece]] = [[]]

    def put(text: str, **more: str) -> None:
        for at, line in enumerate(text.split("\n")):
            if at:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(Piece(line, **more))

    last = 0
    for one in filled.bound:
        put(filled.text[last : one.start])
        words = filled.text[one.start : one.end]
        if one.name in filled.unknown or one.name in filled.blank:
            put(words, kind="gap", label=label_of_field(one.name, form))
        else:
            put(words, kind="bound", url=url(one.name), label=label_of_field(one.name, form))
        last = one.end
    put(filled.text[last:])
    return [one for one in paragraphs if one]


def behind_url(report: Report, checked: Checked, name: str) -> str:
    """Where a field's figure comes from; "" for names and sentences."""
    compiled = checked.assembled.compiled
    if name in compiled.figures or name in compiled.extra:
        return reverse("office_annual_behind", args=[report.pk, name])
    kind = counts().get(name)
    if kind is not None and kind.ledger:
        asked: dict[str, object] = {"year": report.year, "of": kind.ledger, "withdrawn": 1}
        if len(compiled.scope.organs) == 1:
            asked["organ"] = report.organ_id
        return f"{reverse('office_numbers_list')}?{urlencode(asked)}"
    if name.startswith("five."):
        return reverse("office_annual_report_problems", args=[report.pk])
    return ""


def marked(text: str, stretches: Iterable[tuple[int, int]]) -> list[Piece]:
    """A text with stretches marked; of overlapping ones the first."""
    made, last = [], 0
    for start, end in sorted(stretches):
        if start < last:
            continue
        made.append(Piece(text[last:start]))
        made.append(Piece(text[start:end], kind="copied"))
        last = end
    made.append(Piece(text[last:]))
    return [one for one in made if one.text]
