"""One spelling for what readers hold to be the same; applied alike to what is indexed and what is asked.

Full and half width, upper and lower case, radicals and their characters are one (NFKC). White space,
book marks, quotes and brackets are passed over: a title is found with and without 《》, 〔2025〕 as [2025].
Each character is treated alone, so a text can be normalised piece by piece.
"""

import sys
import unicodedata
from functools import cache

PASSED_OVER = frozenset("《》〈〉<>「」『』“”‘’\"'`〝〞()[]〔〕【】〖〗{}（）")
_SAME = {"○": "〇", "◯": "〇", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "〜": "~"}
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))
# Between the parts of a document: no question contains it.
BREAK = "\ue000"


def _one(character: str) -> str:
    folded = unicodedata.normalize("NFKC", _SAME.get(character, character)).casefold()
    kept = (_SAME.get(one, one) for one in folded)
    return "".join(
        one for one in kept if one not in PASSED_OVER and unicodedata.category(one) not in _UNSEEN
    )


@cache
def _table() -> dict[int, str]:
    """Characters that do not stand for themselves. Half a second for all of Unicode is too long: the
    ranges where such characters lie; the rest are folded by `str.casefold` nowhere and stay."""
    ranges = ((0, 0x10000), (0x10400, 0x10500), (0x1D400, 0x1D800), (0x1F100, 0x1F300))
    ranges += ((0x2F800, 0x2FA20), (0xE0000, 0xE0200), (0xF0000, 0xF0010))
    found = {}
    for first, end in ranges:
        for code in range(first, min(end, sys.maxunicode)):
            character = chr(code)
            if (one := _one(character)) != character:
                found[code] = one
    return found


@cache
def _table_of_words() -> dict[int, str]:
    """The same, but what is passed over stands as a space: words do not run together."""
    return {code: one or " " for code, one in _table().items()}


def normalise(text: str) -> str:
    """The text as it is compared: no white space, no quotes and brackets, one spelling."""
    return text.translate(_table())


def fold(text: str) -> str:
    """One spelling, with a space for each thing passed over: what the segmenter is given."""
    return text.translate(_table_of_words())


def normalise_with_places(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each of its characters the place in `text` it came from."""
    table, made, places = _table(), [], []
    for place, character in enumerate(text):
        one = table.get(ord(character), character)
        made.append(one)
        places += [place] * len(one)
    return "".join(made), places


def bigrams(normal: str) -> list[str]:
    """Pairs of neighbouring characters of a normalised text; of a single character none."""
    return [normal[at : at + 2] for at in range(len(normal) - 1)]
