"""The one backend of the process, by the installation's setting."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gongkai.apps.search.engine.interface import SearchBackend
from gongkai.apps.search.engine.opensearch.backend import OpenSearchBackend
from gongkai.apps.search.engine.tantivy_engine.backend import TantivyBackend


def backend() -> SearchBackend:
    """The index in `INDEX_ROOT`, or the OpenSearch that `GONGKAI_SEARCH` names."""
    return _opened(settings.SEARCH_URL, settings.INDEX_ROOT)


# One: a backend holds its index and the segmenter's dictionary (26 MB).
@lru_cache(maxsize=1)
def _opened(url: str, root: Path) -> SearchBackend:
    return OpenSearchBackend(url) if url else TantivyBackend(root)
