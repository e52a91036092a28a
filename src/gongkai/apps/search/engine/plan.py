"""What an index is asked, whichever it is: pairs that must stand together, words that rank, filters."""

from dataclasses import dataclass, replace

from gongkai.apps.search.engine.asking import Asked, Term, read_question
from gongkai.apps.search.engine.fields import day_number
from gongkai.apps.search.engine.interface import Query
from gongkai.apps.search.engine.normal import bigrams
from gongkai.apps.search.engine.segmenting import Segmenter

# How much a title weighs against the text, and a document's own number against everything.
TITLE_PHRASE, TITLE_WORD, TEXT_WORD, OWN_NUMBER = 4.0, 2.5, 1.0, 60.0


@dataclass(frozen=True, slots=True)
class TermPlan:
    """`pairs` must stand in the text one after the other (a single character: in the title)."""

    normal: str
    pairs: tuple[str, ...]
    words: tuple[str, ...]
    number: bool


@dataclass(frozen=True, slots=True)
class Within:
    """A filter by one of these terms of a field."""

    name: str
    field: str
    term: str


@dataclass(frozen=True, slots=True)
class Between:
    """A filter by a number, both ends inclusive; None: open."""

    name: str
    field: str
    lowest: int | None
    highest: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    terms: tuple[TermPlan, ...]
    filters: tuple[Within | Between, ...]

    def without(self, name: str) -> "Plan":
        """The same question with one filter lifted: what its values are counted on."""
        return replace(self, filters=tuple(one for one in self.filters if one.name != name))


def plan(query: Query, asked: Asked, segmenter: Segmenter) -> Plan:
    """The whole question as terms and filters."""
    return Plan(tuple(plan_term(term, segmenter) for term in asked.terms), tuple(_filters(query)))


def plan_term(term: Term, segmenter: Segmenter) -> TermPlan:
    words = dict.fromkeys(segmenter.for_search(term.text))
    return TermPlan(term.normal, tuple(bigrams(term.normal)), tuple(words)[:20], term.number)


def plan_text(text: str, segmenter: Segmenter) -> Plan:
    """A text alone, without filters."""
    return Plan(tuple(plan_term(one, segmenter) for one in read_question(text).terms), ())


def _filters(query: Query) -> list[Within | Between]:
    made: list[Within | Between] = []
    fields = (
        ("organ", "organ" if query.own else "organs", query.organ),
        ("column", "columns", query.column),
        ("topic", "topics", query.topic),
        ("kind", "kind", query.kind),
        ("file_type", "file_type", query.file_type),
    )
    made += [Within(name, field, value) for name, field, value in fields if value]
    if query.year_from is not None or query.year_to is not None:
        made.append(Between("year", "year", query.year_from, query.year_to))
    day = day_number(query.on)
    if query.validity == "in_force":
        made.append(Between("validity", "ended", day + 1, None))
        made.append(Between("validity", "effective", None, day))
    elif query.validity == "not_yet":
        made.append(Between("validity", "effective", day + 1, None))
    elif query.validity == "ended":
        made.append(Between("validity", "ended", None, day))
    return made
