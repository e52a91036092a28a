"""The encodings of Chinese files, declared rightly, wrongly and not at all."""

import random

import pytest

from gongkai.documents.errors import Unreadable
from gongkai.documents.formats.encoding import decode

TEXT = "交口县2025年政府信息公开工作年度报告\n本年新收申请5件，上年结转0件。䶮镕㛃"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
@pytest.mark.parametrize(
    "declared", [None, "gb2312", "utf-8", "GBK", "no-such", "rot13", "latin-1"]
)
def test_text_is_read_whatever_is_declared(encoding: str, declared: str | None) -> None:
    assert decode(TEXT.encode(encoding), declared) == TEXT


def test_a_short_text_is_read() -> None:
    assert decode("联通".encode("gbk")) == "联通"
    assert decode(b"") == ""


def test_a_character_cut_off_at_the_end_does_not_change_the_encoding() -> None:
    assert decode(TEXT.encode("utf-8")[:-1]).startswith(TEXT[:-1])
    assert decode(TEXT.encode("gb18030")[:-1]).startswith(TEXT[:-1])


def test_single_damaged_bytes_are_marked_and_the_rest_is_read() -> None:
    data = (TEXT * 5).encode("gb18030") + b"\xff" + (TEXT * 5).encode("gb18030")
    assert decode(data).count("\ufffd") <= 2
    assert decode(data).startswith(TEXT)


def test_declared_big5_is_believed_where_it_fits_better() -> None:
    text = "政府資訊公開年度報告，本年的申請"
    assert decode(text.encode("big5"), "big5") == text


def test_line_ends_become_line_feeds() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()) == "甲\n乙\n丙\n"


def test_binary_is_refused() -> None:
    with pytest.raises(Unreadable):
        decode(random.Random(1).randbytes(5000))
    with pytest.raises(Unreadable):
        decode(b"\x00" * 5000)
