"""Full addresses in answers: of pages, of files, of this interface itself."""

from django.http import HttpRequest

from gongkai.apps.disclosure.models import Edition
from gongkai.apps.publishing.pages.addresses import file_address, item_path

ROOT = "/api/v1"


class Places:
    """Addresses with the host that was asked."""

    def __init__(self, request: HttpRequest) -> None:
        self._full = request.build_absolute_uri

    def api(self, path: str) -> str:
        return self._full(ROOT + path)

    def page(self, address: str) -> str:
        return self._full(address)

    def item(self, edition: Edition, suffix: str = "html") -> str:
        path = item_path(edition.organ.slug, edition.first_published_at, edition.item_id, suffix)
        return self._full("/" + path)

    def file(self, path: str) -> str:
        return self._full(file_address(path))
