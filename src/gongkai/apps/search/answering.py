"""A question answered: by the index, and held against what is public at this moment."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import DatabaseError, InterfaceError

from gongkai.apps.disclosure.models import Edition, GuideVersion
from gongkai.apps.search.engine.interface import Hit, Query, Results
from gongkai.apps.search.guides import KIND, public_guides
from gongkai.apps.search.opening import backend


def answer(query: Query) -> Results:
    """Raises SearchError with a sentence when there is no index.

    What was withdrawn or corrected a moment ago may still be in the index: it is left out, by one query.
    Without a database the index answers alone.
    """
    results = backend().search(query)
    try:
        public = _public(results.hits)
    except (DatabaseError, InterfaceError):
        return results
    hits = [hit for hit in results.hits if (hit.kind.code == KIND.code, hit.edition_id) in public]
    return replace(results, hits=hits, total=results.total - len(results.hits) + len(hits))


def _public(hits: Sequence[Hit]) -> set[tuple[bool, int]]:
    """(whether it is a guide, its number) of those hits that are public now."""
    guides = [hit.edition_id for hit in hits if hit.kind.code == KIND.code]
    editions = [hit.edition_id for hit in hits if hit.kind.code != KIND.code]
    public: set[tuple[bool, int]] = set()
    if editions:
        found = Edition.objects.public().filter(pk__in=editions).values_list("pk", flat=True)
        public |= {(False, pk) for pk in found}
    if guides:
        organs = set(GuideVersion.objects.filter(pk__in=guides).values_list("organ_id", flat=True))
        public |= {(True, one.pk) for one in public_guides(organs).values()}
    return public
