"""The editor of one part: last year's text beside it, figures to insert, what the check says, a colleague's draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions import writing
from gongkai.apps.annual.checking import Checked, check_report
from gongkai.apps.annual.data.parts import Part
from gongkai.apps.annual.last_year import LastText, last_text
from gongkai.apps.annual.likeness import is_copied, part_like_siblings, threshold_of
from gongkai.apps.annual.models import Passage, Report
from gongkai.apps.annual.previous import previous_report
from gongkai.apps.annual.queries.reports import parts_of, passages_of
from gongkai.apps.annual.writing.fields import fields_in, renamed
from gongkai.apps.annual.writing.values import names_of_fields, short_label
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs.access import require
from gongkai.domain.reports.forms import form_for_year
from gongkai.domain.reports.rewording import Stretch, stretches_of
from gongkai.domain.reports.similarity import Likeness, likeness
from gongkai.office.annual import showing
from gongkai.office.annual.acting import report_asked
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import text_area


class PartForm(forms.Form):
    text = forms.CharField(
        label="文字", required=False, max_length=writing.MOST_CHARACTERS, widget=text_area(9)
    )
    seen = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)


@dataclass(frozen=True)
class Field:
    """A figure that may be inserted; `written`: how, `used`: it stands in the part already."""

    name: str
    written: str
    label: str
    value: str
    used: bool


@dataclass(frozen=True)
class Beside:
    """How much of the part stands in another text: last year's, or another unit's."""

    whose: str
    likeness: Likeness
    high: bool

    @property
    def percent(self) -> int:
        return round(self.likeness.score * 100)


@office_page("report.write")
def part(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponseBase:
    """Write one part. `check` instead of `save` shows what the check says and saves nothing."""
    row = report_asked(actor, pk)
    require(actor, "report.write", row.organ_id)
    known = _part_asked(row, key)
    held = passages_of(row).get(key)
    text = held.text if held else known.proposal
    start = {"text": in_words(row, text), "seen": held.number if held else 0}
    form = PartForm(request.POST or None, initial=start)
    typed, newer = None, None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        typed = in_keys(row, given["text"])
        if "check" not in request.POST:
            try:
                writing.write_part(actor, row, key, typed, seen=given["seen"])
            except writing.Overtaken as no:
                newer = no.held
                form = PartForm({"text": given["text"], "seen": newer.number})
                form.add_error(None, str(no))
            except writing.Refused as no:
                form.add_error(None, str(no))
            else:
                return redirect(f"{reverse('office_annual_report', args=[pk])}#part-{key}")
    return _page(request, row, known, form, typed, newer)


def _page(
    request: HttpRequest,
    row: Report,
    known: Part,
    form: PartForm,
    typed: str | None,
    newer: Passage | None,
) -> HttpResponseBase:
    checked = check_report(row, None if typed is None else {known.key: typed})
    last = last_text(known, previous_report(row.organ, row.year, row.kind))
    raw = typed if typed is not None else in_keys(row, str(form.initial.get("text", "")))
    context: dict[str, Any] = {
        "title": known.label,
        "crumbs": [
            (f"{reverse('office_annual')}?year={row.year}", f"{row.year}年度报告"),
            (reverse("office_annual_report", args=[row.pk]), str(row)),
        ],
        "report": row,
        "form": form,
        "part": known,
        "last": last,
        "fields": fields_of(checked, raw),
        "newer": newer,
        "theirs": in_words(row, newer.text) if newer is not None else "",
        "differences": differences(in_words(row, newer.text), in_words(row, typed or ""))
        if newer is not None
        else [],
        "following": _next_part(row, known),
        "of_problems": known.section == "五",
    }
    return render(
        request, "office/annual/part.html", context | checked_context(row, checked, known, last)
    )


def checked_context(row: Report, checked: Checked, known: Part, last: LastText) -> dict[str, Any]:
    """What the check says of one part: its words as printed, findings, copied words, figures that may be bound."""
    filled = checked.assembled.parts[known.key]
    held = zip(checked.findings, checked.places, strict=True)
    alike = beside(row, checked, known, last)
    return {
        "report": row,
        "part": known,
        "preview": showing.pieces_of(
            filled, checked, lambda name: showing.behind_url(row, checked, name)
        ),
        "characters": len("".join(filled.text.split())),
        "found": [
            showing.shown_finding(row, checked, at, one, place, False)
            for at, (one, place) in enumerate(held)
            if place.part == known.key
        ],
        "beside": alike,
        "copied": any(one.high for one in alike),
        "offers": [
            (one, names_of_fields(checked.assembled.report.form).get(one.field, one.field))
            for one in checked.typed
            if one.part == known.key and one.agrees
        ],
    }


@office_page("report.write")
@require_POST
def check(request: HttpRequest, actor: Actor, pk: int, key: str) -> HttpResponseBase:
    """What the check says of a part as it is being typed; nothing is saved, whole sections are not compared."""
    row = report_asked(actor, pk)
    require(actor, "report.write", row.organ_id)
    known = _part_asked(row, key)
    text = in_keys(row, request.POST.get("text", "")[: writing.MOST_CHARACTERS])
    checked = check_report(row, {key: text}, siblings=False)
    last = last_text(known, previous_report(row.organ, row.year, row.kind))
    return render(
        request, "office/annual/_checked.html", checked_context(row, checked, known, last)
    )


def in_words(row: Report, text: str) -> str:
    """The text as who writes it reads it: every field under its name."""
    return renamed(text, names_of_fields(form_for_year(row.year)))


def in_keys(row: Report, text: str) -> str:
    """The text as it is stored: every field under its key, whichever way it was written."""
    names = names_of_fields(form_for_year(row.year))
    return renamed(text, {label: name for name, label in names.items()})


def _part_asked(row: Report, key: str) -> Part:
    known = {one.key: one for one in parts_of(row)}
    if key not in known:
        raise Http404("报告没有这个部分。")
    return known[key]


def _next_part(row: Report, known: Part) -> Part | None:
    held = parts_of(row)
    at = held.index(known)
    return held[at + 1] if at + 1 < len(held) else None


def fields_of(checked: Checked, raw: str) -> list[Field]:
    """Figures a part may bind: those used first, then totals and counts, the ones without a value last."""
    form = checked.assembled.report.form
    used, names = set(fields_in(raw)), names_of_fields(form)
    found = [
        Field(
            name, names.get(name, name), short_label(name, form), value or "没有填报", name in used
        )
        for name, value in checked.assembled.values.items()
        if name in used
        or value != "0"
        and (name.endswith(".total") or not name.startswith(("t3.", "t4.")))
    ]
    return sorted(found, key=lambda one: (not one.used, one.value == "没有填报"))


def beside(row: Report, checked: Checked, known: Part, last: LastText) -> list[Beside]:
    """How alike the part is to last year's and to other units', the most alike first."""
    if threshold_of(known.section) is None:
        return []
    own = checked.assembled.parts[known.key].text
    found = []
    if last.text:
        likened = likeness(own, last.text)
        if likened.passages:
            found.append(Beside("上年报告", likened, is_copied(known, own, likened)))
    for one in part_like_siblings(row, checked.assembled, known.key):
        found.append(Beside(one.organ, one.likeness, is_copied(known, own, one.likeness)))
    return found


def differences(theirs: str, mine: str) -> Sequence[Stretch]:
    """The colleague's text and the own, word by word."""
    return list(stretches_of(theirs, mine))
