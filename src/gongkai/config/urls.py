"""Every address of the site, in one place a door."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as office_urls

from gongkai.portal import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("", include("gongkai.portal.desk.urls")),
    path("", include("gongkai.portal.search.urls")),
    path("", include("gongkai.portal.applying.urls")),
    path("api/v1/", include("gongkai.api.urls")),
    path("office/", include("gongkai.office.security.urls")),
    path("office/", include(office_urls)),
]

handler400 = "gongkai.portal.pages.bad_request"
handler403 = "gongkai.portal.pages.forbidden"
handler404 = "gongkai.portal.pages.not_found"
handler500 = "gongkai.portal.pages.server_error"
