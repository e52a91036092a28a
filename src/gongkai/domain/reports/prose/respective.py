"""自然人、商业企业、法律服务机构申请分别为98件、21件、7件: each number gets the name that is its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.lexicon import Token
from gongkai.domain.reports.prose.tokens import find_tokens

_RESPECTIVELY = "分别"
_JOINED = re.compile(r"[、，和及与]+|以及")
_BETWEEN_NAMES = re.compile(r"以及|[、和及与]")
_NAMING = ("outcome", "applicant", "object", "result", "carry", "time", "channel")
_Piece = tuple[int, int]


def with_own_names(reading: Reading) -> Reading:
    """The section with the frames of its rows handed out."""
    frames = [
        one
        for _, same in groupby(reading.frames, lambda one: one.sentence.start)
        for one in _hand_out(reading, list(same))
    ]
    return replace(reading, frames=tuple(frames))


def _hand_out(reading: Reading, frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames of one sentence; those of a row behind 分别 with their own name alone.

    As many names as numbers, each a word of the field: every number gets its name and what all share.
    Names of another kind (县教育局、县住建局分别收到3件、4件) leave numbers of `others`, which no cell holds.
    """
    place = 0
    while place < len(frames):
        row = _row(reading, frames, place)
        mark = _mark(reading, frames[place]) if len(row) > 1 else None
        if mark is None:
            yield frames[place]
            place += 1
            continue
        start = frames[place].segments[-1][0]
        names = _names(reading, start, mark.start, len(row))
        shared = reading.tokens_in(mark.end, frames[place].quantity.start)
        if len(names) == len(row) and all(_naming(reading, one) for one in names):
            yield from _named(reading, row, names, mark, shared)
        elif len(names) == len(row) and any(one.slot == "verb" for one in shared):
            yield from (replace(one, of_others=True) for one in row)
        else:
            yield from row
        place += len(row)


def _row(reading: Reading, frames: Sequence[Frame], place: int) -> list[Frame]:
    """The counts from here on with nothing but 、 or 和 between them."""
    row = [frames[place]]
    for one in frames[place + 1 :]:
        between = (row[-1].quantity.end, one.quantity.start)
        joined = _JOINED.fullmatch(reading.text.compact, *between) is not None
        if one.quantity.kind != "count" or not joined or one.depth != row[0].depth:
            break
        row.append(one)
    return row if row[0].quantity.kind == "count" else row[:1]


def _mark(reading: Reading, frame: Frame) -> Token | None:
    """分别 in the words right before the first number."""
    said = [one for one in frame.segments[-1][2] if one.slot == "list"] if frame.segments else []
    compact = reading.text.compact
    marks = [one for one in said if compact.startswith(_RESPECTIVELY, one.start)]
    return marks[-1] if marks else None


def _names(reading: Reading, start: int, end: int, wanted: int) -> list[_Piece]:
    """The stretches between 、 and 和, where these stand in no word of the field (法人和其他组织).

    予以公开、部分公开 is one word of the field, and two names where the numbers ask for two.
    """
    words = reading.tokens_in(start, end)
    cuts = list(_BETWEEN_NAMES.finditer(reading.text.compact, start, end))
    free = [cut for cut in cuts if not any(one.start <= cut.start() < one.end for one in words)]
    if len(free) + 1 != wanted:
        free = cuts
    begins = [start, *(cut.end() for cut in free)]
    return list(zip(begins, [*(cut.start() for cut in free), end], strict=True))


def _words(reading: Reading, piece: _Piece) -> tuple[Token, ...]:
    """The words of a name; read anew where the cut went through one."""
    start, end = piece
    words = reading.tokens_in(start, end)
    whole = [one for one in reading.tokens_in(start - 20, end + 20) if one.end > start]
    if all(one in words or one.start >= end for one in whole):
        return words
    again = find_tokens(reading.text.compact[start:end], None)
    return tuple(Token(one.slot, one.value, one.start + start, one.end + start) for one in again)


def _naming(reading: Reading, piece: _Piece) -> Token | None:
    return next((one for one in _words(reading, piece) if one.slot in _NAMING), None)


def _named(
    reading: Reading,
    row: Sequence[Frame],
    names: Sequence[_Piece],
    mark: Token,
    shared: tuple[Token, ...],
) -> Iterator[Frame]:
    """What stands before the first name, and behind the last, is said of all."""
    first, last = _naming(reading, names[0]), _naming(reading, names[-1])
    assert first is not None and last is not None
    lead = reading.tokens_in(names[0][0], first.start)
    tail = reading.tokens_in(last.end, mark.start) + shared
    for number, (frame, (start, end)) in enumerate(zip(row, names, strict=True)):
        own = _words(reading, (start, end))
        words = (
            *(lead if number else ()),
            *own,
            *(tail if number < len(row) - 1 else shared),
            *((mark,) if not number else ()),
        )
        earlier = row[0].segments[:-1]
        times = [one for one in own if one.slot == "time"]
        # 2024年、2025年分别为: each number is of its own year
        before = frame.before
        if times:
            before = (*(one for one in row[0].before if one.end <= first.start), *times)
        yield replace(
            frame, segments=(*earlier, (start, end, words)), before=before, handed_out=True
        )
