"""For the bench only: the same article pages, made by Django for every request, as a dynamic site does."""

import os

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def article(request: HttpRequest, organ: str, year: int, item: int) -> HttpResponse:
    from gongkai.apps.publishing.pages.contract import PageKey, Rendered
    from gongkai.apps.publishing.pages.item_pages import ItemPages

    for file in ItemPages().render([PageKey("item", item)]):
        if isinstance(file, Rendered) and file.path.endswith(".html"):
            return HttpResponse(file.body)
    raise Http404


urlpatterns = [path("<slug:organ>/<int:year>/<int:item>.html", article)]


def served():  # type: ignore[no-untyped-def]
    """gunicorn's factory: the whole of Django, its middleware included, with these addresses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "proof.bench_dynamic"
    settings.ALLOWED_HOSTS = ["*"]
    return get_wsgi_application()
