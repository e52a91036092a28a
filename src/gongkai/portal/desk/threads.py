"""The equations that do not hold, as the cells a thin line is drawn through, and whose finding it is."""

import json

from gongkai.domain.findings import Finding, Kind, Outcome
from gongkai.domain.reports.annual_report import AnnualReport
from gongkai.domain.reports.equations import hold

_KINDS = (Kind.SUM, Kind.BALANCE)


def threads_of(report: AnnualReport, findings: tuple[Finding, ...]) -> str:
    """JSON: a list of {"cells": [names in printing order], "findings": [numbers from 1]}."""
    numbers = report.numbers()
    places = {cell: place for place, cell in enumerate(report.form.cells)}
    made = []
    for equation in report.form.equations:
        if hold(equation, numbers).outcome is not Outcome.FAILED:
            continue
        cells = set(equation.cells)
        whose = [
            number
            for number, one in enumerate(findings, start=1)
            if one.kind in _KINDS and cells.intersection(one.cells)
        ]
        made.append({"cells": sorted(cells, key=places.__getitem__), "findings": whose})
    return json.dumps(made)
