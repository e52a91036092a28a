"""The one backend of the process, by the installation's setting."""

from functools import cache
from pathlib import Path

from django.conf import settings

from gongkai.apps.search.engine.interface import SearchBackend
from gongkai.apps.search.engine.opensearch.backend import OpenSearchBackend
from gongkai.apps.search.engine.tantivy_engine.backend import TantivyBackend


def backend() -> SearchBackend:
    """The index in `INDEX_ROOT`, or the OpenSearch that `GONGKAI_SEARCH` names."""
    return _opened(settings.SEARCH_URL, settings.INDEX_ROOT)


@cache
def _opened(url: str, root: Path) -> SearchBackend:
    return OpenSearchBackend(url) if url else TantivyBackend(root)
