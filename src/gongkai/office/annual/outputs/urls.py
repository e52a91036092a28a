"""The addresses of a report's files, below `/office/annual/`."""

from django.urls import URLPattern, path

from gongkai.office.annual.outputs import page

urlpatterns: list[URLPattern] = [
    path("<int:pk>/outputs/", page.listed, name="office_annual_outputs"),
    path("<int:pk>/outputs/web/", page.web, name="office_annual_output_web"),
    path("<int:pk>/outputs/<str:to>/", page.download, name="office_annual_output"),
    path("<int:pk>/outputs/<str:to>/pages/", page.look, name="office_annual_output_look"),
    path(
        "<int:pk>/outputs/<str:to>/pages/<int:page>.png",
        page.picture,
        name="office_annual_output_page",
    ),
]
