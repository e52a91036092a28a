"""The addresses of the units' pages."""

from django.urls import URLPattern, path

from gongkai.office.annual.adjusting import pages as adjusting
from gongkai.office.annual.units import joint, judicial, lists, progress

urlpatterns: list[URLPattern] = [
    path("units/", lists.units, name="office_annual_units"),
    path("units/freeze/", lists.freeze, name="office_annual_units_freeze"),
    path("units/judicial/", judicial.judicial, name="office_annual_judicial"),
    path("units/joint/", joint.joint, name="office_annual_joint"),
    path("units/joint/<int:pk>/back/", joint.joint_back, name="office_annual_joint_back"),
    path("missing/", progress.missing, name="office_annual_missing"),
    path("missing/tell/", progress.tell, name="office_annual_tell"),
    path("missing/day/", progress.day, name="office_annual_day"),
    path("<int:pk>/opening/", adjusting.opening, name="office_annual_opening"),
]
