"""Characters that fonts of PDFs name by their radicals (人⺠政府, ⽉), as the characters they stand for."""

import re
from unicodedata import normalize

# NFKC turns the Kangxi radicals into characters, not the supplement that printing from browsers
# leaves; of ⼾ it makes the traditional 戶.
_SUPPLEMENT = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻮⻰⻳⼾",
    "母民虎西见角贝车长门青韦页风飞食马骨鱼鸟麦黄齐齿龙龟户",
)
_ANY = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_RADICALS = re.compile("[\u2f00-\u2fdf\uf900-\ufaff]")


def without_radicals(text: str) -> str:
    """The text with every radical replaced by the character; other text comes back as it is."""
    if not _ANY.search(text):
        return text
    return _RADICALS.sub(
        lambda found: normalize("NFKC", found.group()), text.translate(_SUPPLEMENT)
    )
