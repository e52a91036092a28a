"""Holding cases against the log, against what follows from their events, and against their seals.

The log's own chain says whether the log is whole (`audit.verification`); here every event is held against
its row of the log, every conclusion against the events, every sealed value against its digest.
"""

from gongkai.apps.cases.verification.cases import verify_cases
from gongkai.apps.cases.verification.seals import verify_seals
from gongkai.apps.cases.verification.verdict import Fault, Verdict

__all__ = ["Fault", "Verdict", "verify_cases", "verify_seals"]
