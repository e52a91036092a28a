"""Passages of a stored text with what was asked for marked in it. Everything is escaped."""

from bisect import bisect_right
from collections.abc import Sequence

from markupsafe import Markup, escape

from gongkai.apps.search.engine.normal import normalise, normalise_with_places

LENGTH = 120
_BEFORE = 30  # characters before the first thing found
_BLOCK = 250
_MOST_PLACES = 40  # of one term that are compared with the others'
_STARTS_AFTER = "。！？；\n"


def highlight(text: str, terms: Sequence[str]) -> Markup:
    """The text, escaped, with every occurrence of the normalised terms in `<mark>`."""
    normal, places = normalise_with_places(text)
    spans = []
    for term in terms:
        at = normal.find(term) if term else -1
        while at >= 0:
            spans.append((places[at], places[at + len(term) - 1] + 1))
            at = normal.find(term, at + 1)
    made, end = Markup(), 0
    for first, last in _joined(spans):
        made += escape(text[end:first]) + Markup("<mark>{}</mark>").format(text[first:last])
        end = last
    return made + escape(text[end:])


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch as one."""
    made: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if made and first <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], last))
        else:
            made.append((first, last))
    return made


class SearchedText:
    """A long text in which places are looked for without keeping a map of every character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]  # of each block, in the normalised text
        blocks = []
        for at in range(0, len(text), _BLOCK):
            blocks.append(normalise(text[at : at + _BLOCK]))
            self._starts.append(self._starts[-1] + len(blocks[-1]))
        self._normal = "".join(blocks)

    def best_place(self, terms: Sequence[str]) -> int | None:
        """The place in the text around which most of the terms stand; None where none does."""
        found = [(at, term) for term in terms for at in self._places(term)]
        if not found:
            return None
        found.sort()
        best, most, first = found[0][0], 0, 0
        for last, (at, _) in enumerate(found):
            while at - found[first][0] > LENGTH - _BEFORE:
                first += 1
            different = len({term for _, term in found[first : last + 1]})
            if different > most:
                best, most = found[first][0], different
        return self._original(best)

    def _places(self, term: str) -> list[int]:
        made: list[int] = []
        at = self._normal.find(term) if term else -1
        while at >= 0 and len(made) < _MOST_PLACES:
            made.append(at)
            at = self._normal.find(term, at + len(term))
        return made

    def _original(self, place: int) -> int:
        block = bisect_right(self._starts, place) - 1
        start = block * _BLOCK
        _, places = normalise_with_places(self.text[start : start + _BLOCK])
        return start + places[place - self._starts[block]]


def passage(text: str, terms: Sequence[str]) -> Markup | None:
    """About `LENGTH` characters around the best place, marked; None where no term stands in the text."""
    place = SearchedText(text).best_place(terms)
    if place is None:
        return None
    start = max(0, place - _BEFORE)
    for at in range(place - 1, start - 1, -1):
        if text[at] in _STARTS_AFTER:
            start = at + 1
            break
    return _dressed(text, start, terms)


def opening(text: str) -> Markup:
    """How the text begins, where nothing in it was asked for."""
    return _dressed(text, 0, ())


def _dressed(text: str, start: int, terms: Sequence[str]) -> Markup:
    cut = text[start : start + LENGTH]
    while cut and cut[0] in "，、；：）》”。 　\n":
        cut = cut[1:]
    flat = " ".join(cut.split())
    before = Markup("…") if start > 0 and text[start - 1] not in _STARTS_AFTER else Markup()
    whole = start + LENGTH >= len(text) or flat.endswith(("。", "！", "？"))
    after = Markup() if whole else Markup("…")
    return before + highlight(flat, terms) + after
