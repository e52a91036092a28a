"""The addresses of the year's pages, below `/office/annual/`."""

from django.urls import URLPattern, path

from gongkai.office.annual import acts, amendments, drilling, figures, listing, part, report
from gongkai.office.annual.agreeing import pages as agreeing
from gongkai.office.annual.dashboard import pages as dashboard
from gongkai.office.annual.delivering.urls import urlpatterns as deliveries
from gongkai.office.annual.outputs.urls import urlpatterns as outputs_addresses
from gongkai.office.annual.past import pages as past
from gongkai.office.annual.problems import pages as problems
from gongkai.office.annual.units.urls import urlpatterns as unit_addresses
from gongkai.office.annual.website.urls import urlpatterns as website_addresses

urlpatterns: list[URLPattern] = [
    *deliveries,
    *outputs_addresses,
    *unit_addresses,
    *website_addresses,
    path("amendments/", amendments.amendments, name="office_annual_amendments"),
    path("dashboard/", dashboard.dashboard, name="office_annual_dashboard"),
    path("dashboard/<slug:key>.xlsx", dashboard.table, name="office_annual_dashboard_table"),
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
    path("figures/<int:pk>/withdraw/", figures.withdraw, name="office_annual_withdraw"),
    path("<int:pk>/", report.report, name="office_annual_report"),
    path("<int:pk>/act/", acts.act, name="office_annual_act"),
    path("<int:pk>/documents/", agreeing.agreement, name="office_annual_agreement"),
    path("<int:pk>/explain/", acts.explain, name="office_annual_explain"),
    path("<int:pk>/parts/<str:key>/", part.part, name="office_annual_part"),
    path("<int:pk>/parts/<str:key>/check/", part.check, name="office_annual_part_check"),
    path("problems/", problems.tasks, name="office_annual_problems"),
    path("problems/<int:problem>/", problems.result, name="office_annual_problem_result"),
    path("<int:pk>/problems/", problems.of_report, name="office_annual_report_problems"),
    path("<int:pk>/problems/<int:problem>/", problems.change, name="office_annual_problem"),
    path(
        "<int:pk>/problems/<int:problem>/arrange/",
        problems.arrange,
        name="office_annual_problem_arrange",
    ),
    path("<int:pk>/figures/<str:cell>/", drilling.behind, name="office_annual_behind"),
]
