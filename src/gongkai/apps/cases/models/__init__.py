"""What is stored of applications. Personal data lies sealed (`sealed` columns, see `apps.sealing`)."""

from gongkai.apps.cases.models.cases import (
    APPLICANT_KINDS,
    Case,
    CaseKind,
    Filing,
    Paper,
    PaperKind,
)
from gongkai.apps.cases.models.decisions import Decision, Reassessment
from gongkai.apps.cases.models.disposals import Disposal, DisposalState
from gongkai.apps.cases.models.drafts import Attempts, Draft, OnlineDoor
from gongkai.apps.cases.models.events import Event, Figures
from gongkai.apps.cases.models.files import CaseFile, FileKind
from gongkai.apps.cases.models.law import LocalRules, Moved, Recomputation
from gongkai.apps.cases.models.letters import Dispatch, DispatchWay, Letter, LetterState
from gongkai.apps.cases.models.parties import Party, PartyRole
from gongkai.apps.cases.models.places import RemedyPlaces
from gongkai.apps.cases.models.redactions import Redaction, RedactionPiece
from gongkai.apps.cases.models.sheets import Sheet, SheetKind, SheetState

__all__ = [
    "APPLICANT_KINDS",
    "Attempts",
    "Case",
    "CaseFile",
    "CaseKind",
    "Decision",
    "Dispatch",
    "DispatchWay",
    "Disposal",
    "DisposalState",
    "Draft",
    "Event",
    "Figures",
    "FileKind",
    "Filing",
    "Letter",
    "LetterState",
    "LocalRules",
    "Moved",
    "OnlineDoor",
    "Paper",
    "PaperKind",
    "Party",
    "PartyRole",
    "Reassessment",
    "Recomputation",
    "Redaction",
    "RedactionPiece",
    "RemedyPlaces",
    "Sheet",
    "SheetKind",
    "SheetState",
]
