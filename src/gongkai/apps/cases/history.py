"""From stored facts to the history that the clocks of `domain.deadlines` read, and how the case ended."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.domain.cases import machine
from gongkai.domain.deadlines import (
    Arrival,
    Consultation,
    Consulted,
    Correction,
    Extension,
    Fee,
    History,
    LongerPeriod,
)
from gongkai.domain.deadlines.history import Act

ASKED = {
    "ask_third_party": Consulted.THIRD_PARTY,
    "ask_joint_organ": Consulted.JOINT_ORGAN,
    "ask_other_organ": Consulted.OTHER_ORGAN,
    "ask_internal_unit": Consulted.INTERNAL_UNIT,
}
HEARD = ("hear_third_party", "hear_organ", "hear_internal_unit")
# Facts that end a case without a reply, and the state whose outcome they give it.
ENDS = {
    "withdraw": "withdrawn",
    "abandon_correction": "correction_abandoned",
    "abandon_payment": "payment_abandoned",
}


@dataclass(frozen=True)
class Fact:
    """An event that holds. `facts` as in data/events.yaml."""

    kind: str
    on: dt.date
    facts: Mapping[str, Any]
    recorded_at: dt.datetime
    pk: int = 0
    number: int = 0


@dataclass(frozen=True)
class Closing:
    """The day that decides the year, and what the case was. A new answer after a reversal changes neither."""

    day: dt.date
    outcome: str
    variant: str


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None


def history_of(facts: Sequence[Fact]) -> History | None:
    """The history of the first round; None before anything arrived. Raises HistoryError."""
    submitted = next((one for one in facts if one.kind == "submit"), None)
    if submitted is None:
        return None
    confirmed = next((one for one in facts if one.kind == "confirm"), None)
    arrival = Arrival(
        str(submitted.facts["channel"]),
        submitted.on,
        confirmed.on if confirmed else None,
        str(confirmed.facts["evidence"]) if confirmed else "",
    )
    # What follows an order to answer again has a clock of its own (reversal.py).
    first = facts[: next((n for n, one in enumerate(facts) if one.kind == "overturn"), None)]
    acts = (*_corrections(first), *_consultations(first), *_others(first))
    replied = next((one.on for one in facts if one.kind == "serve"), None)
    return History(arrival, acts, replied)


def _after(facts: Sequence[Fact], start: Fact, kinds: tuple[str, ...], until: str) -> Fact | None:
    """The first fact of these kinds recorded after `start` and before the next of kind `until`."""
    begun = False
    for one in facts:
        if one is start:
            begun = True
        elif begun and one.kind == until:
            return None
        elif begun and one.kind in kinds:
            return one
    return None


def _corrections(facts: Sequence[Fact]) -> list[Act]:
    made: list[Act] = []
    for one in facts:
        if one.kind == "notify_correction":
            served = _after(facts, one, ("correction_served",), "notify_correction")
            answered = _after(facts, one, ("correct",), "notify_correction")
            made.append(
                Correction(
                    one.on,
                    served.on if served else None,
                    int(one.facts["limit"]),
                    answered.on if answered else None,
                )
            )
    return made


def _of_party(
    facts: Sequence[Fact], kinds: tuple[str, ...], party: Any, start: Fact
) -> Fact | None:
    begun = False
    for one in facts:
        begun = begun or one is start
        if begun and one.kind in kinds and one.facts.get("party") == party:
            return one
    return None


def _consultations(facts: Sequence[Fact]) -> list[Act]:
    made: list[Act] = []
    for one in facts:
        if one.kind in ASKED:
            party = one.facts["party"]
            received = _of_party(facts, ("party_received",), party, one)
            heard = _of_party(facts, HEARD, party, one)
            # Silence is recorded with opinion "silent": the period then ends by itself, not by that day.
            answered = heard if heard and heard.facts.get("opinion") != "silent" else None
            made.append(
                Consultation(
                    ASKED[one.kind],
                    one.on,
                    received.on if received else None,
                    answered.on if answered else None,
                    _day(one.facts.get("answer_by")),
                )
            )
    return made


def _others(facts: Sequence[Fact]) -> list[Act]:
    made: list[Act] = []
    for one in facts:
        if one.kind == "extend":
            made.append(
                Extension(one.on, int(one.facts["days"]), _day(one.facts.get("approved_on")))
            )
        elif one.kind == "longer_period":
            until = _day(one.facts["until"])
            assert until is not None
            made.append(LongerPeriod(one.on, until))
        elif one.kind == "charge":
            served = _after(facts, one, ("fee_served",), "charge")
            paid = _after(facts, one, ("pay",), "charge")
            made.append(Fee(one.on, served.on if served else None, paid.on if paid else None))
    return made


def consultations_open(facts: Sequence[Fact]) -> int:
    """How many parties and other organs have been asked and neither answered nor fallen silent."""
    return sum(
        _of_party(facts, HEARD, one.facts["party"], one) is None
        for one in facts
        if one.kind in ASKED
    )


def undelivered(facts: Sequence[Fact]) -> bool:
    """Whether the answer came back, and was neither sent again since nor given up as undeliverable."""
    served = next((one for one in reversed(facts) if one.kind == "serve"), None)
    if served is None:
        return False
    known, letter = (
        ("serve", "sent_again", "returned", "kept_for", "delivered"),
        served.facts.get("letter"),
    )
    last = next(
        one for one in reversed(facts) if one.kind in known and one.facts.get("letter") == letter
    )
    return last.kind == "returned"


def closing(facts: Sequence[Fact]) -> Closing | None:
    """How and when the case was closed for the first time: the reply's serving, or an end without one."""
    replied: Fact | None = None
    for one in facts:
        if one.kind == "reply" and replied is None:
            replied = one
        if one.kind == "serve" and replied is not None:
            return Closing(
                one.on, str(replied.facts["outcome"]), str(replied.facts.get("variant", ""))
            )
        if one.kind in ENDS:
            code, *variant = machine().states[ENDS[one.kind]].outcome
            return Closing(one.on, code, variant[0] if variant else "")
    return None
