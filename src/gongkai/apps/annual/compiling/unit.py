"""The cells of one unit's report: ledgers first, what is kept elsewhere in their place, blanks left blank."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps.annual.compiling.cases import case_figures
from gongkai.apps.annual.compiling.figures import Figure, Scope
from gongkai.apps.annual.compiling.normative import normative_figures, rules_figures
from gongkai.apps.annual.compiling.stated import stated_figures
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
        return {
            cell: None if one.value is None else format_number(one.value)
            for cell, one in self.figures.items()
        }

    @property
    def digest(self) -> str:
        """Equal for equal cells, whenever compiled."""
        form = json.dumps([self.scope.period.year, self.cells], separators=(",", ":"))
        return hashlib.sha256(form.encode()).hexdigest()

    def report(self, organ: str, **texts: str) -> AnnualReport:
        """As a report without prose, for the rules."""
        period = self.scope.period
        values = {cell: one.value for cell, one in self.figures.items()}
        return report_from_cells(
            values, organ=organ, year=period.year, form=period.form.key, **texts
        )


def compile_unit(scope: Scope) -> Compiled:
    """The unit's cells as known at the scope's moment. Six queries, whatever the number of records."""
    stated = stated_figures(scope)
    counted = normative_figures(scope) | rules_figures(scope) | case_figures(scope)
    figures = {}
    for cell in scope.period.form.cells:
        # What an organ keeps elsewhere and handed in stands in the place of an empty register.
        found = stated.get(cell)
        ledger = counted.get(cell)
        if found is not None and (ledger is None or found.source == "handed_in"):
            figures[cell] = found
        else:
            figures[cell] = ledger or Figure(cell, None, "missing")
    extra = {cell: one for cell, one in stated.items() if cell not in figures}
    return Compiled(scope, figures, extra)
