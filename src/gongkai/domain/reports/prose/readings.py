"""Which cells a claim may mean, and what they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.reports.forms import Form
from gongkai.domain.reports.prose.claims import Claim
from gongkai.domain.reports.prose.lexicon import read_data

ORGANISATIONS = ("business", "research", "welfare", "legal_service", "other")
BLOCKS = {
    "review_and_litigation": ("review", "direct", "after_review"),
    "review": ("review",),
    "direct": ("direct",),
    "after_review": ("after_review",),
    "litigation": ("direct", "after_review"),
}
MOST_SUMS = 64


@dataclass(frozen=True)
class ReadingValue:
    """One reading of a claim: its name, the cells with their signs, and the values they can give.

    `values` is empty where a cell it needs has no number. More than one value: the printed total and
    the sum of its parts differ, which is another rule's finding.
    """

    name: str
    cells: tuple[tuple[str, int], ...]
    values: tuple[Decimal, ...]
    loose: bool = False  # the words hardly allow it: fitting only this reading deserves a question


@cache
def _concepts() -> dict[str, Any]:
    return read_data("readings.yaml")


def label_of(claim: Claim, form: Form) -> str:
    """What the claim counts, as a person says it."""
    concepts = _concepts()["concepts"]
    if claim.concept in concepts:
        return str(concepts[claim.concept]["label"])
    if claim.concept == "applicant":
        if claim.column == "organisations":
            return "法人或其他组织申请"
        return f"{dict(form.applicant_columns)[claim.column]}申请"
    if "." in claim.concept and claim.concept.split(".")[0] in BLOCKS:
        return _result_label(claim.concept, form)
    return form.short_label_of(claim.concept)


class Cells:
    """The report's numbers, with the blanks that the equations settle.

    A blank is not a zero. But where the parts that are filled already make up the total, the other
    parts can only be zero; and a blank total is the sum of its parts when all of them are there.
    """

    def __init__(self, report: AnnualReport) -> None:
        self.form = report.form
        self.printed: dict[str, Decimal] = {
            cell: number for cell, number in report.numbers().items() if number is not None
        }
        self.settled = dict(self.printed)
        sums = [one for one in self.form.equations if one.total is not None]
        self._parts = {one.total: one.left for one in sums if one.total is not None}
        self._second = {
            one.total: one.left for one in sums if one.rule == "H2" and one.total is not None
        }
        changed = bool(self.printed) and len(self.printed) < len(self.form.cells)
        while changed:
            # every equation is tried in each round, none is left out once one has changed something
            changed = sum(self._settle(one.left, str(one.total)) for one in sums) > 0

    def _settle(self, parts: tuple[str, ...], total: str) -> bool:
        missing = [cell for cell in parts if cell not in self.settled]
        if not missing and total in self.settled:
            return False
        known = sum((self.settled[cell] for cell in parts if cell in self.settled), Decimal(0))
        if total not in self.settled:
            if missing:
                return False
            self.settled[total] = known
            return True
        if self.settled[total] != known and len(missing) > 1:
            return False
        left = self.settled[total] - known
        if left < 0:
            return False
        self.settled.update(dict.fromkeys(missing, left if len(missing) == 1 else Decimal(0)))
        return True

    def values(self, cell: str) -> tuple[Decimal, ...]:
        """The number settled for a cell, and the sum of its parts where that differs."""
        own = self.settled.get(cell)
        found = [] if own is None else [own]
        for parts in (self._parts.get(cell), self._second.get(cell)):
            if parts and all(one in self.settled for one in parts):
                summed = sum((self.settled[one] for one in parts), Decimal(0))
                if summed not in found:
                    found.append(summed)
        return tuple(found)


def readings_of(claim: Claim, cells: Cells, alone: bool) -> Iterator[ReadingValue]:
    """Every reading the words allow. `alone`: no other outcome is named beside this one."""
    for name, terms, loose in _every_term(claim, alone, cells.form):
        signed = [pair for term in terms for pair in _expand(term, claim.column, cells.form)]
        yield ReadingValue(name, tuple(signed), _sums(signed, cells), loose)


def _every_term(claim: Claim, alone: bool, form: Form) -> Iterator[tuple[str, list[str], bool]]:
    for concept in (claim.concept, *claim.also):
        for name, terms in _terms(concept, alone, form):
            yield name, terms, False
        for name, terms in _concepts()["concepts"].get(concept, {}).get("loose", {}).items():
            yield name, terms, True


def _terms(named: str, alone: bool, form: Form) -> Iterator[tuple[str, list[str]]]:
    data = _concepts()
    concept = data["concepts"].get(named)
    if concept is not None:
        yield from concept["readings"].items()
        if alone:
            yield from concept.get("alone", {}).items()
    elif named == "applicant":
        yield from data["applicant_rows"].items()
    elif named.split(".")[0] in BLOCKS:
        block, result = named.split(".")
        names = BLOCKS[block]
        yield _result_label(named, form), [f"t4.{one}.{result}" for one in names]
        if block == "litigation":
            for one in names:
                yield _result_label(f"{one}.{result}", form), [f"t4.{one}.{result}"]
    else:
        yield form.short_label_of(named), [named]


def _result_label(concept: str, form: Form) -> str:
    block, result = concept.split(".")
    return f"{_concepts()['concepts'][block]['label']}{dict(form.results)[result]}"


def _expand(term: str, column: str, form: Form) -> Iterator[tuple[str, int]]:
    sign = -1 if term.startswith("-") else 1
    name = term.removeprefix("-")
    if name.startswith(("t2.", "t4.")):
        yield name, sign
        return
    rows = [name]
    if name.endswith(".*"):
        group = name.removesuffix(".*")
        rows = [row for row in form.result_rows if row == group or row.startswith(f"{group}.")]
    elif name not in {row.key for row in form.table3}:
        # a leaf that this form holds in one row with its group (2019: 其他处理)
        rows = [name.split(".")[0]]
    columns: Mapping[str, tuple[str, ...]] = {"organisations": ORGANISATIONS}
    for row in rows:
        for one in columns.get(column, (column,)):
            yield f"t3.{row}.{one}", sign


def _sums(signed: list[tuple[str, int]], cells: Cells) -> tuple[Decimal, ...]:
    if any(cell not in cells.form.cell_set for cell, _ in signed):
        return ()
    choices = [[value * sign for value in cells.values(cell)] for cell, sign in signed]
    if not choices or not all(choices):
        return ()
    count = 1
    for one in choices:
        count *= len(one)
    if count > MOST_SUMS:
        # so many totals are wrong that no sum can be held against the text
        return ()
    return tuple(dict.fromkeys(sum(one, Decimal(0)) for one in product(*choices)))
