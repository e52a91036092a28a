"""What a file says before it is kept: organ and year, numbers, findings, what it would change."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.apps.annual.models import PastReport, ReportKind
from gongkai.apps.annual.past.reading import (
    PastRead,
    difference,
    findings_of,
    held_report,
    organ_of,
    read_past,
)
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.organs.models import Organ
from gongkai.domain.findings import Finding, Severity
from gongkai.domain.reports.comparing import CellChange
from gongkai.domain.reports.forms.measures import measures
from gongkai.office.annual.past.carrying import MOST_CARRIED, carried

# So long one answer may take; what is left over is named and can be sent again.
SECONDS = 60.0
SHOWN = 12
HEADLINES = ("new", "carried_in", "closed", "carried_out", "reviews", "suits", "normative_in_force")


@dataclass
class Seen:
    """One file of the preview, or why it could not be read (`refusal`)."""

    at: int
    name: str
    refusal: str = ""
    read: PastRead | None = None
    organ: Organ | None = None
    kind: str = ReportKind.OWN
    data: str = ""
    findings: tuple[Finding, ...] = ()
    held: PastReport | None = None
    changed: tuple[CellChange, ...] = ()
    prose_changed: int = 0
    same_as: str = ""
    figures: list[tuple[str, str]] = field(default_factory=list)

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.findings)

    @property
    def warnings(self) -> int:
        return sum(one.severity is Severity.WARNING for one in self.findings)

    @property
    def unchanged(self) -> bool:
        """Whether the one imported before says the same."""
        return self.held is not None and not self.changed and not self.prose_changed


def look_at(files: Sequence[tuple[str, bytes]], organs: Iterable[Organ]) -> list[Seen]:
    """Read every file, one after the other; what the time does not suffice for is said, file by file."""
    known, until, room = list(organs), time.monotonic() + SECONDS, MOST_CARRIED
    seen: list[Seen] = []
    for at, (name, data) in enumerate(files):
        if time.monotonic() > until:
            seen.append(
                Seen(at, name, refusal="这一次的文件太多，没有轮到这个文件，请再上传一次。")
            )
            continue
        one = _look(at, name, data, known)
        if one.read is not None:
            one.data = carried(data, room)
            room -= len(data) if one.data else 0
        seen.append(one)
    return _with_twins(seen)


def _look(at: int, name: str, data: bytes, organs: list[Organ]) -> Seen:
    try:
        read = read_past(name, data)
    except Refused as no:
        return Seen(at, name, refusal=str(no))
    made = Seen(at, name, read=read, organ=organ_of(read.report, organs))
    if made.organ is None and len(organs) == 1:
        made.organ = organs[0]
    made.kind = kind_for(made.organ)
    numbers = read.report.numbers()
    for key in HEADLINES:
        value = measures()[key].of(read.report.form.key, numbers)
        if value is not None:
            made.figures.append((measures()[key].label, f"{value:f}"))
    year = read.report.year
    made.findings = findings_of(read.report, made.organ, year, made.kind)
    if made.organ is not None and year is not None:
        made.held = held_report(made.organ, year, made.kind)
        against = difference(read.report, made.held)
        if against is not None:
            made.changed = against.changed_cells
            made.prose_changed = sum(one.is_changed for one in against.prose)
    return made


def kind_for(organ: Organ | None) -> str:
    """A government's report adds up its units; every other organ reports of itself."""
    governs = organ is not None and organ.governs
    return str(ReportKind.GOVERNMENT if governs else ReportKind.OWN)


def _with_twins(seen: list[Seen]) -> list[Seen]:
    """Two files of one organ, year and kind: said, for the second would replace the first."""
    counted: Counter[tuple[int, int | None, str]] = Counter()
    first: dict[tuple[int, int | None, str], str] = {}
    for one in seen:
        if one.organ is None or one.read is None:
            continue
        key = (one.organ.pk, one.read.report.year, one.kind)
        counted[key] += 1
        if counted[key] > 1:
            one.same_as = first[key]
        first.setdefault(key, one.name)
    return seen
