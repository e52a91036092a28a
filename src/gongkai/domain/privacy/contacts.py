"""Phones, e-mail addresses, passports and number plates of persons."""

import re
from collections.abc import Collection, Iterator

from gongkai.domain.privacy.digits import Run, attached
from gongkai.domain.privacy.found import Kind, PersonalData
from gongkai.domain.privacy.names import name_just_before
from gongkai.domain.privacy.words import after, before, either

# How people group the eleven digits.
_MOBILE_GROUPS = {(11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (3, 3, 5), (4, 7), (5, 6), (6, 5)}
_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}", re.ASCII
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[EGDSPHMCT]\d{8,10}|E[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\s]?"
    r"(?:[A-HJ-NP-Z0-9]{5}[DF]?|[DF][A-HJ-NP-Z0-9]{5})(?![A-Za-z0-9])"
)


def mask_phone(digits: str) -> str:
    """138****1234; of a landline its last four digits are hidden."""
    return (
        f"{digits[:3]}****{digits[7:]}"
        if len(digits) == 11 and digits[0] == "1"
        else digits[:-4] + "****"
    )


def mobiles(run: Run, known: Collection[str]) -> Iterator[PersonalData]:
    """In one run of digits of plain text. `known`: digits of the offices' own phones."""
    text = run.text
    for one in run.numbers(11, 13):
        skipped = 2 if one.groups == (13,) and one.digits.startswith("861") else 0
        digits = one.digits[skipped:]
        if skipped == 0 and one.groups not in _MOBILE_GROUPS:
            continue
        if _MOBILE.fullmatch(digits) and not attached(text, one.start, one.end):
            yield from _mobile(text, one.start + skipped, one.end, digits, known)


def _mobile(
    text: str, start: int, end: int, digits: str, known: Collection[str]
) -> Iterator[PersonalData]:
    if digits in known:
        return
    if either("numbers", "units").match(after(text, end, 6)):
        return
    if either("numbers", "other_numbers").search(before(text, start, 14)):
        return
    yield PersonalData(Kind.MOBILE, start, end, text[start:end], mask_phone(digits), "手机号码")


def landlines(run: Run, known: Collection[str]) -> Iterator[PersonalData]:
    """A landline directly behind a person's name, unless it is one of the offices' own."""
    text = run.text
    for one in run.numbers(10, 11, 12):
        if one.digits[0] != "0" or not 1 <= len(one.groups) <= 2 or one.digits in known:
            continue
        if one.digits[3:] in known or one.digits[4:] in known or attached(text, one.start, one.end):
            continue
        lead = re.sub(r"(?:家庭|住宅)?(?:联系)?电话[：:\s]{0,2}$", "", before(text, one.start, 24))
        if name_just_before(lead) and not either("numbers", "offices").search(lead):
            yield PersonalData(
                Kind.LANDLINE, one.start, one.end, text[one.start : one.end],
                mask_phone(one.digits), "人名后的固定电话", False,
            )  # fmt: skip


def emails(text: str, known: Collection[str]) -> Iterator[PersonalData]:
    """Mailboxes of persons: named by a mobile number or a QQ number, or directly behind a name."""
    if "@" not in text:
        return
    for match in _EMAIL.finditer(text):
        quote = match.group()
        local, _, host = quote.partition("@")
        lead = before(text, match.start(), 24)
        if quote.lower() in known or either("numbers", "offices").search(lead):
            continue
        if not either("numbers", "mail_hosts").fullmatch(host.lower()):
            continue
        if local.isdigit() or name_just_before(
            re.sub(r"(?:电子)?(?:邮箱|邮件)[：:\s]{0,2}$", "", lead)
        ):
            yield PersonalData(
                Kind.EMAIL, *match.span(), quote, mask_email(quote), "个人电子邮箱", False
            )


def mask_email(address: str) -> str:
    """a***@qq.com."""
    local, _, host = address.partition("@")
    return f"{local[:1]}***@{host}"


def passports(text: str) -> Iterator[PersonalData]:
    """Only behind a word that says so: many goods have numbers of the same make."""
    if not any(word in text for word in ("护照", "通行证", "台胞证")):
        return
    for label in either("numbers", "passports").finditer(text):
        match = _PASSPORT.search(text, label.end(), label.end() + 24)
        if match and "\n" not in text[label.end() : match.start()]:
            quote = match.group()
            yield PersonalData(
                Kind.PASSPORT, *match.span(), quote, quote[:2] + "*" * (len(quote) - 4) + quote[-2:],
                "出入境证件号码", False,
            )  # fmt: skip


def plates(text: str) -> Iterator[PersonalData]:
    """Behind a name or a word for the driver; vehicles of organs are public matter."""
    for match in _PLATE.finditer(text):
        lead = before(text, match.start(), 24)
        if either("numbers", "drivers").search(lead) or name_just_before(lead):
            quote = match.group()
            yield PersonalData(
                Kind.PLATE,
                *match.span(),
                quote,
                quote[:2] + "***" + quote[-2:],
                "个人的车牌号",
                False,
            )
