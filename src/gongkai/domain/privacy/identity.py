"""公民身份号码 (GB 11643—1999): eighteen digits with date and check character; the old form has fifteen."""

import datetime as dt
import re
from collections.abc import Iterator

from gongkai.domain.privacy.digits import Digits, Run
from gongkai.domain.privacy.found import Kind, PersonalData
from gongkai.domain.privacy.names import name_just_before
from gongkai.domain.privacy.words import before, either, word_data

_CHECKS = "10X98765432"
_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FIRST_YEAR, _LAST_YEAR = 1890, 2049


def check_character(seventeen: str) -> str:
    """ISO 7064 MOD 11-2 of the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def is_identity_number(number: str) -> bool:
    """Eighteen characters: a region that exists, a day that exists, and the right check character.

    Permanent residents from abroad have a number of the same make that begins with 9.
    """
    number = number.upper()
    if len(number) != 18 or not number[:17].isdigit():
        return False
    region = number[1:3] if number[0] == "9" else number[:2]
    return (
        region in word_data("identity")["regions"]
        and _is_day(number[6:14])
        and number[17] == check_character(number[:17])
    )


def is_old_identity_number(number: str) -> bool:
    """Fifteen digits: region and day of the twentieth century; there is no check character."""
    return (
        len(number) == 15
        and number.isdigit()
        and number[:2] in word_data("identity")["regions"]
        and _is_day("19" + number[6:12])
    )


def is_credit_code(code: str) -> bool:
    """统一社会信用代码 (GB 32100—2015), modulus 31. It names an organisation, not a person."""
    code = code.upper()
    if len(code) != 18 or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(_CREDIT_SIGNS.index(sign) * 3**place for place, sign in enumerate(code[:17]))
    return code[17] == _CREDIT_SIGNS[(31 - total % 31) % 31]


def mask_identity(number: str) -> str:
    """35*************123: two, thirteen stars, three; of the old form two, ten, three."""
    return number[:2] + "*" * (len(number) - 5) + number[-3:]


def identity_numbers(run: Run) -> Iterator[PersonalData]:
    """In one run of digits of plain text."""
    for one in run.numbers(18):
        if found := _of_eighteen(run.text, one):
            yield found
    for one in run.numbers(15):
        if found := _of_fifteen(run.text, one):
            yield found


def _of_eighteen(text: str, one: Digits) -> PersonalData | None:
    lead = before(text, one.start, 16)
    if is_identity_number(one.digits):
        if is_credit_code(one.digits) and either("identity", "organisations").search(lead):
            return None
        return _found(text, one, "校验位正确", True)
    named = _LABEL.search(lead)
    if named and one.digits[:2] in word_data("identity")["regions"] and _is_day(one.digits[6:14]):
        return _found(text, one, "写明是身份证号码，校验位不符，可能抄错了一位", False)
    return None


def _of_fifteen(text: str, one: Digits) -> PersonalData | None:
    if not is_old_identity_number(one.digits):
        return None
    lead = before(text, one.start, 16)
    if _LABEL.search(lead) or name_just_before(lead):
        return _found(text, one, "旧式十五位身份证号码", False)
    return None


def _found(text: str, one: Digits, why: str, certain: bool) -> PersonalData:
    quote = text[one.start : one.end]
    return PersonalData(
        Kind.IDENTITY, one.start, one.end, quote, mask_identity(one.digits.upper()), why, certain
    )


def _is_day(eight: str) -> bool:
    year, month, day = int(eight[:4]), int(eight[4:6]), int(eight[6:])
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return _FIRST_YEAR <= year <= _LAST_YEAR


_LABEL = re.compile(r"身份证|公民身份|证件号|身份号码")
