"""The prose of one section with blanks taken out, every position traceable to the printed text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.domain.findings import Quote

# One form of every sign that is printed in several; the length never changes.
_SIGNS = str.maketrans(
    "０１２３４５６７８９％．(),:;!?﹪〇",
    "0123456789%.（），：；！？%零",
)
_HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[.．、]\D|[#（(]|第[一二三四五六七八九十]"
)
# No sentence of a report is longer; what is, is no prose. The work on a sentence is bounded by it.
LONGEST_SENTENCE = 1500
_SENTENCE_END = "。！？\n"
_LABEL = re.compile(r"（([一二三四五六七八九十]{1,2})）([^。；，：\n]{0,30})")


@dataclass(frozen=True)
class Sentence:
    """From after one 。 to the next, in compact positions; `label` is the sub-section it stands in."""

    start: int
    end: int
    paragraph: int
    label: str = ""  # （二）
    heading: str = ""  # 依申请公开方面
    block: int = 0  # where the paragraph or the sub-section begins


@dataclass(frozen=True)
class ProseText:
    """`compact` is the section's text without blanks, with signs made alike; `origin[i]` is the
    position in `raw` of compact character i. Lines that a page end broke in mid-sentence are joined.
    """

    section: str
    raw: str
    compact: str
    origin: tuple[int, ...]

    def quote(self, start: int, end: int) -> Quote:
        """The printed words of compact[start:end]."""
        first, last = self.origin[start], self.origin[end - 1] + 1
        return Quote(self.section, self.raw[first:last], first, last)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(_sentences(self.compact))


def prose_text(section: str, raw: str) -> ProseText:
    """Take the blanks out of a section's text; blanks between two digits stay."""
    kept: list[str] = []
    origin: list[int] = []
    text = raw.translate(_SIGNS)
    for place, sign in enumerate(text):
        if sign == "\n":
            if not kept or kept[-1] == "\n" or _runs_on(text, place, kept):
                continue
        elif sign.isspace() or sign in "\u200b\ufeff\u00ad":
            before = kept[-1] if kept else ""
            if not (before.isdigit() and _next_sign(text, place).isdigit()):
                continue
            sign = " "
        elif sign == "，" and _is_thousands(text, place):
            continue
        kept.append(sign)
        origin.append(place)
    return ProseText(section, raw, "".join(kept), tuple(origin))


def _next_sign(text: str, place: int) -> str:
    after = text[place + 1 : place + 9].lstrip()
    return after[:1]


def _is_thousands(text: str, place: int) -> bool:
    """1,234: one to three digits before, exactly three after."""
    return (
        text[place - 1 : place].isdigit()
        and text[place + 1 : place + 4].isdigit()
        and len(text[place + 1 : place + 4]) == 3
        and not text[place + 4 : place + 5].isdigit()
        and re.search(r"(?<!\d)\d{1,3}(，\d{3})*$", text[max(0, place - 16) : place]) is not None
    )


def _runs_on(text: str, place: int, kept: list[str]) -> bool:
    """A line feed inside a sentence: no stop before it, no heading before or after it."""
    if kept[-1] in "。！？；：":
        return False
    line = text[text.rfind("\n", 0, place) + 1 : place].strip()
    after = text[place + 1 : place + 12].lstrip()
    return len(line) > 30 and bool(after) and _HEADING.match(after) is None


def _sentences(compact: str) -> Iterator[Sentence]:
    start = paragraph = block = 0
    label = heading = ""
    for place, sign in enumerate(compact + "\n"):
        if sign not in _SENTENCE_END and place - start < LONGEST_SENTENCE:
            continue
        if place > start:
            found = _LABEL.match(compact, start)
            if found is not None:
                label, heading, block = f"（{found[1]}）", found[2], start
            yield Sentence(start, place, paragraph, label, heading, block)
        start = place + (sign in _SENTENCE_END)
        if sign == "\n":
            paragraph += 1
            # a heading on a line of its own heads the paragraphs after it
            block = block if heading and place - block < 40 else start
