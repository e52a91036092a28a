"""The QR code of a page's address, drawn fast enough for every page.

With a fixed size and mask, every module of a QR code is a sum over GF(2) of bits of the text: the code
of a text is the code of an empty text of the same length, with the patterns of its one-bits
exchanged. The patterns come from the qrcode library, once a length; after that a code costs some
twenty microseconds, where drawing it anew costs some thousand.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from qrcode import QRCode, constants, util

MASK = 3
LEVEL = constants.ERROR_CORRECT_M
STRIP = 11


def draw(address: str) -> Markup:
    """An inline SVG, one unit a module, with a quiet zone of four."""
    data = address.encode()
    modules, side = _modules(data)
    bits = f"{modules:0{side * side}b}"
    path = "".join(
        f"M0 {line}.5"
        + "".join(_strip(bits[at : min(at + STRIP, end)]) for at in range(end - side, end, STRIP))
        for line, end in enumerate(range(side, side * side + 1, side))
    )
    whole = side + 8
    return Markup(
        f'<svg class="qr" viewBox="-4 -4 {whole} {whole}" role="img" aria-label="本页网址的二维码">'
        f'<path stroke="#000" d="{path}"/></svg>'
    )


def matrix(address: str) -> list[list[bool]]:
    """The modules, row by row: what the library draws for the same text, level and mask."""
    modules, side = _modules(address.encode())
    bits = f"{modules:0{side * side}b}"
    return [[bit == "1" for bit in bits[at : at + side]] for at in range(0, side * side, side)]


def _modules(data: bytes) -> tuple[int, int]:
    """All modules as one number, the first module highest; and the side."""
    known = _length(len(data))
    bits = int.from_bytes(data, "big")
    # Addresses differ in a few digits: only those bits are exchanged against the last code drawn.
    last, modules = known.last
    differing = bits ^ last
    while differing:
        lowest = differing & -differing
        modules ^= known.patterns[lowest.bit_length() - 1]
        differing ^= lowest
    known.last = bits, modules
    return modules, known.side


@dataclass(slots=True)
class _Length:
    """What each bit of a text of this length exchanges (lowest bit first), and the last code drawn."""

    patterns: tuple[int, ...]
    side: int
    last: tuple[int, int]


@lru_cache(maxsize=64)
def _length(length: int) -> _Length:
    version = _code(bytes(length), None).version
    empty, side = _number(_code(bytes(length), version))
    patterns = []
    for bit in range(length * 8):
        changed, _ = _number(_code((1 << bit).to_bytes(length, "big"), version))
        patterns.append(changed ^ empty)
    return _Length(tuple(patterns), side, (0, empty))


def _code(data: bytes, version: int | None) -> QRCode:
    code = QRCode(version=version, error_correction=LEVEL, mask_pattern=MASK)
    code.add_data(util.QRData(data, mode=util.MODE_8BIT_BYTE))
    code.make(fit=version is None)
    return code


def _number(code: QRCode) -> tuple[int, int]:
    side = code.modules_count
    text = "".join("1" if module else "0" for row in code.modules for module in row)
    return int(text, 2), side


@lru_cache(maxsize=1 << STRIP + 1)
def _strip(bits: str) -> str:
    """A part of a row, drawn from where the pen is: `h` over dark modules, `m` over light ones."""
    runs = re.findall("1+|0+", bits)
    return "".join(f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0" for run in runs)


__all__ = ["draw", "matrix"]
