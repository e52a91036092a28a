"""Which cells are wrong when equations fail: the smallest sets of changes (Fellegi and Holt).

The reasoning is set out in docs/law/locating.md.
"""

from gongkai.domain.reports.locating.faults import Fault, locate
from gongkai.domain.reports.locating.repair import Repair
from gongkai.domain.reports.locating.unknowns import bounds_of_blanks

__all__ = ["Fault", "Repair", "bounds_of_blanks", "locate"]
