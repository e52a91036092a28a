"""报送单位名单: the list in force or the proposal, the form that freezes it, former lists and what they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.annual.actions.freezing import freeze_units
from gongkai.apps.annual.agreeing import chosen_judicial, suggested_judicial
from gongkai.apps.annual.compiling.government import compile_government
from gongkai.apps.annual.compiling.joint import Twice, declarations
from gongkai.apps.annual.models import ReportKind, UnitList
from gongkai.apps.annual.queries.lists import Differing, differences_of, lists_of
from gongkai.apps.annual.queries.progress import progress_of, standing_of
from gongkai.apps.annual.refusals import Refused
from gongkai.apps.annual.units import UnitRow, plan_of
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.organs.access import may
from gongkai.apps.organs.models import Organ, OrganKind
from gongkai.apps.organs.queries import organ_and_below
from gongkai.apps.periods.queries import locked_years
from gongkai.office.annual.acting import done, year_asked, years
from gongkai.office.annual.units.asking import asked, government_asked, governments_of
from gongkai.office.annual.units.joint import CELL_LABELS
from gongkai.office.doors import office_page


@dataclass(frozen=True)
class Choice:
    """One organ of the form: whether it is in, how it reports, by whom, why."""

    organ: Organ
    listed: bool
    kind: str
    by: str
    note: str

    @property
    def sums(self) -> bool:
        """Whether there can be an aggregate of it."""
        return self.organ.kind in (OrganKind.GOVERNMENT, OrganKind.TOWNSHIP)


@dataclass(frozen=True)
class Former:
    """A list and what it changed against the one before."""

    held: UnitList
    changed: tuple[Differing, ...]


@office_page("report.read")
def units(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The list of the year."""
    government, year = government_asked(request, actor), year_asked(request)
    plan = plan_of(government, Period(year))
    return _shown(request, actor, government, year, _choices(government, plan.rows))


def _shown(
    request: HttpRequest,
    actor: Actor,
    government: Organ,
    year: int,
    choices: Sequence[Choice],
    note: str = "",
    refused: str = "",
) -> HttpResponseBase:
    period = Period(year)
    plan = plan_of(government, period)
    lists = lists_of(government, year)
    whole = compile_government(government, period)
    may_freeze = may(actor, "report.receive", government.pk)
    return render(
        request,
        "office/annual/units/list.html",
        {
            "title": f"{government.short_name}{year}年度报送单位名单",
            "crumbs": [(f"{reverse('office_annual')}?year={year}", f"{year}年度报告")],
            "government": government,
            "governments": governments_of(actor),
            "year": year,
            "years": years(),
            "plan": plan,
            "standing": standing_of(plan, progress_of(plan, year)),
            "choices": choices,
            "names": [one.organ.short_name for one in plan.reporting],
            "former": [
                Former(one, differences_of(before, one) if before else ())
                for one, before in zip(lists, [*lists[1:], None], strict=False)
            ],
            "may_freeze": may_freeze,
            "first": may_freeze and plan.frozen is None,
            "locked": bool(locked_years([year])),
            "note": note,
            "refused": refused,
            "open": bool(refused),
            "twice": _told(whole.twice),
            "declared": declarations(government, period),
            "doubts": whole.doubts,
            "cells": CELL_LABELS,
            "chosen": chosen_judicial(government),
            "suggested": suggested_judicial(plan),
            "judges": [one.organ for one in plan.reporting if one.kind == ReportKind.OWN],
            "asked": asked(government, year),
        },
        status=400 if refused else 200,
    )


def _told(twice: Sequence[Twice]) -> list[tuple[str, bool, str]]:
    """(sentence, whether declared, which numbers): one line a document, whatever cells it counts in."""
    labels = dict(CELL_LABELS)
    made: dict[tuple[str, bool], list[str]] = {}
    for one in twice:
        made.setdefault((one.sentence, one.declared), []).append(labels[one.cell])
    return [(said, declared, "、".join(cells)) for (said, declared), cells in made.items()]


def _choices(government: Organ, rows: Sequence[UnitRow]) -> list[Choice]:
    made = [
        Choice(
            one.organ, True, one.kind, one.successor.short_name if one.successor else "", one.note
        )
        for one in rows
    ]
    there = {one.organ.pk for one in rows}
    others = Organ.objects.filter(pk__in=organ_and_below(government.pk) - there)
    return made + [Choice(one, False, ReportKind.OWN, "", "") for one in others]


@office_page("report.receive")
@require_POST
def freeze(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Freeze what the form says; what was typed stays where it is refused."""
    government, year = government_asked(request, actor), year_asked(request)
    organs = {one.pk: one for one in Organ.objects.filter(pk__in=organ_and_below(government.pk))}
    plan = plan_of(government, Period(year))
    ordered = [one.organ.pk for one in plan.rows]
    ordered += [pk for pk in organs if pk not in set(ordered)]
    choices = [_choice(request.POST, organs[pk]) for pk in ordered]
    note = request.POST.get("note", "")
    try:
        rows = [_row(one, organs.values()) for one in choices if one.listed]
        made = freeze_units(actor, government, year, rows, note)
    except Refused as no:
        return _shown(request, actor, government, year, choices, note, str(no))
    done(request, lambda: made, f"{year}年度报送单位名单已经确定，共{len(rows)}个单位。")
    return redirect(reverse("office_annual_units") + asked(government, year))


def _choice(given: Mapping[str, str], organ: Organ) -> Choice:
    kind = given.get(f"kind-{organ.pk}", ReportKind.OWN)
    return Choice(
        organ,
        f"in-{organ.pk}" in given,
        kind if kind in ReportKind.values else ReportKind.OWN,
        given.get(f"by-{organ.pk}", "").strip()[:40],
        given.get(f"note-{organ.pk}", "").strip()[:200],
    )


def _row(choice: Choice, organs: object) -> UnitRow:
    successor = None
    if choice.by:
        found = [one for one in organs if one.short_name == choice.by]  # type: ignore[attr-defined]
        if len(found) != 1:
            raise Refused(
                f"{choice.organ.short_name}由“{choice.by}”填报：没有这个简称的单位，请从列表里选。"
            )
        successor = found[0]
    return UnitRow(choice.organ, choice.kind, successor, choice.note)
