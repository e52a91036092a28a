"""The cells of one unit's report: ledgers first, what is kept elsewhere in their place, blanks left blank."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from gongkai.apps.annual.compiling.cases import case_figures
from gongkai.apps.annual.compiling.figures import Figure, Scope, together
from gongkai.apps.annual.compiling.normative import (
    normative_figures,
    normative_numbers,
    rules_figures,
)
from gongkai.apps.annual.compiling.stated import stated_by_organ
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.queries.normative import Register
from gongkai.domain.reports import AnnualReport, report_from_cells
from gongkai.domain.reports.annual_report import format_number


@dataclass(frozen=True)
class Compiled:
    """Every cell of the form in printing order, and the stated counts of section 一 beside them (`extra`)."""

    scope: Scope
    figures: Mapping[str, Figure]
    extra: Mapping[str, Figure]

    @property
    def cells(self) -> dict[str, str | None]:
        """Cell → its number as printed, None for a blank: what is stored and compared."""
        return _printed(self.figures)

    @property
    def counts(self) -> dict[str, str | None]:
        """The counts of section 一 that units state, as printed."""
        return _printed(self.extra)

    @property
    def digest(self) -> str:
        """Equal for equal cells, whenever compiled."""
        return digest_of(self.scope.period.year, self.cells)

    def report(self, organ: str, **texts: str) -> AnnualReport:
        """As a report without prose, for the rules."""
        period = self.scope.period
        values = {cell: one.value for cell, one in self.figures.items()}
        return report_from_cells(
            values, organ=organ, year=period.year, form=period.form.key, **texts
        )


def _printed(figures: Mapping[str, Figure]) -> dict[str, str | None]:
    return {
        cell: None if one.value is None else format_number(one.value)
        for cell, one in figures.items()
    }


def digest_of(year: int, cells: Mapping[str, str | None]) -> str:
    """The digest of cells as printed, in whatever order they come: PostgreSQL keeps an order of its own."""
    form = json.dumps([year, dict(cells)], separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(form.encode()).hexdigest()


def compile_unit(scope: Scope) -> Compiled:
    """The unit's cells as known at the scope's moment. Seven queries, whatever the number of records."""
    makers = scope.organs if scope.may_make_rules else frozenset[int]()
    made = compile_organs(scope.organs, scope.period, makers)
    return merged(scope, made)


def merged(scope: Scope, compiled: Mapping[int, Compiled]) -> Compiled:
    """One unit's cells from those of the organs it reports for."""
    organs = [compiled[one] for one in sorted(scope.organs)]
    if len(organs) == 1:
        return Compiled(scope, organs[0].figures, organs[0].extra)
    figures = {
        cell: together(cell, [one.figures[cell] for one in organs])
        for cell in scope.period.form.cells
    }
    counted = dict.fromkeys(cell for one in organs for cell in one.extra)
    extra = {
        cell: together(cell, [one.extra[cell] for one in organs if cell in one.extra])
        for cell in counted
    }
    return Compiled(scope, figures, extra)


def compile_organs(
    organs: Collection[int],
    period: Period,
    rule_makers: Collection[int] = (),
    documents: Register | None = None,
) -> dict[int, Compiled]:
    """Organ → its cells as known at the period's moment. A constant number of queries for any number of organs.

    `documents`: their register of documents, where it was read already.
    """
    stated = stated_by_organ(organs, period)
    numbers = normative_numbers(organs, period, held=documents)
    cases = case_figures(organs, period)
    made = {}
    for organ in organs:
        may_make_rules = organ in rule_makers
        counted = (
            normative_figures(numbers[organ])
            | rules_figures(may_make_rules=may_make_rules)
            | cases[organ]
        )
        figures, extra = _chosen(stated[organ], counted, period)
        made[organ] = Compiled(Scope(frozenset((organ,)), period, may_make_rules), figures, extra)
    return made


def _chosen(
    stated: Mapping[str, Figure], counted: Mapping[str, Figure], period: Period
) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """What an organ keeps elsewhere and handed in stands in the place of an empty register."""
    figures = {}
    for cell in period.form.cells:
        found, ledger = stated.get(cell), counted.get(cell)
        if found is not None and (ledger is None or found.source == "handed_in"):
            figures[cell] = _beside(found, ledger)
        else:
            figures[cell] = ledger or Figure(cell, None, "missing")
    return figures, {cell: one for cell, one in stated.items() if cell not in figures}


def _beside(found: Figure, ledger: Figure | None) -> Figure:
    """A handed-in figure says what the organ's own ledger counts, where that is something else."""
    if ledger is None or ledger.source != "ledger" or not ledger.value:
        return found
    if ledger.value == found.value:
        return found
    said = f"本机关台账为{format_number(ledger.value)}，以报送的数为准。"
    return replace(found, note=found.note + said)
