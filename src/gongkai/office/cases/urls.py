"""The addresses of the case desk, below `/office/cases/`. Every room adds its own here."""

from django.urls import URLPattern, URLResolver, path

from gongkai.office.cases import (
    acts,
    clock_sheet,
    files,
    listing,
    opening,
    page,
    papers,
    prints,
    rules,
    splitting,
    unmasking,
)
from gongkai.office.cases.archive.urls import urlpatterns as archive_addresses
from gongkai.office.cases.letters.urls import urlpatterns as letter_addresses
from gongkai.office.cases.redacting.urls import urlpatterns as redacting_addresses
from gongkai.office.cases.steps.urls import urlpatterns as step_addresses

urlpatterns: list[URLPattern | URLResolver] = [
    *step_addresses,
    path("", listing.cases, name="office_cases"),
    path("rules/", rules.rules, name="office_rules"),
    path("rules/edit/", rules.edit, name="office_rules_edit"),
    path("rules/upload/", rules.upload, name="office_rules_upload"),
    path("rules/columns/", rules.columns, name="office_rules_columns"),
    path("rules/<int:year>/", rules.year, name="office_rules_year"),
    path("rules/versions/<int:pk>/", rules.version, name="office_rules_version"),
    path("rules/moved/<int:pk>/", rules.moved, name="office_rules_moved"),
    path("find/", listing.find, name="office_cases_find"),
    path("assign/", listing.assign_many, name="office_cases_assign"),
    path("list.xlsx", listing.export, name="office_cases_export"),
    path("papers/", papers.papers, name="office_papers"),
    path("papers/new/", papers.new, name="office_paper_new"),
    path("papers/<int:pk>/", papers.paper, name="office_paper"),
    path("papers/<int:pk>/scans/", papers.add_scan, name="office_paper_scan"),
    path("papers/<int:pk>/files/<int:file>/", files.of_paper, name="office_paper_file"),
    path("papers/<int:pk>/open/", opening.open_from, name="office_case_open"),
    path("papers/<int:pk>/attach/", papers.attach, name="office_paper_attach"),
    path("papers/<int:pk>/detach/<int:case>/", papers.detach, name="office_paper_detach"),
    path("papers/<int:pk>/receipt/", prints.receipt, name="office_paper_receipt"),
    path("<int:pk>/", page.case, name="office_case"),
    path("<int:pk>/clock/", clock_sheet.sheet, name="office_case_clock"),
    path("<int:pk>/files/<int:file>/", files.of_case, name="office_case_file"),
    path("<int:pk>/confirm/", acts.confirm, name="office_case_confirm"),
    path("<int:pk>/assign/", acts.charge, name="office_case_assign"),
    path("<int:pk>/reassign/", acts.charge, name="office_case_reassign"),
    path("<int:pk>/remark/", acts.note, name="office_case_remark"),
    path("<int:pk>/split/", splitting.split, name="office_case_split"),
    path("<int:pk>/join/", splitting.join_into, name="office_case_join"),
    path("<int:pk>/merge-back/", splitting.back, name="office_case_merge_back"),
    path("<int:pk>/unjoin/", splitting.part, name="office_case_unjoin"),
    path("<int:pk>/form/", prints.form, name="office_case_form"),
    path("<int:pk>/code/", prints.code, name="office_case_code"),
    path("<int:pk>/parties/<int:party>/", unmasking.unmasking, name="office_case_unmask"),
    *archive_addresses,
    *redacting_addresses,
    *letter_addresses,
]
