"""Rows whose figures have no separators, too many or too few: every way to read them, and which are left.

Why the search is complete is written in docs/law/reading-figures.md.
"""

from gongkai.domain.reports.cutting.readings import (
    Reading,
    Readings,
    Row,
    cuts_of,
    placements_of,
    repairs_of,
)
from gongkai.domain.reports.cutting.system import Resolution, resolve

__all__ = [
    "Reading",
    "Readings",
    "Resolution",
    "Row",
    "cuts_of",
    "placements_of",
    "repairs_of",
    "resolve",
]
