"""Frames: a quantity with the words that belong to it, before and after, and the state of its sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.domain.reports.prose.lexicon import Token
from gongkai.domain.reports.prose.quantities import Quantity, find_quantities
from gongkai.domain.reports.prose.text import ProseText, Sentence
from gongkai.domain.reports.prose.tokens import find_tokens

_STOPS = re.compile(r"[，；：（）]")
_POST_STOPS = re.compile(r"[，；：、（）。\n]")
_SEMANTIC = ("object", "verb", "outcome", "carry", "applicant", "result", "share", "rate")


@dataclass(frozen=True, eq=False)
class Frame:
    """`segments`: the words before the quantity since the one before, cut at ， ； ： （ ）, nearest
    last, each with its span; `post`: the words after it up to the next stop. `before`: all words
    of the sentence up to the quantity. `depth`: how many brackets it stands in.
    """

    text: ProseText
    sentence: Sentence
    quantity: Quantity
    segments: tuple[tuple[int, int, tuple[Token, ...]], ...]
    post: tuple[Token, ...]
    post_end: int
    before: tuple[Token, ...]
    depth: int
    index: int  # its number in the sentence
    handed_out: bool = False  # its words are one name of several before 分别
    of_others: bool = False  # a number of one of several organs named together

    @property
    def near(self) -> tuple[Token, ...]:
        """The words of the nearest segment and those after the quantity."""
        last = self.segments[-1][2] if self.segments else ()
        return last + self.post

    @property
    def start(self) -> int:
        """Where the nearest segment begins."""
        return self.segments[-1][0] if self.segments else self.quantity.start

    def words_before(self) -> str:
        """The nearest segment as it stands, up to the quantity."""
        end = self.segments[-1][1] if self.segments else self.quantity.start
        return self.text.compact[self.start : end]


@dataclass(frozen=True, eq=False)
class Reading:
    """One section read: its text, its tokens, and its quantities in their frames."""

    text: ProseText
    tokens: tuple[Token, ...]
    frames: tuple[Frame, ...]

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        low = bisect_left(self.tokens, start, key=lambda one: one.start)
        high = bisect_right(self.tokens, end, key=lambda one: one.end)
        return self.tokens[low:high]


def read_frames(text: ProseText, year: int | None) -> Reading:
    """Tokens and frames of a section."""
    tokens = tuple(find_tokens(text.compact, year))
    reading = Reading(text, tokens, ())
    quantities = _outside_books(find_quantities(text.compact), tokens)
    places = [one.start for one in quantities]
    frames: list[Frame] = []
    for sentence in text.sentences:
        low, high = bisect_left(places, sentence.start), bisect_left(places, sentence.end)
        frames.extend(_sentence_frames(reading, sentence, quantities[low:high]))
    return Reading(text, tokens, tuple(frames))


def _outside_books(quantities: Sequence[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
    """Without the numbers inside 《》, dates and years."""
    closed = [one for one in tokens if one.slot in ("book", "time", "compare", "carry")]
    starts = [one.start for one in closed]
    kept = []
    for one in quantities:
        place = bisect_right(starts, one.start) - 1
        if place < 0 or closed[place].end <= one.start:
            kept.append(one)
    return kept


# A sentence with more numbers than this is a table that was read as text.
MOST_QUANTITIES = 60


def _sentence_frames(
    reading: Reading, sentence: Sentence, quantities: Sequence[Quantity]
) -> Iterator[Frame]:
    if len(quantities) > MOST_QUANTITIES:
        return
    compact = reading.text.compact
    region_start = sentence.start
    for index, one in enumerate(quantities):
        following = quantities[index + 1].start if index + 1 < len(quantities) else sentence.end
        segments = _segments(reading, region_start, one.start)
        stop = _POST_STOPS.search(compact, one.end, following)
        post_end = stop.start() if stop is not None else following
        if stop is None and index + 1 < len(quantities) and _has_meaning(segments):
            post_end = one.end
        yield Frame(
            reading.text,
            sentence,
            one,
            segments,
            reading.tokens_in(one.end, post_end),
            post_end,
            reading.tokens_in(sentence.start, one.start),
            _depth(compact, sentence.start, one.start),
            index,
        )
        region_start = post_end


def _segments(
    reading: Reading, start: int, end: int
) -> tuple[tuple[int, int, tuple[Token, ...]], ...]:
    cuts = [match.start() for match in _STOPS.finditer(reading.text.compact, start, end)]
    bounds = [start, *[cut + 1 for cut in cuts]]
    made = []
    for begin, stop in zip(bounds, [*cuts, end], strict=True):
        while begin < stop and reading.text.compact[begin] in "、 ":
            begin += 1
        made.append((begin, stop, reading.tokens_in(begin, stop)))
    return tuple(made)


def _has_meaning(segments: tuple[tuple[int, int, tuple[Token, ...]], ...]) -> bool:
    return any(one.slot in _SEMANTIC for one in segments[-1][2])


def _depth(compact: str, start: int, end: int) -> int:
    opened = compact.count("（", start, end) - compact.count("）", start, end)
    return max(0, opened)
