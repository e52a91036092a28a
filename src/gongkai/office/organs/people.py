"""People, their accounts and their posts by date."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.queries import logins_of
from gongkai.apps.organs import actions, safety
from gongkai.apps.organs.access import label, may
from gongkai.apps.organs.locks import locks_of
from gongkai.apps.organs.models import Organ, Person, Post, PostKind
from gongkai.apps.organs.queries import posts_on
from gongkai.office.doors import office_page
from gongkai.office.organs.asking import DayField, done
from gongkai.office.organs.forms import NewPersonForm, PersonForm, PostForm

PAGE = 50


@office_page("person.read")
def people(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Everybody with the posts of today; by name, organ and post."""
    words = request.GET.get("q", "").strip()[:40]
    organ = request.GET.get("organ", "")
    kind = request.GET.get("kind", "")
    today = posts_on(clock.today())
    found = Person.objects.order_by("-is_active", "username")
    if words:
        found = found.filter(Q(full_name__contains=words) | Q(username__contains=words))
    if organ.isdigit():
        found = found.filter(posts__in=today.filter(organ=organ))
    if kind in PostKind.values:
        found = found.filter(posts__in=today.filter(kind=kind))
    page = Paginator(found.distinct(), PAGE).get_page(request.GET.get("p"))
    held: dict[int, list[Post]] = {}
    for post in today.filter(person__in=[one.pk for one in page]).select_related("organ"):
        held.setdefault(post.person_id, []).append(post)
    context = {
        "title": "人员与岗位",
        "page": page,
        "rows": [(one, held.get(one.pk, [])) for one in page],
        "words": words,
        "organ": organ,
        "kind": kind,
        "organs": Organ.objects.filter(abolished_on__isnull=True),
        "kinds": PostKind.choices,
        "asked": {"address": urlencode({"q": words, "organ": organ, "kind": kind})},
        "may_edit": may(actor, "person.edit"),
    }
    return render(request, "office/organs/people.html", context)


@office_page("person.edit")
def create(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Make an account; the first password is shown once, on the answer itself."""
    form = NewPersonForm(request.POST or None)
    made: list[tuple[Person, str]] = []
    if form.is_valid() and done(
        request, form, lambda: made.append(actions.create_person(actor, **form.cleaned_data)), ""
    ):
        person, password = made[0]
        return _password_page(request, person, password, "账号已建立")
    context = {
        "title": "建立账号",
        "form": form,
        "verb": "建立账号",
        "back": "office_people",
        "crumbs": [("../", "人员与岗位")],
    }
    return render(request, "office/organs/form.html", context)


@office_page("person.read")
def person(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """One person: how to reach them, the posts of all days, the account."""
    person = get_object_or_404(Person, pk=pk)
    return _person_page(request, actor, person)


def _person_page(
    request: HttpRequest, actor: Actor, person: Person, **forms: Any
) -> HttpResponseBase:
    details = {"full_name": person.full_name, "phone": person.phone, "email": person.email}
    may_assign = may(actor, "post.assign") and person.pk != actor.person_id
    today = clock.today()
    context = {
        "title": person.full_name,
        "crumbs": [("../", "人员与岗位")],
        "person": person,
        "posts": [
            (post, (post.until is None or post.until >= today), post.since > today)
            for post in person.posts.select_related("organ").order_by("-since")
        ],
        "today": today,
        "has_factor": TOTPDevice.objects.filter(user=person, confirmed=True).exists(),
        "must_have": posts_on(today)
        .filter(person=person, kind__in=safety.SECOND_FACTOR_POSTS)
        .exists(),
        "logins": [(entry, label(entry.act)) for entry in logins_of(person.pk, 6)],
        "locks": locks_of(person.username),
        "details": PersonForm(initial=details) if may(actor, "person.edit") else None,
        "assign": PostForm(initial={"since": today}, auto_id="post-%s") if may_assign else None,
        "is_self": person.pk == actor.person_id,
        "may_edit": may(actor, "person.edit"),
        "may_reset": may(actor, "password.reset"),
    }
    wrong = any(form.errors for form in forms.values())
    status = 422 if wrong else 200
    return render(request, "office/organs/person.html", context | forms, status=status)


@require_POST
@office_page("person.edit")
def edit(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=pk)
    form = PersonForm(request.POST)
    if form.is_valid() and done(
        request,
        form,
        lambda: actions.edit_person(actor, person, **form.cleaned_data),
        "已保存。",
    ):
        return redirect("office_person", pk)
    return _person_page(request, actor, person, details=form)


@require_POST
@office_page("post.assign")
def assign(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    person = get_object_or_404(Person, pk=pk)
    form = PostForm(request.POST, auto_id="post-%s")
    if form.is_valid() and done(
        request,
        form,
        lambda: actions.assign_post(actor, person, **form.cleaned_data),
        "已任职。",
    ):
        return redirect("office_person", pk)
    return _person_page(request, actor, person, assign=form)


@require_POST
@office_page("post.assign")
def end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    post = get_object_or_404(Post, pk=pk)
    try:
        day = DayField("离任日期").to_python(request.POST.get("on") or clock.today().isoformat())
    except ValidationError:
        messages.error(request, "离任日期写得不对，应为 2026-01-16 这样的日期；任职没有改动。")
        return redirect("office_person", post.person_id)
    done(request, None, lambda: actions.end_post(actor, post, on=day), "这项任职已结束。")
    return redirect("office_person", post.person_id)


@require_POST
@office_page("person.edit", "password.reset")
def account(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """What the security administrator does with an account; the act asks for its own right."""
    person = get_object_or_404(Person, pk=pk)
    given: list[str] = []
    acts = {
        "off": (lambda: actions.switch_account(actor, person, on=False), "账号已停用。"),
        "on": (lambda: actions.switch_account(actor, person, on=True), "账号已启用。"),
        "unlock": (lambda: actions.unlock_account(actor, person), "锁定已解除。"),
        "factor": (
            lambda: actions.reset_second_factor(actor, person),
            "动态口令已重设，本人下次登录时重新设置。",
        ),
        "password": (lambda: given.append(actions.reset_password(actor, person)), ""),
    }
    act, said = acts.get(request.POST.get("act", ""), (None, ""))
    if act is not None and done(request, None, act, said) and given:
        return _password_page(request, person, given[0], "密码已重设")
    return redirect("office_person", pk)


def _password_page(
    request: HttpRequest, person: Person, password: str, title: str
) -> HttpResponseBase:
    context = {"title": title, "person": person, "password": password}
    return render(request, "office/organs/password.html", context)
