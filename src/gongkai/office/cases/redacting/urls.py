"""The addresses of the redaction desk, below `/office/cases/`."""

from django.urls import URLPattern, URLResolver, path

from gongkai.office.cases.redacting import checking, desk, marking, pictures

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/redacting/", desk.desk, name="office_redactions"),
    path("redacting/<int:pk>/", marking.marking, name="office_redaction"),
    path("redacting/<int:pk>/make/", marking.make, name="office_redaction_make"),
    path("redacting/<int:pk>/end/", marking.end, name="office_redaction_end"),
    path("redacting/<int:pk>/check/", checking.checking, name="office_redaction_check"),
    path(
        "redacting/<int:pk>/<slug:which>/<int:page>.jpg",
        pictures.picture,
        name="office_redaction_picture",
    ),
]
