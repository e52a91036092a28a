"""The person's own account: posts of today, password, second factor, the last times of coming in."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken

from gongkai.apps import clock
from gongkai.apps.audit.queries import logins_of
from gongkai.apps.organs import safety
from gongkai.apps.organs.access import label
from gongkai.apps.organs.models import Person
from gongkai.apps.organs.queries import posts_on
from gongkai.office.security.gate import has_factor


def account(request: HttpRequest) -> HttpResponseBase:
    """What the person's account holds; each line with what can be done about it."""
    person = request.user
    if not isinstance(person, Person) or not person.is_authenticated:
        return redirect(f"{reverse('office_login')}?next={request.path}")
    posts = posts_on(clock.today()).filter(person=person).select_related("organ")
    context = {
        "title": "我的账号",
        "person": person,
        "posts": posts,
        "has_factor": has_factor(person),
        "must_have": any(post.kind in safety.SECOND_FACTOR_POSTS for post in posts),
        "codes_left": StaticToken.objects.filter(device__user=person).count(),
        "logins": [(entry, label(entry.act)) for entry in logins_of(person.pk, 8)],
    }
    return render(request, "office/security/account.html", context)
