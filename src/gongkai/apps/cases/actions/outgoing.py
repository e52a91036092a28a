"""Two persons for every outward document: the signed letter on which the fact of its sending rests."""

import datetime as dt
from collections.abc import Mapping

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.letters.approved import approved_letter, unused_letters
from gongkai.apps.cases.letters.composing import content_of_letter
from gongkai.apps.cases.models import Case, Letter, Party
from gongkai.apps.cases.plain_words import identities_of, refuse_personal
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.documents.letters import templates

LONGEST_PAPER_NUMBER = 60


def not_signed(kind: str) -> str:
    """What to do where no signed letter of the kind of fact lies ready, as a sentence."""
    title = templates()[event_kinds()[kind].letter].title
    return f"还没有签发的《{title}》。请先拟稿，由另一人审核签发，再登记发出。"


def letter_sent(
    actor: Actor,
    case: Case,
    kind: str,
    on: dt.date,
    *,
    letter_id: int | None = None,
    on_paper: str = "",
    addressee: Party | None = None,
    says: Mapping[str, int | dt.date] | None = None,
) -> dict[str, object]:
    """`{"letter": …}`, `{"paper_letter": …}`, or nothing where the kind of fact needs no letter.

    `letter_id`: the letter sent; None: the newest signed one that no act has used. `on_paper`: the number
    of a letter on paper from before the program, by those who may amend records. `says`: values of the
    letter that what is recorded must not contradict. Inside the act's transaction, with the case locked.
    """
    template = event_kinds()[kind].letter
    if not template:
        return {}
    if on_paper.strip():
        return {"paper_letter": _paper_number(actor, case, on_paper.strip(), letter_id)}
    if letter_id is None:
        letter = approved_letter(case, template, addressee)
        if letter is None:
            raise Refused(not_signed(kind))
    else:
        letter = _named(case, template, addressee, letter_id)
    if letter.signed_on is not None and on < letter.signed_on:
        raise Refused(
            f"发出的日期（{on.isoformat()}）早于文书签发的日期（{letter.signed_on.isoformat()}），请核对。"
        )
    _agree(letter, says or {})
    return {"letter": letter.pk}


def _paper_number(actor: Actor, case: Case, number: str, letter_id: int | None) -> str:
    require(actor, "case.amend", case.organ_id)
    if letter_id is not None:
        raise Refused("已经指明了系统里的文书，不再填写纸质文书文号。")
    if len(number) > LONGEST_PAPER_NUMBER:
        raise Refused(f"纸质文书文号最长{LONGEST_PAPER_NUMBER}个字，请核对。")
    refuse_personal("纸质文书文号", number, identities_of(case.parties.all()))
    return number


def _named(case: Case, template: str, addressee: Party | None, letter_id: int) -> Letter:
    rows = unused_letters(case, template, addressee)
    letter = next((one for one in rows if one.pk == letter_id), None)
    if letter is None:
        raise Refused(
            f"登记发出的只能是这件申请已经签发的文书，并且是还没有登记过发出的《{templates()[template].title}》；"
            "请先拟写、送审，由另一人签发。"
        )
    return letter


def _agree(letter: Letter, says: Mapping[str, int | dt.date]) -> None:
    """What was told is what the signed letter says, not what is typed when its sending is recorded."""
    held = content_of_letter(letter).values
    for name, value in says.items():
        text = held.get(name, "").strip()
        if not text:
            continue
        told = int(text) if isinstance(value, int) else dt.date.fromisoformat(text)
        if told != value:
            raise Refused(
                f"签发的文书（{letter.number}）写的是{told}，登记的是{value}，不一致；请按文书登记，"
                "文书有误的，请另行拟稿签发。"
            )
