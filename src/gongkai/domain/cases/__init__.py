"""Outcomes of an application, the remedies against them, and the states it passes through."""

from gongkai.domain.cases.kinds import OtherKind, other_kinds, outcome_label, way_of
from gongkai.domain.cases.outcomes import Outcome, Record, Variant, missing_records, outcomes
from gongkai.domain.cases.remedies import (
    Places,
    Remedy,
    authors,
    remedy,
    remedy_blocks,
    silence_remedy,
)
from gongkai.domain.cases.states import NotAllowed, StateMachine, machine

__all__ = [
    "NotAllowed",
    "OtherKind",
    "Outcome",
    "Places",
    "Record",
    "Remedy",
    "StateMachine",
    "Variant",
    "authors",
    "machine",
    "missing_records",
    "other_kinds",
    "outcome_label",
    "outcomes",
    "remedy",
    "remedy_blocks",
    "silence_remedy",
    "way_of",
]
