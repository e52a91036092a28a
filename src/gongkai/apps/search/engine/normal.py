"""One spelling for what readers hold to be the same; applied alike to what is indexed and what is asked.

Full and half width, upper and lower case, radicals and their characters are one (NFKC). White space,
book marks, quotes and brackets are passed over: a title is found with and without 《》, 〔2025〕 as [2025].
Each character is treated alone, so a text can be normalised piece by piece.
"""

import unicodedata
from collections.abc import Sequence
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
def _table() -> dict[int, str | int]:
    """What each character becomes. The usual ones stand in it as themselves: `str.translate` looks a
    character up faster than it learns that it is not there."""
    table: dict[int, str | int] = {code: code for code in range(0x10000)}
    for first, end in ((0, 0x10000), *_RANGES):
        for code in range(first, end):
            character = chr(code)
            if (one := _one(character)) != character:
                table[code] = one
    return table


# Beyond the first 65,536 these ranges hold what does not stand for itself.
_RANGES = (
    (0x10400, 0x10500), (0x1D400, 0x1D800), (0x1F100, 0x1F300), (0x2F800, 0x2FA20),
    (0xE0000, 0xE0200), (0xF0000, 0xF0010),
)  # fmt: skip


@cache
def _lengths() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that become nothing, and those that become several."""
    changed = [(chr(code), one) for code, one in _table().items() if isinstance(one, str)]
    return (
        frozenset(character for character, one in changed if not one),
        frozenset(character for character, one in changed if len(one) > 1),
    )


@cache
def _table_of_words() -> dict[int, str | int]:
    """The same, but what is passed over stands as a space: words do not run together."""
    return {code: " " if one == "" else one for code, one in _table().items()}


def normalise(text: str) -> str:
    """The text as it is compared: no white space, no quotes and brackets, one spelling."""
    return text.translate(_table())


def fold(text: str) -> str:
    """One spelling, with a space for each thing passed over: what the segmenter is given."""
    return text.translate(_table_of_words())


def normalise_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The normalised text, and for each of its characters the place in `text` it came from."""
    dropped, several = _lengths()
    normal = text.translate(_table())
    if several.isdisjoint(text):
        if len(normal) == len(text):
            return normal, range(len(text))
        return normal, [at for at, character in enumerate(text) if character not in dropped]
    places: list[int] = []
    for place, character in enumerate(text):
        places += [place] * len(character.translate(_table()))
    return normal, places


def bigrams(normal: str) -> list[str]:
    """Pairs of neighbouring characters of a normalised text; of a single character none."""
    return [normal[at : at + 2] for at in range(len(normal) - 1)]
