"""The addresses of the year's pages, below `/office/annual/`."""

from django.urls import URLPattern, path

from gongkai.office.annual import figures, listing, report
from gongkai.office.annual.past import pages as past

urlpatterns: list[URLPattern] = [
    path("past/", past.past, name="office_annual_past"),
    path("past/preview/", past.preview, name="office_annual_past_preview"),
    path("past/keep/", past.keep, name="office_annual_past_keep"),
    path("past/<int:pk>/", past.one, name="office_annual_past_one"),
    path("past/<int:pk>/file/", past.file, name="office_annual_past_file"),
    path("", listing.listed, name="office_annual"),
    path("start/", listing.start, name="office_annual_start"),
    path("lock/", listing.lock, name="office_annual_lock"),
    path("figures/", figures.figures, name="office_annual_figures"),
    path("figures/confirm/", figures.confirm, name="office_annual_confirm"),
    path("<int:pk>/", report.report, name="office_annual_report"),
    path("<int:pk>/act/", report.act, name="office_annual_act"),
    path("<int:pk>/explain/", report.explain, name="office_annual_explain"),
    path("<int:pk>/parts/<str:key>/", report.part, name="office_annual_part"),
    path("<int:pk>/figures/<str:cell>/", report.behind, name="office_annual_behind"),
]
