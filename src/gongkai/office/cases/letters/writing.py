"""拟写: which letters fit the case now, and the clerk's part of one of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.letters import add_letter_file, draft_letter, edit_letter
from gongkai.apps.cases.letters.composing import content_of_letter, grounds_of, template_of
from gongkai.apps.cases.letters.gathering import about, program_values
from gongkai.apps.cases.letters.possible import possible_letters, proper_files
from gongkai.apps.cases.letters.suggesting import suggested_values
from gongkai.apps.cases.models import Case, Letter
from gongkai.apps.cases.refusals import Refused
from gongkai.documents.letters import Template, read_value, templates
from gongkai.documents.letters.values import printed_value
from gongkai.office.cases.acting import seen_of
from gongkai.office.cases.letters.finding import case_with, seen_letter
from gongkai.office.cases.letters.forms import FileForm, LetterForm, initial_of
from gongkai.office.doors import office_page


def crumbs_of(case: Case) -> list[tuple[str, str]]:
    return [
        (reverse("office_cases"), "依申请公开办件"),
        (reverse("office_case", args=[case.pk]), case.number),
    ]


@office_page("letter.write")
def choose(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """拟写文书: the letters that fit the case as it stands."""
    case = case_with(actor, pk, "letter.write")
    possible = possible_letters(case)
    context = {
        "title": "拟写文书",
        "crumbs": crumbs_of(case),
        "case": case,
        "answers": [one for one in possible if one.outcome is not None],
        "notices": [one for one in possible if one.outcome is None],
        "waiting_decision": case.state == "to_review",
    }
    return render(request, "office/cases/letters/choose.html", context)


@office_page("letter.write")
def new(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponseBase:
    """A new letter of one template."""
    case = case_with(actor, pk, "letter.write")
    template = templates().get(key)
    if template is None or template.is_form:
        raise Http404("没有这种文书。")
    party = request.GET.get("to", "")
    initial = initial_of(suggested_values(case, template)) | {"addressee": party}
    form = LetterForm(template, case, proper_files(case), request.POST or None, initial=initial)

    def keep() -> Letter:
        return draft_letter(
            actor,
            case,
            template.key,
            form.given(),
            addressee=form.party(case),
            files=form.chosen(),
            seen=seen_of(request, case),
        )

    return _written(request, case, template, form, keep, None)


@office_page("letter.write")
def edit(request: HttpRequest, actor: Actor, pk: int, letter: int) -> HttpResponseBase:
    """The clerk's part of a draft or returned letter."""
    row = seen_letter(actor, pk, letter, "letter.write")
    template, said = template_of(row), content_of_letter(row)
    initial = initial_of(said.values) | {"files": [str(one) for one in said.files]}
    form = LetterForm(
        template, row.case, proper_files(row.case), request.POST or None, initial=initial
    )
    form.fields.pop("addressee", None)

    def keep() -> Letter:
        return edit_letter(
            actor, row, form.given(), files=form.chosen(), seen=seen_of(request, row.case)
        )

    return _written(request, row.case, template, form, keep, row)


def _written(
    request: HttpRequest,
    case: Case,
    template: Template,
    form: LetterForm,
    keep: Any,
    letter: Letter | None,
) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        try:
            made = keep()
        except Refused as no:
            form.add_error(None, str(no))
            case.refresh_from_db()
        else:
            messages.success(request, "已保存。请看一遍全文，没有问题再送审。")
            return redirect("office_letter", case.pk, made.pk)
    context = {
        "title": template.title,
        "crumbs": crumbs_of(case),
        "case": case,
        "letter": letter,
        "template": template,
        "form": form,
        "file_form": FileForm(),
        "here": request.get_full_path(),
        "filled": filled_by_program(case, template, letter, form),
        "back": reverse("office_letter", args=[case.pk, letter.pk])
        if letter
        else reverse("office_case", args=[case.pk]),
    }
    return render(request, "office/cases/letters/write.html", context)


def filled_by_program(
    case: Case, template: Template, letter: Letter | None, form: LetterForm
) -> list[tuple[str, str]]:
    """What the program writes into the letter, (label, text); a fact that is missing is blank."""
    given = {key.removeprefix("value-"): str(text) for key, text in form.initial.items() if text}
    try:
        values = program_values(
            about(
                case, template, addressee=letter.addressee if letter else None,
                signed_on=clock.today(), grounds=grounds_of(case, template), given=given,
            )
        )  # fmt: skip
    except Refused as no:
        return [("还填不出来", str(no))]
    made = []
    for value in template.needs:
        if value.by_clerk or value.name == "you":
            continue
        text = values.get(value.name, "")
        if value.kind == "day" and text:
            text = printed_value(value, read_value(value, text))
        if text or value.name not in template.optional:
            made.append((value.label, text))
    return made


@require_POST
@office_page("letter.write")
def add_file(request: HttpRequest, actor: Actor, pk: int) -> HttpResponseBase:
    """A file that answers may name as their 附件; back to the page it was added from."""
    case = case_with(actor, pk, "letter.write")
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            add_letter_file(actor, case, given.read(), given.name)
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, "已加入，请在附件里勾选。")
    else:
        messages.error(request, "请选择文件。")
    letter = request.POST.get("letter", "")
    if letter.isascii() and letter.isdigit():
        return redirect("office_letter_edit", case.pk, int(letter))
    key = request.POST.get("template", "")
    if key in templates():
        return redirect("office_letter_new", case.pk, key)
    return redirect("office_letters", case.pk)
