"""A letter's row becomes its text: the clerk's part, the program's part, and the frame around both."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.apps import clock
from gongkai.apps.cases.filing import file_name
from gongkai.apps.cases.letters.addressing import contact_of, names_of
from gongkai.apps.cases.letters.gathering import about, program_values
from gongkai.apps.cases.models import Case, CaseFile, Decision, Letter, LetterState
from gongkai.apps.cases.queries.decisions import newest_decision
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.sealing import seal, unseal
from gongkai.documents.letters import (
    Frame,
    LetterText,
    Template,
    Value,
    WrongValue,
    fill,
    missing,
    templates,
)


@dataclass(frozen=True)
class LetterContent:
    """What lies sealed in a letter. `frozen`: the program's part and the salutation as they were signed."""

    values: Mapping[str, str]
    files: tuple[int, ...] = ()
    authors: frozenset[int] = frozenset()
    frozen: Mapping[str, str] | None = None
    salutation: str = ""

    def sealed(self) -> bytes:
        return seal(
            {
                "values": dict(self.values),
                "files": list(self.files),
                "authors": sorted(self.authors),
                "program": dict(self.frozen) if self.frozen is not None else None,
                "salutation": self.salutation,
            }
        )


def content_of_letter(letter: Letter) -> LetterContent:
    """The sealed part, opened. Raises sealing.BrokenSeal."""
    said: dict[str, Any] = unseal(letter.sealed)
    return LetterContent(
        said.get("values", {}),
        tuple(said.get("files", ())),
        frozenset(said.get("authors", ())),
        said.get("program"),
        said.get("salutation", ""),
    )


def title_of(letter: Letter) -> str:
    """What it is called; its key where this version does not know the template."""
    known = templates().get(letter.template)
    return known.title if known is not None else letter.template


def template_of(letter: Letter) -> Template:
    """Its template. Raises Refused for one that this version does not know."""
    try:
        return templates()[letter.template]
    except KeyError:
        raise Refused(f"没有“{letter.template}”这种文书。") from None


def decision_of_letter(case: Case, template: Template) -> Decision | None:
    """The decision an answer is written from: the newest proposed version; None for other letters."""
    newest = newest_decision(case)
    if not template.is_answer or newest is None or newest.proposed_at is None:
        return None
    return newest if template.outcome == (newest.outcome, newest.variant) else None


def grounds_of(case: Case, template: Template) -> tuple[str, ...]:
    """The codes that the answer withholds under."""
    decision = decision_of_letter(case, template)
    return tuple(decision.grounds) if decision is not None else ()


def all_values(letter: Letter, on: dt.date) -> dict[str, str]:
    """The clerk's and the program's values of a day; of a signed letter as they were signed."""
    said, template = content_of_letter(letter), template_of(letter)
    if said.frozen is not None:
        return {**said.values, **said.frozen}
    known = about(
        letter.case, template, addressee=letter.addressee, signed_on=on,
        grounds=grounds_of(letter.case, template), given=said.values,
    )  # fmt: skip
    return {**said.values, **program_values(known)}


def compose(letter: Letter, *, on: dt.date | None = None, number: str = "") -> LetterText:
    """The text as it stands, for looking at; `on` and `number` for the moment of signing.

    Raises Refused where a value does not fit or a name of the remedy block is missing.
    """
    day = on or letter.signed_on or clock.today()
    said, template = content_of_letter(letter), template_of(letter)
    signed = letter.state == LetterState.APPROVED or bool(number)
    frame = Frame(
        letter.organ.name,
        said.salutation or names_of(letter.case, letter.addressee),
        number or letter.number,
        day if signed else None,
        contact_of(letter.organ),
        tuple(attachment_names(letter.case, said.files)),
    )
    try:
        return fill(template, all_values(letter, day), frame)
    except WrongValue as no:
        raise Refused(str(no)) from no


def attachment_names(case: Case, files: tuple[int, ...]) -> list[str]:
    """The names of what goes along, without their endings, in the order chosen."""
    held = {one.pk: one for one in CaseFile.objects.filter(case=case, pk__in=files)}
    return [
        file_name(held[pk]).rpartition(".")[0] or file_name(held[pk]) for pk in files if pk in held
    ]


def lacking(letter: Letter) -> list[Value]:
    """What must still be there before the letter can be reviewed: the clerk's, then facts not on record."""
    template = template_of(letter)
    values = all_values(letter, clock.today())
    return missing(template, values, by_clerk=False)
