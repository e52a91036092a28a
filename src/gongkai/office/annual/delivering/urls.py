"""The addresses of hand-ins, sheets and keys, below `/office/annual/`."""

from django.urls import URLPattern, path

from gongkai.office.annual import figures, sheets
from gongkai.office.annual.delivering import keys, pages, typing

urlpatterns: list[URLPattern] = [
    path("figures/waiting/", figures.waiting, name="office_annual_waiting"),
    path("figures/sheet/", sheets.import_sheet, name="office_annual_sheet"),
    path("figures/sheet/template/", sheets.sheet_template, name="office_annual_sheet_template"),
    path("deliveries/", pages.deliveries, name="office_annual_deliveries"),
    path("deliveries/typed/", typing.typed, name="office_annual_typed"),
    path("deliveries/<int:pk>/", pages.delivery, name="office_annual_delivery"),
    path("deliveries/<int:pk>/take/", pages.take, name="office_annual_take"),
    path("deliveries/<int:pk>/file/", pages.delivery_file, name="office_annual_delivery_file"),
    path("keys/", keys.keys, name="office_annual_keys"),
    path("keys/<int:pk>/renew/", keys.renew, name="office_annual_key_renew"),
    path("keys/<int:pk>/revoke/", keys.revoke, name="office_annual_key_revoke"),
]
