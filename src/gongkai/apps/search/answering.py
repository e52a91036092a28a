"""A question answered: by the index, and held against what is public at this moment."""

from dataclasses import replace

from django.db import DatabaseError, InterfaceError

from gongkai.apps.disclosure.models import Edition
from gongkai.apps.search.engine.interface import Query, Results
from gongkai.apps.search.opening import backend


def answer(query: Query) -> Results:
    """Raises SearchError with a sentence when there is no index.

    What was withdrawn or corrected a moment ago may still be in the index: it is left out, by one query.
    Without a database the index answers alone.
    """
    results = backend().search(query)
    editions = [hit.edition_id for hit in results.hits]
    try:
        public = set(
            Edition.objects.public().filter(pk__in=editions).values_list("pk", flat=True)
            if editions
            else ()
        )
    except (DatabaseError, InterfaceError):
        return results
    hits = [hit for hit in results.hits if hit.edition_id in public]
    return replace(results, hits=hits, total=results.total - len(results.hits) + len(hits))
