"""What is stored about publication, by subject."""

from gongkai.apps.disclosure.models.catalogue import StandardEntry
from gongkai.apps.disclosure.models.columns import Column
from gongkai.apps.disclosure.models.contents import FileContents
from gongkai.apps.disclosure.models.discards import Discard
from gongkai.apps.disclosure.models.editions import Edition, Ending, Schedule
from gongkai.apps.disclosure.models.gates import (
    Decision,
    Gate,
    GateRule,
    Override,
    Remark,
    Review,
    Submission,
)
from gongkai.apps.disclosure.models.guides import GuideConfirmation, GuideVersion
from gongkai.apps.disclosure.models.interpretations import InterpretationForm, InterpretationPlan
from gongkai.apps.disclosure.models.items import (
    Attachment,
    Genre,
    Item,
    ItemKind,
    Openness,
    Relation,
    RelationKind,
)
from gongkai.apps.disclosure.models.normative import (
    NormativeDocument,
    NormativeEvent,
    NormativeEventKind,
)
from gongkai.apps.disclosure.models.words import CountyWord

__all__ = [
    "Attachment",
    "Column",
    "CountyWord",
    "Decision",
    "Discard",
    "Edition",
    "Ending",
    "FileContents",
    "Gate",
    "GateRule",
    "Genre",
    "GuideConfirmation",
    "GuideVersion",
    "InterpretationForm",
    "InterpretationPlan",
    "Item",
    "ItemKind",
    "NormativeDocument",
    "NormativeEvent",
    "NormativeEventKind",
    "Openness",
    "Override",
    "Relation",
    "RelationKind",
    "Remark",
    "Review",
    "Schedule",
    "StandardEntry",
    "Submission",
]
