"""The addresses of the website report, below `/office/annual/`."""

from django.urls import URLPattern, path

from gongkai.office.annual.website import page

urlpatterns: list[URLPattern] = [
    path("website/", page.page, name="office_annual_website"),
    path("website/start/", page.start, name="office_annual_website_start"),
    path("website/<int:pk>/fill/", page.fill, name="office_annual_website_fill"),
    path("website/<int:pk>/act/", page.act, name="office_annual_website_act"),
    path("website/<int:pk>/<str:to>/", page.download, name="office_annual_website_file"),
]
