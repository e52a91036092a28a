"""A plan as a query of tantivy.

Pairs must occur and give no score of their own; words, titles and a document's own number rank.
"""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from gongkai.apps.search.engine.plan import (
    OWN_NUMBER,
    TEXT_WORD,
    TITLE_PHRASE,
    TITLE_WORD,
    Between,
    Plan,
    TermPlan,
    Within,
)
from gongkai.apps.search.engine.tantivy_engine.schema import schema


def together(field: str, term: TermPlan) -> Query:
    """The pairs of a term one after the other, so exactly its characters; one character in the title."""
    if not term.pairs:
        return Query.term_query(schema(), "u", term.normal)
    if len(term.pairs) == 1:
        return Query.term_query(schema(), field, term.pairs[0])
    return Query.phrase_query(schema(), field, list(term.pairs))


def must_occur(plan: Plan) -> Query:
    """What matches, without ranking: for counting and for order by date."""
    parts = [(Occur.Must, together("g", term)) for term in plan.terms]
    parts += [(Occur.Must, _filter(one)) for one in plan.filters]
    if not parts:
        return Query.all_query()
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)


def ranked(plan: Plan) -> Query:
    """The same matches with scores."""
    parts = [(Occur.Must, Query.const_score_query(must_occur(plan), 1.0))]
    for term in plan.terms:
        if term.pairs:
            parts.append((Occur.Should, Query.boost_query(together("gt", term), TITLE_PHRASE)))
        for word in term.words:
            for field, boost in (("w", TEXT_WORD), ("wt", TITLE_WORD)):
                query = Query.term_query(schema(), field, word, "freq")
                parts.append((Occur.Should, Query.boost_query(query, boost)))
        if term.number:
            own = Query.const_score_query(
                Query.term_query(schema(), "number", term.normal, "basic"), OWN_NUMBER
            )
            parts.append((Occur.Should, own))
    return Query.boolean_query(parts)


def any_word_of_title(words: Iterable[str]) -> Query:
    """Titles with some of the words, those with most of them first."""
    parts = [Query.term_query(schema(), "wt", word, "freq") for word in words]
    return Query.boolean_query([(Occur.Should, one) for one in parts])


def _filter(one: Within | Between) -> Query:
    if isinstance(one, Within):
        return Query.term_query(schema(), one.field, one.term, "basic")
    return Query.range_query(
        schema(),
        one.field,
        tantivy.FieldType.Unsigned,
        lower_bound=one.lowest,
        upper_bound=one.highest,
    )
