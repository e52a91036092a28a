"""A question that finds nothing as it was typed: first by its words, then by fewer of them, never silently.

What is in quotes and the numbers of documents stay as they are. How a question is read does not depend
on the filters: what only a filter hides is not asked for differently.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from math import log

from gongkai.apps.search.engine.asking import Asked, Term
from gongkai.apps.search.engine.falling_apart import exact, fallen_apart
from gongkai.apps.search.engine.segmenting import Segmenter
from gongkai.apps.search.engine.words_of_asking import is_general

MOST_WORDS = 5  # of which some may be left out: 31 combinations at most are tried

Together = Callable[[Sequence[Term]], int]


def loosened(asked: Asked, segmenter: Segmenter, together: Together) -> Asked | None:
    """The question as it may find something, with its sentences; None: it stays as it is.

    `together`: in how many documents all these terms stand, whatever the filters.
    """
    if together(asked.terms):
        return None
    apart = fallen_apart(asked, segmenter, lambda term: together((term,)))
    if apart and together(apart.terms):
        return apart
    return _by_fewer(asked, (apart or asked).terms, together)


def _by_fewer(asked: Asked, terms: Sequence[Term], together: Together) -> Asked | None:
    """As many words as stand together: those of the matter before general ones, then the rarer."""
    stands = {term: together((term,)) for term in terms}
    fixed = [term for term in terms if exact(term)]
    loose = [term for term in terms if not exact(term) and stands[term]]
    loose.sort(key=lambda term: (is_general(term.normal), stands[term]))
    loose = loose[:MOST_WORDS]
    ways = [way for size in range(1, len(loose) + 1) for way in combinations(loose, size)]
    ways = [way for way in ways if fixed or not all(is_general(one.normal) for one in way)]
    if fixed:
        ways.append(())

    def worth(way: tuple[Term, ...]) -> tuple[int, int, float]:
        of_the_matter = sum(not is_general(one.normal) for one in way)
        return -of_the_matter, -len(way), sum(log(stands[one]) for one in way)

    for way in sorted(ways, key=worth):
        kept = tuple(term for term in terms if term in way or term in fixed)
        if len(kept) < len(terms) and together(kept):
            said = _said(terms, kept, [term for term in terms if not stands[term]])
            return replace(asked, terms=kept, notes=[*asked.notes, said])
    return None


def _said(terms: Sequence[Term], kept: Sequence[Term], nowhere: Sequence[Term]) -> str:
    missing = f"（{_quoted(nowhere)}没有出现过）" if nowhere else ""
    return f"没有同时包含{_quoted(terms)}的内容{missing}，以下是包含{_quoted(kept)}的。"


def _quoted(terms: Sequence[Term]) -> str:
    return "".join(f"“{term.text}”" for term in terms)
