"""All scanners over one text."""

import re
from collections.abc import Collection, Iterator

from gongkai.domain.privacy.addresses import addresses
from gongkai.domain.privacy.cards import cards
from gongkai.domain.privacy.conditions import births, conditions
from gongkai.domain.privacy.contacts import emails, landlines, mobiles, passports, plates
from gongkai.domain.privacy.digits import plain, runs
from gongkai.domain.privacy.found import Kind, PersonalData, apart
from gongkai.domain.privacy.identity import identity_numbers

# Without one of these no number is found: most lines of a log are told apart by one look.
_PERHAPS = re.compile(
    r"[0-9０-９](?:[^\w\n]{0,3}[0-9０-９Xx]){14}|[1１][^\w\n]{0,3}[3-9３-９](?:[^\w\n]{0,3}[0-9０-９]){9}"
    r"|[0０][0-9０-９]{2,3}[^\w\n]{0,3}[0-9０-９]{7}|@|护照|通行证|台胞证"
)
_NUMBERS = (
    Kind.IDENTITY, Kind.CARD, Kind.ACCOUNT, Kind.MOBILE, Kind.LANDLINE, Kind.EMAIL, Kind.PASSPORT,
)  # fmt: skip
_NOTHING: frozenset[str] = frozenset()


def scan(text: str, *, known: Collection[str] = _NOTHING) -> list[PersonalData]:
    """Every piece of personal data in running text, in order, without overlaps.

    `known`: phones (digits only) and e-mail addresses (lower case) that are published on purpose,
    those of the organs. Where two readings compete, the certain one wins.
    """
    scanned = plain(text)
    found = list(apart(_all(scanned, known)))
    if scanned is text:
        return found
    return [
        one if text[one.start : one.end] == one.quote else _as_written(text, one) for one in found
    ]


def replaced(text: str, found: Collection[PersonalData]) -> str:
    """The text with the masks in place of what was found in it."""
    for one in sorted(found, key=lambda one: -one.start):
        text = text[: one.start] + one.masked + text[one.end :]
    return text


def without_numbers(text: str) -> str:
    """The text with a person's numbers masked (identity, card, phone, mailbox, passport): for logs, which
    keep what they are given. The phones and mailboxes of offices stay."""
    if not _PERHAPS.search(text):
        return text
    found = [one for one in scan(text) if one.kind in _NUMBERS]
    return replaced(text, found) if found else text


def _all(text: str, known: Collection[str]) -> Iterator[PersonalData]:
    found = list(runs(text))
    for run in found:
        yield from identity_numbers(run)
    for run in found:
        yield from mobiles(run, known)
    for run in found:
        yield from cards(run)
    for run in found:
        yield from landlines(run, known)
    yield from emails(text, known)
    yield from passports(text)
    yield from addresses(text)
    yield from births(text)
    yield from conditions(text)
    yield from plates(text)


def _as_written(text: str, one: PersonalData) -> PersonalData:
    return PersonalData(
        one.kind, one.start, one.end, text[one.start : one.end], one.masked, one.why, one.certain
    )
