"""The addresses of the office's own pages, below `/office/`."""

from django.urls import URLPattern, URLResolver, include, path

from gongkai.office import handbook
from gongkai.office.annual.urls import urlpatterns as annual_addresses
from gongkai.office.cases.urls import urlpatterns as case_addresses
from gongkai.office.items.files import picture
from gongkai.office.organs.urls import urlpatterns as organ_addresses
from gongkai.office.remedies.urls import urlpatterns as remedy_addresses
from gongkai.office.rooms import (
    catalogue,
    columns,
    gates,
    guides,
    interpretations,
    normative,
    numbers,
    words,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *organ_addresses,
    path("cases/", include(case_addresses)),
    *remedy_addresses,
    path("annual/", include(annual_addresses)),
    path("handbook/", handbook.handbook, name="office_handbook"),
    path("handbook/images/<slug:name>.png", handbook.picture, name="office_handbook_picture"),
    path("handbook/<slug:name>/", handbook.handbook, name="office_handbook_page"),
    path("media/<path:path>", picture, name="office_picture"),
    path("columns/", columns.columns, name="office_columns"),
    path("columns/open/", columns.open_tree, name="office_columns_open"),
    path("columns/<int:pk>/close/", columns.close, name="office_column_close"),
    path("guides/", guides.guides, name="office_guides"),
    path("guides/organ/", guides.guide, name="office_guide"),
    path("guides/confirm/", guides.confirm, name="office_guide_confirm"),
    path("guides/<int:pk>/publish/", guides.publish, name="office_guide_publish"),
    path("normative/", normative.ledger, name="office_normative"),
    path("normative/made/", normative.made, name="office_normative_made"),
    path("normative/<int:pk>/", normative.document, name="office_normative_document"),
    path("interpretations/", interpretations.interpretations, name="office_interpretations"),
    path("interpretations/plan/<int:pk>/", interpretations.plan, name="office_plan"),
    path("catalogue/", catalogue.catalogue, name="office_catalogue"),
    path("catalogue/map/", catalogue.map_rows, name="office_catalogue_map"),
    path("gates/", gates.gates, name="office_gates"),
    path("numbers/", numbers.numbers, name="office_numbers"),
    path("numbers/list/", numbers.listed, name="office_numbers_list"),
    path("numbers/late/", numbers.late, name="office_numbers_late"),
    path("words/", words.words, name="office_words"),
    path("words/<int:pk>/drop/", words.drop, name="office_word_drop"),
]
