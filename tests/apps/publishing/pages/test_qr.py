"""The quick way to a QR code draws what the library draws."""

import re

from hypothesis import given
from hypothesis import strategies as st
from qrcode import QRCode

from gongkai.apps.publishing.pages import qr


def by_the_library(text: str) -> list[list[bool]]:
    code = QRCode(error_correction=qr.LEVEL, mask_pattern=qr.MASK)
    code.add_data(text.encode(), optimize=0)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]


@given(
    st.sampled_from(["http://a.example", "https://www.shilixian.gov.cn"]),
    st.from_regex(r"[a-z]{3,5}", fullmatch=True),
    st.integers(1, 10**7),
)
def test_addresses(origin: str, slug: str, number: int) -> None:
    address = f"{origin}/{slug}/2025/{number}.html"
    assert qr.matrix(address) == by_the_library(address)


def test_the_strips_cover_the_dark_modules_and_no_others() -> None:
    address = "https://www.shilixian.gov.cn/jyj/2025/12345.html"
    modules = qr.matrix(address)
    drawn = [[False] * len(modules) for _ in modules]
    path = re.search(r' d="([^"]*)"', qr.draw(address))
    assert path
    for row in re.findall(r"M0 (\d+)\.5([^M]*)", path[1]):
        line, pen = int(row[0]), 0
        for dark, steps in re.findall(r"(h|m)(\d+)", row[1]):
            for at in range(pen, pen + int(steps)):
                drawn[line][at] = dark == "h"
            pen += int(steps)
        assert pen == len(modules)
    assert drawn == modules
