"""The addresses of the case desk, below `/office/cases/`. Every room adds its own here."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
