"""审核流程: what the program sets, what the county set for organs and columns, and since when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.disclosure.actions.gates import set_gates
from gongkai.apps.disclosure.data.columns import kinds_of
from gongkai.apps.disclosure.data.gates import Steps, gate_data
from gongkai.apps.disclosure.models import Column, Gate, GateRule, ItemKind
from gongkai.apps.disclosure.queries.gates import closest_rule, steps_of
from gongkai.apps.organs.access import may, require
from gongkai.apps.organs.models import Organ
from gongkai.office.doors import office_page
from gongkai.office.rooms.asking import day_field, done, organ_asked, organs_with

STEP_CHOICES = [("", "不设"), *((str(one), f"第{one}步") for one in range(1, len(Gate) + 1))]


class RuleForm(forms.Form):
    scope = forms.ChoiceField(label="哪些机关", help_text="机关自己的规定先于全县的规定。")
    column_code = forms.ChoiceField(
        label="哪些栏目", required=False, help_text="包括它下面的栏目；规定得越细的越先用。"
    )
    since = day_field("自何日起", help_text="从这一天起送审的照此办理；在此之前送审的不变。")

    def __init__(self, organs: list[Organ], columns: dict[str, str], *args: Any) -> None:
        super().__init__(*args, initial={"since": clock.today()})
        fields: Any = self.fields
        everyone = [("", "全县各机关")]
        fields["scope"].choices = [*everyone, *((str(one.pk), one.name) for one in organs)]
        fields["scope"].required = False
        fields["column_code"].choices = [("", "全部栏目"), *columns.items()]
        at = {gate: step for step, gates in enumerate(gate_data().default, 1) for gate in gates}
        for gate in Gate:
            must = gate in gate_data().least
            fields[gate.value] = forms.ChoiceField(
                label=gate.label,
                choices=STEP_CHOICES[1:] if must else STEP_CHOICES,
                required=must,
                initial=str(at.get(gate, "")),
                help_text="任何流程都不能少。" if must else "",
            )

    def steps(self) -> list[list[str]]:
        """The gates by their step numbers; numbers that nobody chose are no steps."""
        chosen: dict[str, list[str]] = {}
        for gate in Gate.values:
            if step := self.cleaned_data[gate]:
                chosen.setdefault(step, []).append(gate)
        return [chosen[step] for step in sorted(chosen)]


@dataclass(frozen=True)
class PathOfColumn:
    """What a column of the organ asks today, and by whose word."""

    column: Column
    ways: list[tuple[str, str]]
    rule: GateRule | None


@office_page("gate.edit", "item.read")
def gates(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    organ, organs = organ_asked(request, actor, "gate.edit", "item.read")
    may_edit = may(actor, "gate.edit")
    form = RuleForm(organs, _classes(), request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(actor, "gate.edit")
        if form.is_valid() and _set(request, actor, form):
            return redirect(f"{reverse('office_gates')}?organ={organ.pk}#rules")
    on, past = clock.today(), organs_with(actor, "gate.edit", "item.read")
    rules = list(
        GateRule.objects.filter(Q(organ__in=past) | Q(organ__isnull=True))
        .select_related("organ")
        .order_by("-since", "-id")
    )
    return render(
        request,
        "office/rooms/gates.html",
        {
            "title": "审核流程",
            "organ": organ,
            "organs": organs,
            "on": on,
            "own": _own(),
            "urgent": "、".join(
                Gate(one).label for one in Gate.values if one in gate_data().urgent
            ),
            "paths": _paths(organ, rules, on),
            "rules": _history(rules, on),
            "form": form if may_edit else None,
        },
    )


def _set(request: HttpRequest, actor: Actor, form: RuleForm) -> bool:
    values = form.cleaned_data
    organ = Organ.objects.get(pk=int(values["scope"])) if values["scope"] else None
    return done(
        request,
        lambda: set_gates(
            actor,
            form.steps(),
            organ=organ,
            column_code=values["column_code"],
            since=values["since"],
        ),
        f"自{values['since']}起：{in_words(form.steps())}。",
    )


def in_words(steps: Steps | list[list[str]]) -> str:
    """初审（政治关） → 终审（文字关）＋保密审查."""
    return " → ".join("＋".join(Gate(gate).label for gate in step) for step in steps)


def _own() -> list[tuple[str, str]]:
    data = gate_data()
    return [
        ("各类信息", in_words(data.default)),
        *((ItemKind(kind).label, in_words(steps)) for kind, steps in data.kinds.items()),
    ]


def _classes() -> dict[str, str]:
    """Column classes by code, as the statutory tree orders them; each once, whoever has opened it."""
    found: dict[str, str] = {}
    rows = Column.objects.filter(closed_on__isnull=True).order_by("order", "id")
    for code, name in rows.values_list("code", "name"):
        found.setdefault(code, ("　" if "/" in code else "") + name)
    roots = [code for code in found if "/" not in code]
    ordered = [
        code for root in roots for code in found if code == root or code.startswith(root + "/")
    ]
    return {code: found[code] for code in ordered}


def _paths(organ: Organ, rules: list[GateRule], on: dt.date) -> list[PathOfColumn]:
    found = []
    columns = Column.objects.filter(organ=organ, closed_on__isnull=True, parent__isnull=True)
    ruled = {one.column_code for one in rules}
    below = Column.objects.filter(organ=organ, closed_on__isnull=True, code__in=ruled)
    for column in (columns | below).order_by("order", "id"):
        rule = closest_rule(rules, organ.pk, column.code, on)
        ways = [("", in_words(steps_of(rule)))] if rule else _default_ways(column)
        found.append(PathOfColumn(column, ways, rule))
    return found


def _default_ways(column: Column) -> list[tuple[str, str]]:
    """By the kinds the column takes; named only where they differ."""
    data, kinds = gate_data(), kinds_of(column.code)
    ways: dict[str, list[str]] = {}
    for kind in kinds or (ItemKind.INFORMATION,):
        ways.setdefault(in_words(data.kinds.get(kind, data.default)), []).append(
            ItemKind(kind).label
        )
    if len(ways) == 1:
        return [("", next(iter(ways)))]
    return [("、".join(labels), way) for way, labels in ways.items()]


def _history(rules: list[GateRule], on: dt.date) -> list[tuple[GateRule, str, str, str]]:
    """(rule, its columns, its path, its standing) newest first; one for the same place ends the older."""
    names, seen, found = _classes(), set(), []
    for rule in rules:
        place = (rule.organ_id, rule.column_code)
        if rule.since > on:
            standing = "尚未开始"
        elif place in seen:
            standing = "已被代替"
        else:
            standing = "执行中"
            seen.add(place)
        columns = names.get(rule.column_code, rule.column_code).strip("　") or "全部栏目"
        found.append((rule, columns, in_words(steps_of(rule)), standing))
    return found
