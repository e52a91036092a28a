"""办件: the worklists with their numbers, one of them as a table; bulk assignment by the head of the desk."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.access import cases_visible_to
from gongkai.apps.cases.actions.assigning import assign_all
from gongkai.apps.cases.actions.exporting import HEADINGS, export_cases
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.masks import initial_only
from gongkai.apps.cases.models import Case, CaseKind, Party
from gongkai.apps.cases.parties import identity_of
from gongkai.apps.cases.queries.worklists import (
    MOST_COUNTED,
    WORKLISTS,
    Wanted,
    applicants,
    counts,
    list_page,
    read_cursor,
)
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, reach
from gongkai.apps.organs.models import Organ, Person
from gongkai.apps.sealing import match
from gongkai.domain.cases import machine
from gongkai.domain.working_days import Calendar
from gongkai.office.cases.days import running
from gongkai.office.cases.people import handlers
from gongkai.office.doors import office_page, refused
from gongkai.office.rooms.asking import DayInput, listed
from gongkai.office.spreadsheets import workbook_answer

# Lists from which somebody is charged with cases.
ASSIGNED_FROM = frozenset(("to-assign", "handling", "open", "overdue", "due-1", "due-3", "due-5"))
ANSWERS = frozenset(machine().states) - {"draft"}


class FilterForm(forms.Form):
    """What the list is narrowed to. The applicant's name is asked for elsewhere: it stays out of addresses."""

    organ = forms.ChoiceField(label="机关", required=False)
    person = forms.ChoiceField(label="承办人", required=False)
    state = forms.ChoiceField(label="状态", required=False)
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部"), *CaseKind.choices]
    )
    since = forms.DateField(label="收到之日自", required=False, widget=DayInput())
    until = forms.DateField(label="至", required=False, widget=DayInput())
    number = forms.CharField(label="申请编号", required=False, max_length=40)

    def __init__(self, given: Any, organs: list[Organ], people: list[Person]) -> None:
        super().__init__(given)
        fields: Any = self.fields
        fields["organ"].choices = [("", "全部"), *((one.pk, listed(one)) for one in organs)]
        fields["person"].choices = [("", "全部"), *((one.pk, str(one)) for one in people)]
        fields["state"].choices = [
            ("", "全部"),
            *((key, one.label) for key, one in machine().states.items() if key in ANSWERS),
        ]
        if len(organs) < 2:
            del self.fields["organ"]


class NameForm(forms.Form):
    name = forms.CharField(label="申请人姓名或者名称（完整）", max_length=120)


class AssignForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(), label="交办给", empty_label="请选择承办人"
    )

    def __init__(self, given: Any, people: list[Person]) -> None:
        super().__init__(given, prefix="to")
        fields: Any = self.fields
        fields["person"].queryset = Person.objects.filter(pk__in=[one.pk for one in people])


def organs_seen(actor: Actor) -> list[Organ]:
    """The organs whose cases the actor sees, in the county's order."""
    organs = reach(actor, "case.read")
    rows = Organ.objects.select_related("successor")
    return list(rows if organs is None else rows.filter(pk__in=organs))


def asked(
    request: HttpRequest, actor: Actor, organs: list[Organ], people: list[Person]
) -> tuple[Wanted, FilterForm, str]:
    """What the address asks for, the form that shows it, and the address without its place in the list."""
    form = FilterForm(request.GET, organs, people)
    form.is_valid()  # what is wrong is said beside its field and narrows nothing
    values = form.cleaned_data
    own = reach(actor, "case.read")
    if values.get("organ"):
        own = frozenset((int(values["organ"]),))
    key = request.GET.get("list", "")
    who = request.GET.get("who", "")
    wanted = Wanted(
        WORKLISTS.get(key, WORKLISTS["open"]),
        own,
        int(values["person"]) if values.get("person") else None,
        values.get("state", ""),
        values.get("kind", ""),
        values.get("since"),
        values.get("until"),
        who if len(who) == 64 and who.isalnum() else "",
        values.get("number", "").strip(),
    )
    plain = {name: str(value) for name, value in values.items() if value}
    if wanted.who:
        plain["who"] = wanted.who
    return wanted, form, urlencode(plain)


@office_page("case.read")
def cases(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Numbers first, then the list asked for; it starts with everything that runs."""
    today, calendar = clock.today(), law_in_use()[1]
    organs = organs_seen(actor)
    people = handlers([one.pk for one in organs], today)
    wanted, form, address = asked(request, actor, organs, people)
    page = list_page(wanted, read_cursor(request.GET.get("after", "")), today, calendar)
    numbers = counts(wanted, today, calendar)
    shown = {
        "list": wanted.worklist.key,
        "label": wanted.worklist.label,
        "address": address,
        "organ": request.GET.get("organ", ""),
        "person": request.GET.get("person", ""),
    }
    narrowed = {name: str(shown[name]) for name in ("organ", "person") if shown[name]}
    may_assign = may(actor, "case.assign") and wanted.worklist.key in ASSIGNED_FROM
    context = {
        "title": "依申请公开办件",
        "figures": [_figure(key, number) for key, number in numbers.items()],
        "scope": urlencode(narrowed),
        "rows": rows_of(actor, page.rows, today, calendar),
        "onward": page.onward,
        "further": bool(request.GET.get("after")),
        "form": form,
        "name_form": NameForm(),
        "who": bool(wanted.who),
        "shown": shown,
        "several": len(organs) > 1,
        "assign_form": AssignForm(None, people) if may_assign else None,
        "may_register": may(actor, "case.register"),
        "may_export": may(actor, "case.export"),
        "may_dispose": any(may(actor, act) for act in ("case.dispose_propose", "case.dispose")),
        "mine": actor.person_id if may(actor, "case.handle") else None,
        "today": today,
    }
    return render(request, "office/cases/list.html", context)


def _figure(key: str, number: int) -> dict[str, Any]:
    one = WORKLISTS[key]
    return {
        "key": key,
        "label": one.label,
        "number": f"{MOST_COUNTED}+" if number > MOST_COUNTED else number,
        "none": not number,
        "late": one.late and number,
    }


def rows_of(
    actor: Actor, found: tuple[Case, ...], today: dt.date, calendar: Calendar
) -> list[dict[str, Any]]:
    """The rows of a table of cases: applicants whole for who handles them, else by the family name."""
    named = applicants(found)
    return [
        {
            "case": one,
            "state": machine().states[one.state].label,
            "runs": running(one, today, calendar),
            "applicant": called(actor, one, named.get(one.pk)),
        }
        for one in found
    ]


def called(actor: Actor, case: Case, party: Party | None) -> str:
    """The applicant's name: whole for who may see people of this organ, else 王某."""
    if party is None:
        return ""
    identity = identity_of(party)
    if may(actor, "case.unmask", case.organ_id):
        return identity.name
    return initial_only(identity, case.applicant_kind)


@require_POST
@office_page("case.read")
def find(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Look for an applicant by the whole name: it becomes a keyed digest before it stands in an address."""
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请填写申请人的完整姓名或者名称。")
        return redirect("office_cases")
    sought = {"list": "all", "who": match("name", form.cleaned_data["name"])}
    return redirect(f"{reverse('office_cases')}?{urlencode(sought)}")


@require_POST
@office_page("case.assign")
def assign_many(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """成批交办: the cases ticked, each with the number of records that the page showed."""
    organs = organs_seen(actor)
    form = AssignForm(request.POST, handlers([one.pk for one in organs], clock.today()))
    back = f"{reverse('office_cases')}?{urlencode({'list': request.POST.get('list', 'to-assign')})}"
    if not form.is_valid():
        messages.error(request, "请选择承办人。")
        return redirect(back)
    seen = dict(_ticked(request))
    found = cases_visible_to(actor).filter(pk__in=seen)
    try:
        done, left = assign_all(
            actor,
            [(one, seen[one.pk]) for one in found],
            form.cleaned_data["person"],
            on=clock.today(),
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect(back)
    if done:
        messages.success(request, f"已交办{done}件给{form.cleaned_data['person']}。")
    for one in left[:10]:
        messages.error(request, f"{one.case.number}没有交办：{one.why}")
    if len(left) > 10:
        messages.error(request, f"另有{len(left) - 10}件没有交办，原因同类，请逐件查看。")
    return redirect(back)


def _ticked(request: HttpRequest) -> list[tuple[int, int]]:
    """`case=12-3` for case 12 with three records; anything else is passed over."""
    made = []
    for one in request.POST.getlist("case"):
        pk, _, seen = one.partition("-")
        if pk.isascii() and pk.isdigit() and seen.isascii() and seen.isdigit() and len(one) < 30:
            made.append((int(pk), int(seen)))
    return made


@office_page("case.export")
def export(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The list asked for as XLSX, applicants by their family name."""
    today = clock.today()
    organs = organs_seen(actor)
    wanted, _, _ = asked(request, actor, organs, handlers([one.pk for one in organs], today))
    try:
        rows = export_cases(actor, wanted)
    except Refused as no:
        return refused(request, str(no), status=400)
    return workbook_answer("applications", "申请台账", HEADINGS, rows)
