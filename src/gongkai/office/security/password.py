"""The person's own password."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from gongkai.apps.organs import actions, safety
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.refusals import Refused
from gongkai.apps.organs.requests import actor_of
from gongkai.office.security.gate import must_change
from gongkai.office.security.onward import onward


def change(request: HttpRequest) -> HttpResponseBase:
    """Ask for the old one and twice for the new one; other sessions of the person end."""
    person = request.user
    if not isinstance(person, Person) or not person.is_authenticated:
        return redirect(f"{reverse('office_login')}?{urlencode({'next': request.path})}")
    wrong = _change(request, person) if request.method == "POST" else {}
    if request.method == "POST" and not wrong:
        return redirect(onward(request))
    return _page(request, person, wrong)


def _change(request: HttpRequest, person: Person) -> dict[str, str]:
    """What is wrong, by field; nothing where the password was changed."""
    old, new, again = (request.POST.get(name, "")[:200] for name in ("old", "new", "again"))
    if not person.check_password(old):
        return {"old": "现在的密码不对。"}
    if new != again:
        return {"again": "两次输入的新密码不一样。"}
    try:
        changed = actions.change_password(actor_of(request), person, new)
    except Refused as refused:
        return {"new": str(refused)}
    update_session_auth_hash(request, changed)
    return {}


def _page(request: HttpRequest, person: Person, wrong: dict[str, str]) -> HttpResponse:
    context = {
        "wrong": wrong,
        "rules": password_validators_help_texts(),
        "first": person.must_change_password,
        "forced": must_change(person),
        "days": safety.number("password_days"),
        "next": onward(request),
    }
    status = 422 if wrong else 200
    return render(request, "office/security/password.html", context, status=status)
