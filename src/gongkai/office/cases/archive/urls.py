"""Addresses of this room, below `/office/cases/`."""

from django.urls import path

from gongkai.office.cases.archive import disposal

urlpatterns = [
    path("disposals/", disposal.due, name="office_disposals"),
    path("<int:pk>/dispose/", disposal.propose, name="office_disposal_propose"),
    path("<int:pk>/dispose/decide/", disposal.decide, name="office_disposal_decide"),
]
