"""Addresses of the desk."""

from django.urls import path

from gongkai.portal.desk import api, downloads, views

urlpatterns = [
    path("tools/report-check/", views.desk, name="desk"),
    path("tools/report-check/example/", views.example, name="desk-example"),
    path("tools/report-check/rules/", views.rules, name="desk-rules"),
    path("tools/report-check/official.css", views.official_style, name="desk-official-style"),
    path("tools/report-check/render/<str:to>", downloads.rendered, name="desk-render"),
    path("tools/report-check/findings/<str:to>", downloads.findings, name="desk-findings"),
    path("tools/report-check/explained", downloads.explained, name="desk-explained"),
    path("tools/report-check/batch.xlsx", downloads.batch, name="desk-batch"),
    path("api/report-check", api.report_check, name="desk-api"),
]
