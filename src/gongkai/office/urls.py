"""The addresses of the office's own pages, below `/office/`."""

from django.urls import URLPattern, URLResolver, path

from gongkai.office.handbook import handbook
from gongkai.office.items.files import picture

urlpatterns: list[URLPattern | URLResolver] = [
    path("handbook/", handbook, name="office_handbook"),
    path("media/<path:path>", picture, name="office_picture"),
]
