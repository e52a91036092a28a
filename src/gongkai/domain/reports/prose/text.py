"""The prose of one section with blanks taken out, every position traceable to the printed text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gongkai.domain.findings import Quote

# One form of every sign that is printed in several; the length never changes.
_SIGNS = tuple(
    zip("０１２３４５６７８９％．(),:;!?﹪〇", "0123456789%.（），：；！？%零", strict=True)
)
# Where a sign may be left out; everything between is kept as it stands.
_MAY_GO = re.compile(r"[\s\u200b\ufeff\u00ad，]")
_HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[.．、]\D|[#（(]|第[一二三四五六七八九十]"
)
# No sentence of a report is longer; what is, is no prose. The work on a sentence is bounded by it.
LONGEST_SENTENCE = 1500
_SENTENCE_END = re.compile(r"[。！？\n]|\Z")
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
    text = raw
    for printed, alike in _SIGNS:
        text = text.replace(printed, alike)
    start = 0
    before = ""  # the sign kept last
    for match in _MAY_GO.finditer(text):
        place = match.start()
        if place > start:
            kept.append(text[start:place])
            origin.extend(range(start, place))
            before = text[place - 1]
        start = place + 1
        sign = _kept_sign(text, place, before)
        if sign:
            kept.append(sign)
            origin.append(place)
            before = sign
    kept.append(text[start:])
    origin.extend(range(start, len(text)))
    return ProseText(section, raw, "".join(kept), tuple(origin))


def _kept_sign(text: str, place: int, before: str) -> str:
    """What is kept of a line feed, a blank or a comma; "" where it goes."""
    sign = text[place]
    if sign == "\n":
        return "" if before in ("", "\n") or _runs_on(text, place, before) else sign
    if sign == "，":
        return "" if _is_thousands(text, place) else sign
    return " " if before.isdigit() and _next_sign(text, place).isdigit() else ""


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


def _runs_on(text: str, place: int, before: str) -> bool:
    """A line feed inside a sentence: no stop before it, no heading before or after it."""
    if before in "。！？；：":
        return False
    line = text[text.rfind("\n", 0, place) + 1 : place].strip()
    after = text[place + 1 : place + 12].lstrip()
    return len(line) > 30 and bool(after) and _HEADING.match(after) is None


def _sentences(compact: str) -> Iterator[Sentence]:
    start = paragraph = block = 0
    label = heading = ""
    for match in _SENTENCE_END.finditer(compact):
        place = match.start()
        while start < place:
            found = _LABEL.match(compact, start)
            if found is not None:
                label, heading, block = f"（{found[1]}）", found[2], start
            end = min(place, start + LONGEST_SENTENCE)
            yield Sentence(start, end, paragraph, label, heading, block)
            start = end
        start = match.end()
        if match.group() == "\n":
            paragraph += 1
            # a heading on a line of its own heads the paragraphs after it
            block = block if heading and place - block < 40 else start
