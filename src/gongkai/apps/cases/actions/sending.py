"""What a letter's going out and arriving is to the procedure: the acts of the steps, by template."""

import datetime as dt
from collections.abc import Callable, Mapping

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.charging import notify_fee
from gongkai.apps.cases.actions.consulting import ask_opinion, party_received
from gongkai.apps.cases.actions.correcting import notify_correction
from gongkai.apps.cases.actions.extending import notify_extension
from gongkai.apps.cases.actions.notices import NOTICES, is_awaited, notice_served
from gongkai.apps.cases.actions.reasons import ask_reasons, tell_longer_period
from gongkai.apps.cases.letters.composing import content_of_letter, template_of
from gongkai.apps.cases.models import Letter, Party
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.cases.recording import record_event
from gongkai.apps.cases.refusals import Refused

Send = Callable[[Actor, Letter, Mapping[str, str], dt.date], object]


def effect_of_sending(actor: Actor, letter: Letter, on: dt.date) -> None:
    """Do the act that the sending of a notice is; nothing where the step has recorded this letter already.

    Inside the transaction of the dispatch. Raises Refused as the act does.
    """
    event = template_of(letter).event
    if event not in SENDING or _recorded(letter, event):
        return
    SENDING[event](actor, letter, content_of_letter(letter).values, on)


def effect_of_arrival(actor: Actor, letter: Letter, on: dt.date, proof: str) -> None:
    """Record the fact that a letter's arrival is, once, where the case still waits for it."""
    served = template_of(letter).served
    if not served or _recorded(letter, served):
        return
    if served in NOTICES:
        if is_awaited(letter.case, served):
            notice_served(actor, letter.case, served, on=on, proof=proof, letter_id=letter.pk)
    elif served == "party_received":
        party = _addressee(letter)
        if letter.case.consulting and not _received(letter, party):
            party_received(actor, party, on=on, proof=proof)
    else:
        record_event(actor, letter.case, served, on, {"letter": letter.pk}, act="case.serve")


def _recorded(letter: Letter, kind: str) -> bool:
    return any(
        one.kind == kind and one.facts.get("letter") == letter.pk for one in facts_of(letter.case)
    )


def _received(letter: Letter, party: Party) -> bool:
    return any(
        one.kind == "party_received" and one.facts.get("party") == party.pk
        for one in facts_of(letter.case)
    )


def _addressee(letter: Letter) -> Party:
    if letter.addressee is None:
        raise Refused("这份文书没有收件的当事人，请另拟一份。")
    return letter.addressee


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]


def _ask(actor: Actor, letter: Letter, said: Mapping[str, str], on: dt.date) -> object:
    by = said.get("answer_by", "")
    return ask_opinion(
        actor,
        _addressee(letter),
        on=on,
        answer_by=dt.date.fromisoformat(by) if by else None,
        letter_id=letter.pk,
    )


# A notice that was signed is what was told: its points and limits are what the step records.
SENDING: Mapping[str, Send] = {
    "notify_correction": lambda actor, letter, said, on: notify_correction(
        actor,
        letter.case,
        on=on,
        points=_lines(said.get("correction_points", "")),
        limit=int(said["limit"]),
        letter_id=letter.pk,
    ),
    "ask_reasons": lambda actor, letter, said, on: ask_reasons(
        actor,
        letter.case,
        on=on,
        found=said.get("excess_facts", ""),
        limit=int(said["limit"]),
        letter_id=letter.pk,
    ),
    "extend": lambda actor, letter, said, on: notify_extension(
        actor, letter.case, on=on, letter_id=letter.pk
    ),
    "charge": lambda actor, letter, said, on: notify_fee(
        actor, letter.case, on=on, letter_id=letter.pk
    ),
    "longer_period": lambda actor, letter, said, on: tell_longer_period(
        actor,
        letter.case,
        on=on,
        until=dt.date.fromisoformat(said["longer_until"]),
        letter_id=letter.pk,
    ),
    "ask_third_party": _ask,
    "ask_joint_organ": _ask,
    "ask_other_organ": _ask,
}
