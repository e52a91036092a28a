"""Bank cards: fifteen to nineteen digits, Luhn, and a word of banking or the beginning of UnionPay."""

import re
from collections.abc import Iterator

from gongkai.domain.privacy.digits import Digits, Run, attached
from gongkai.domain.privacy.found import Kind, PersonalData
from gongkai.domain.privacy.words import before, either

_UNIONPAY = re.compile(r"62\d{14,17}|9558[08]\d{14}|60[13]\d{13,16}")


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mask_card(digits: str) -> str:
    """************1234: the last four."""
    return "*" * (len(digits) - 4) + digits[-4:]


def cards(run: Run) -> Iterator[PersonalData]:
    """In one run of digits of plain text. Accounts into which fees are paid to an organ are left out."""
    text = run.text
    for one in run.numbers(15, 16, 17, 18, 19):
        if (
            not _grouped(one)
            or not one.digits.isdigit()
            or not luhn(one.digits)
            or len(set(one.digits)) < 4
        ):
            continue
        lead = before(text, one.start, 80)
        if either("numbers", "public_accounts").search(lead):
            continue
        if either("numbers", "other_numbers_but_accounts").search(lead[-14:]):
            continue
        spoken = either("numbers", "bank").search(lead[-30:])
        if spoken or (_UNIONPAY.fullmatch(one.digits) and not attached(text, one.start, one.end)):
            yield PersonalData(
                Kind.CARD, one.start, one.end, text[one.start : one.end], mask_card(one.digits),
                "校验位正确",
            )  # fmt: skip


def _grouped(one: Digits) -> bool:
    """One piece, or groups of four as printed on the card."""
    return len(one.groups) == 1 or all(length == 4 for length in one.groups[:-1])
