"""What belongs to one of the three tables: rows with their figures, heads, loose figures."""

from dataclasses import dataclass, field

from gongkai.documents.reading.tokens import Token
from gongkai.documents.reading.values import Figure
from gongkai.domain.reports.annual_report import Place
from gongkai.domain.reports.labels import Label


@dataclass
class Segment:
    """A label of a row and what follows it. `label` is None where the label is lost or unknown.

    `shape` and `label_column` tell rows that were drawn alike; `words` are cells with other text.
    """

    label: Label | None
    printed: str
    exact: bool
    place: Place
    drawn: bool
    source: int
    shape: int = 0
    label_column: int = -1
    figures: list[Figure] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    context: str = ""  # the last block or group label before it
    row: int = 0  # the number of the row it begins in
    later: bool = False  # has figures from rows behind its own

    @property
    def filled(self) -> list[Figure]:
        return [one for one in self.figures if not one.blank]

    @property
    def raw(self) -> str:
        separator = " | " if self.drawn else " "
        label = [self.printed] if self.printed else []
        return separator.join([*label, *(one.text.strip() for one in self.figures)])


@dataclass
class Heads:
    """Labels met that hold no figures: column heads, blocks, groups; in order, as printed."""

    found: list[tuple[Label, str, bool, Place]] = field(default_factory=list)
    unknown: list[tuple[str, Place]] = field(default_factory=list)


@dataclass
class TableMaterial:
    """All that belongs to one of the three tables."""

    segments: list[Segment] = field(default_factory=list)
    heads: Heads = field(default_factory=Heads)
    figures: list[tuple[Figure, int]] = field(default_factory=list)  # 表四: with its row number
    tokens: list[Token] = field(default_factory=list)
