"""Addresses of reviews and suits, and of the ledger."""

from django.urls import URLPattern, URLResolver, path

from gongkai.office.remedies import ledger, listing, page

urlpatterns: list[URLPattern | URLResolver] = [
    path("remedies/", listing.remedies, name="office_remedies"),
    path("remedies/new/", listing.new, name="office_remedy_new"),
    path("remedies/of-case/<int:pk>/", listing.of_case, name="office_case_remedy"),
    path("remedies/of-open/<int:pk>/", listing.of_case, name="office_case_remedy_unanswered"),
    path("remedies/<int:pk>/", page.remedy, name="office_remedy"),
    path("remedies/<int:pk>/settle/", page.settled, name="office_remedy_settle"),
    path("remedies/<int:pk>/add/<slug:kind>/", page.fact, name="office_remedy_fact"),
    path("remedies/<int:pk>/correct/<int:number>/", page.correct, name="office_remedy_correct"),
    path("remedies/<int:pk>/papers/", page.add_paper, name="office_remedy_add_paper"),
    path("remedies/<int:pk>/papers/<int:paper>/", page.paper, name="office_remedy_paper"),
    path("ledger/", ledger.ledger_page, name="office_ledger"),
    path("ledger/list/", ledger.listed, name="office_ledger_list"),
    path("ledger/ledger.xlsx", ledger.workbook, name="office_ledger_workbook"),
]
