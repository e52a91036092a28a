"""The handbook for clerks, readable inside the office."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from gongkai.apps.audit.actor import Actor
from gongkai.office.doors import office_page


@office_page()
def handbook(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    return render(request, "office/handbook.html", {"title": "操作手册"})
