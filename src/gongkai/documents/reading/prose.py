"""Lines to paragraphs: what page ends and line wraps cut apart is joined, nothing else is changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gongkai.documents.blocks import TextBlock
from gongkai.domain.reports.annual_report import Paragraph
from gongkai.domain.reports.labels import normalise

_ENDS = re.compile(r"[。！？；：:!?;…][”’」』）)】]*\s*\Z|[”」』]\s*\Z")
_BEGINS = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．是]|\d{1,2}[.．、](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,2}[，、,项条章]|[●■◆▲★·•]|(?:下一步|附件|注)[，：:])"
)
_WEB = re.compile(r"\s*[（(\[]?\s*(?:https?://|www\.)[\w./:%?=&#~\-]+", re.I)
_DATE = re.compile(
    r"\s*(?:(?:19|20)\d\d|二[〇○Oo零0][〇○Oo零0一二三四五六七八九]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,4}\s*日\s*\Z"
)
_GLUED = re.compile(
    r"(?P<text>.*[。；）)])\s*(?P<organ>[^\s。，；：、]{4,30}?)\s*(?P<day>(?:20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*\Z",
    re.S,
)
_ORGAN_BEHIND = re.compile(r"(?P<text>.*[。；）)])\s*(?P<organ>[^\s。，；：、]{4,30})\Z", re.S)
_SHORT = 24
_LONGEST_ORGAN = 32


@dataclass
class _Open:
    text: str
    first: TextBlock
    last: TextBlock


def paragraphs_of(blocks: Sequence[TextBlock]) -> tuple[Paragraph, ...]:
    """The paragraphs of a run of lines, in order."""
    made: list[_Open] = []
    filled = [block for block in blocks if block.text.strip()]
    for block, following in zip_longest(filled, filled[1:]):
        text = block.text.strip()
        # The organ over the day, at the top of a new page too, is no half sentence.
        signed = following is not None and _DATE.match(following.text) and _is_organ_line(text)
        if made and not signed and _belongs(made[-1], block):
            made[-1].text = _joined(made[-1].text, text)
            made[-1].last = block
        else:
            made.append(_Open(text, block, block))
    return tuple(Paragraph(one.text, one.first.place) for one in made)


def _belongs(before: _Open, block: TextBlock) -> bool:
    """Whether a line goes on with the sentence before it."""
    text = block.text
    if before.last.level is not None or block.level is not None:
        return False
    if _ENDS.search(before.text) and not _WEB.match(text):
        return False
    if _BEGINS.match(text) or _DATE.match(text):
        return False
    if _WEB.match(text) or _WEB.fullmatch(before.text):
        return not _ENDS.search(before.text)
    # A short line without a full stop is a heading or a signature, not half a sentence.
    if len(before.text) <= _SHORT or _DATE.match(before.text):
        return False
    if _indented(text) and not _indented(before.last.text):
        return False
    return not _may_be_organ(text)


def _indented(text: str) -> bool:
    return text.startswith(("  ", "\u3000", "\t"))


def _may_be_organ(text: str) -> bool:
    squeezed = normalise(text)
    return len(squeezed) <= _LONGEST_ORGAN and bool(
        re.search(r"(?:局|府|办公室|委员会|中心|办事处|管委会|厅|院)\Z", squeezed)
    )


def _joined(before: str, after: str) -> str:
    """Chinese is joined without a blank, words and numbers with the one they had."""
    if (
        before[-1:].isascii()
        and before[-1:].isalnum()
        and after[:1].isascii()
        and after[:1].isalpha()
    ):
        return f"{before} {after}"
    return before + after


def split_signature(
    paragraphs: Sequence[Paragraph],
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """The text of the last section and the organ and day under it."""
    body = list(paragraphs)
    dated = next(
        (number for number in range(len(body) - 1, -1, -1) if _DATE.match(body[number].text)), None
    )
    if dated is not None and dated >= len(body) - 4:
        first = dated
        while first > 0 and dated - first < 2 and _is_organ_line(body[first - 1].text):
            first -= 1
        organ = _ORGAN_BEHIND.match(body[dated - 1].text) if 0 < first == dated else None
        if organ and _may_be_organ(organ["organ"]):
            place = body[dated - 1].place
            body[dated - 1 : dated] = [
                Paragraph(organ["text"], place),
                Paragraph(organ["organ"], place),
            ]
            return tuple(body[:dated]), tuple(body[dated : dated + 2])
        after = dated + 1
        if first == dated and after < len(body) and _is_organ_line(body[after].text):
            after += 1
        return tuple(body[:first]), tuple(body[first:after])
    if body:
        glued = _GLUED.match(body[-1].text)
        if glued:
            place = body[-1].place
            signed = (Paragraph(glued["organ"], place), Paragraph(glued["day"], place))
            return (*body[:-1], Paragraph(glued["text"], place)), signed
        if len(body) > 1 and _may_be_organ(body[-1].text) and not _ENDS.search(body[-1].text):
            return tuple(body[:-1]), (body[-1],)
    return tuple(body), ()


def _is_organ_line(text: str) -> bool:
    return len(normalise(text)) <= _LONGEST_ORGAN and not re.search(r"[。，；：:]", text)
