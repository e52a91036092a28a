"""Valid numbers are always found, wherever they stand; numbers that are nearly right never are."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.privacy import Kind, replaced, scan, without_numbers
from gongkai.domain.privacy.cards import luhn
from gongkai.domain.privacy.identity import check_character, is_credit_code, is_identity_number
from gongkai.domain.privacy.words import word_data

# Characters of ordinary texts, without those that announce a number or carry it on.
CHINESE = st.text("县人民政府关于公布年度工作安排的通知各乡镇，。；、（）《》“”", max_size=40)
REGIONS = sorted(word_data("identity")["regions"])


@st.composite
def identity_numbers(draw):
    day = draw(st.dates(dt.date(1920, 1, 1), dt.date(2025, 12, 31)))
    seventeen = (
        draw(st.sampled_from(REGIONS))
        + f"{draw(st.integers(0, 9999)):04d}{day:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    )
    return seventeen + check_character(seventeen)


def written(draw, number):
    """The number as people write it."""
    way = draw(st.sampled_from(("plain", "wide", "parted", "hidden", "lower")))
    if way == "wide":
        return number.translate(
            {
                ord(plain): wide
                for plain, wide in zip("0123456789X", "０１２３４５６７８９Ｘ", strict=True)
            }
        )
    if way == "parted":
        sign = draw(st.sampled_from((" ", "-", "－", "—", "\u3000", "\u00a0")))
        return sign.join((number[:6], number[6:14], number[14:]))
    if way == "hidden":
        return "\u200b".join(number)
    return number.lower() if way == "lower" else number


@given(st.data(), CHINESE, CHINESE, identity_numbers())
def test_an_identity_number_is_always_found(data, before, after, number):
    stands = written(data.draw, number)
    found = scan(before + stands + after)
    identity = [one for one in found if one.kind is Kind.IDENTITY]
    assert [(one.quote, one.certain) for one in identity] == [(stands, True)]
    assert identity[0].masked == f"{number[:2]}{'*' * 13}{number[-3:].upper()}"
    assert scan(replaced(before + stands + after, found)) == []


@given(CHINESE, CHINESE, identity_numbers(), st.integers(0, 17), st.integers(1, 9))
def test_one_digit_off_is_never_found(before, after, number, place, off):
    if number[place] == "X":
        return
    wrong = f"{number[:place]}{(int(number[place]) + off) % 10}{number[place + 1 :]}"
    # ISO 7064 MOD 11-2 finds every single wrong digit.
    assert not is_identity_number(wrong)
    assert not [one for one in scan(f"{before}{wrong}{after}") if one.kind is Kind.IDENTITY]


@given(CHINESE, identity_numbers(), st.sampled_from(("0", "7", "12")), st.booleans())
def test_a_part_of_a_longer_number_is_never_found(before, number, more, ahead):
    longer = more + number[:17] + "0" if ahead else number[:17] + "0" + more
    assert not [one for one in scan(before + longer) if one.kind is Kind.IDENTITY]


@given(CHINESE, CHINESE, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_mobile_is_always_found(before, after, number):
    found = [one for one in scan(f"{before}联系电话：{number}，{after}") if one.kind is Kind.MOBILE]
    assert [(one.quote, one.masked) for one in found] == [(number, f"{number[:3]}****{number[7:]}")]


@given(CHINESE, st.from_regex(r"(?:1[0-2]|[2-9][0-9])[0-9]{9}", fullmatch=True))
def test_eleven_other_digits_are_no_mobile(before, number):
    assert not [one for one in scan(f"{before}{number}") if one.kind is Kind.MOBILE]


@given(st.integers(15, 18), st.data())
def test_a_card_is_found_by_its_check_digit_alone(length, data):
    body = "62" + data.draw(st.from_regex(rf"[0-9]{{{length - 2}}}", fullmatch=True))
    number = next(body + last for last in "0123456789" if luhn(body + last))
    wrong = body + str((int(number[-1]) + 1) % 10)
    if len(set(number)) < 4 or is_identity_number(number) or is_identity_number(wrong):
        return
    text = "打入本人银行卡，卡号{}。"
    assert [one.kind for one in scan(text.format(number))] == [Kind.CARD]
    assert scan(text.format(wrong)) == []


@given(st.text(max_size=300))
def test_any_text_can_be_scanned(text):
    for one in scan(text):
        assert text[one.start : one.end] == one.quote


def test_a_credit_code_is_told_by_its_own_check():
    assert is_credit_code("91110000600037341L") and not is_credit_code("91110000600037342L")


@pytest.mark.parametrize(
    "line",
    [
        "示教发〔2025〕12号",
        "2025-06-18 12:00:00.123456+08:00",
        "010012345/2025-00042",
        "138.123.123.12",
        "gk@shilixian.example",
        "教育局办公室 0351-1234567",
        "e3b0c44298fc1c13812345678149afbf4c8996fb92427ae41e4649b934ca4959",
    ],
)
def test_a_log_keeps_what_is_no_persons_number(line):
    assert without_numbers(line) == line


@given(st.integers(13_000_000_000, 19_999_999_999), st.sampled_from(["", " ", "-"]))
def test_a_log_never_keeps_a_mobile_number(number, gap):
    digits = str(number)
    written = gap.join((digits[:3], digits[3:7], digits[7:]))
    assert written not in without_numbers(f"关于张三（电话{written}）的公示")
