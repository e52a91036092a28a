"""What is stored of a report year. Figures are facts with recorded time; a compilation is computed from them."""

from gongkai.apps.annual.models.figures import Adjustment, Confirmation, Source, Statement
from gongkai.apps.annual.models.reports import (
    Artefact,
    Compilation,
    Explanation,
    Passage,
    Problem,
    Report,
    ReportKind,
    ReportState,
    Step,
)
from gongkai.apps.annual.models.years import PastReport, Unit, UnitList

__all__ = [
    "Adjustment",
    "Artefact",
    "Compilation",
    "Confirmation",
    "Explanation",
    "Passage",
    "PastReport",
    "Problem",
    "Report",
    "ReportKind",
    "ReportState",
    "Source",
    "Statement",
    "Step",
    "Unit",
    "UnitList",
]
