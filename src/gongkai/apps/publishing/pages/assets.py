"""Styles, scripts and pictures of the pages, so that the public folder needs nothing beside it."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from django.apps import apps
from django.conf import settings

from gongkai.apps.publishing.pages.contract import PageKey, Rendered

# The app whose static files the public pages use; the back office's are none of the public's.
APP = "portal"
# Browsers ask for it at the root, whatever a page says.
ICON = "portal/favicon.ico"


class Assets:
    """One page that owns every static file, under the same address that the program serves it at."""

    name = "assets"

    def keys_for(self, subjects: AbstractSet[str]) -> set[PageKey]:
        return set()

    def all_keys(self) -> Iterator[PageKey]:
        yield PageKey(self.name, 1)

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered]:
        root = Path(apps.get_app_config(APP).path) / "static"
        folder = settings.STATIC_URL.strip("/")
        for key in keys:
            for path in sorted(root.rglob("*")):
                if path.is_file() and not path.name.startswith("."):
                    name = path.relative_to(root).as_posix()
                    address = path.name if name == ICON else f"{folder}/{name}"
                    yield Rendered(key, address, path.read_bytes())
