"""The prose of a report read once: frames, claims and sweeping statements of every section."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gongkai.domain.reports.annual_report import SECTION_NUMBERS, AnnualReport
from gongkai.domain.reports.prose.claims import Claim, find_claims
from gongkai.domain.reports.prose.frames import Reading, read_frames
from gongkai.domain.reports.prose.readings import Cells, ReadingValue, readings_of
from gongkai.domain.reports.prose.respective import with_own_names
from gongkai.domain.reports.prose.sweeps import Sweep, find_sweeps
from gongkai.domain.reports.prose.text import prose_text

OUTCOME_GROUPS = (
    "granted",
    "granted_or_partial",
    "partial",
    "refused",
    "unable",
    "declined",
    "other_group",
)


class Verdict(StrEnum):
    HOLDS = "holds"
    REFUTED = "refuted"
    OPEN = "open"  # a cell that a reading needs has no number


@dataclass(frozen=True, eq=False)
class Judged:
    """A claim held against the cells by every reading its words allow."""

    claim: Claim
    verdict: Verdict
    readings: tuple[ReadingValue, ...]

    @property
    def fitting(self) -> tuple[ReadingValue, ...]:
        return tuple(one for one in self.readings if _fits(self.claim, one))


@dataclass(frozen=True, eq=False)
class ProseFacts:
    """Everything the prose says that can be held against the tables or against itself."""

    report: AnnualReport
    cells: Cells
    sections: tuple[Reading, ...]
    judged: tuple[Judged, ...]
    sweeps: tuple[Sweep, ...]

    @property
    def claims(self) -> Iterator[Claim]:
        return (one.claim for one in self.judged)

    def value(self, cell: str) -> Decimal | None:
        """The number of a cell, or the one the equations settle for a blank."""
        return self.cells.settled.get(cell)


def read_prose(report: AnnualReport) -> ProseFacts:
    """Read the prose of sections 一 to 六. Never raises on any text."""
    cells = Cells(report)
    sections: list[Reading] = []
    judged: list[Judged] = []
    sweeps: list[Sweep] = []
    for number in SECTION_NUMBERS:
        raw = report.text_of(number)
        if not raw:
            continue
        reading = with_own_names(read_frames(prose_text(number, raw), report.year))
        claims = list(find_claims(reading, report.organ, report.year))
        sections.append(reading)
        judged.extend(judge(claims, cells))
        sweeps.extend(find_sweeps(reading, claims, report.organ))
    return ProseFacts(report, cells, tuple(sections), tuple(judged), tuple(sweeps))


def judge(claims: list[Claim], cells: Cells) -> Iterator[Judged]:
    """Hold each claim against the cells; items of one list that fall on one row are added up."""
    groups: dict[int, set[str]] = {}
    for one in claims:
        if one.concept in OUTCOME_GROUPS:
            groups.setdefault(one.frame.sentence.start, set()).add(one.concept)
    for claim in claims:
        alone = len(groups.get(claim.frame.sentence.start, ())) <= 1
        readings = tuple(readings_of(claim, cells, alone))
        if any(_fits(claim, one) for one in readings):
            verdict = Verdict.HOLDS
        elif not readings or any(not one.values for one in readings):
            verdict = Verdict.OPEN
        elif _fit_together(claim, claims, readings):
            verdict = Verdict.HOLDS
        else:
            verdict = Verdict.REFUTED
        yield Judged(claim, verdict, readings)


def _fit_together(claim: Claim, claims: list[Claim], readings: tuple[ReadingValue, ...]) -> bool:
    """因不掌握无法提供1件，信息不存在1件 are both in one row, which holds 2; so are the grounds of one group."""
    group = claim.concept.split(".")[0]
    if group not in OUTCOME_GROUPS and group != "other":
        return False
    beside = [
        one
        for one in claims
        if one.frame.sentence == claim.frame.sentence and one.frame.text is claim.frame.text
    ]
    same_row = {claim.concept, *claim.also}
    for alike in (
        [one for one in beside if same_row & {one.concept, *one.also}],
        [one for one in beside if one.concept.split(".")[0] == group],
    ):
        together = sum((one.value for one in alike), start=claim.value * 0)
        if len(alike) > 1 and any(together in one.values for one in readings):
            return True
    return False


def _fits(claim: Claim, reading: ReadingValue) -> bool:
    if claim.concept == "charge":
        return any(_same_money(claim, one) for one in reading.values)
    if claim.at_most:
        return any(claim.value <= one for one in reading.values)
    return claim.value in reading.values


def _same_money(claim: Claim, cell: Decimal) -> bool:
    """Equal as far as the text prints places: 1.86亿元 and 18623.5万元 agree."""
    return abs(claim.value - cell) <= claim.frame.quantity.step / 2
