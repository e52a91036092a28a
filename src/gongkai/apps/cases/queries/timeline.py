"""办理经过: the events of a case in the order of recording, said in words, with what was replaced by what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.apps.cases.data.events import EventKind, event_kinds
from gongkai.apps.cases.data.facts import FactLabel, fact_labels
from gongkai.apps.cases.models import (
    APPLICANT_KINDS,
    Case,
    DispatchWay,
    Event,
    Letter,
    Paper,
    Party,
)
from gongkai.apps.organs.models import Person
from gongkai.domain.cases import outcome_label
from gongkai.domain.deadlines import channels
from gongkai.domain.fees import scales

OPINIONS = {"agree": "同意公开", "partly": "部分同意公开", "refuse": "不同意公开", "silent": "逾期未答复", "undelivered": "无法送达"}  # fmt: skip
YES_NO = {"True": "是", "False": "否"}


@dataclass(frozen=True)
class Said:
    """One fact in words. `refers` and `pk` name the row where it is one that can be opened."""

    label: str
    text: str
    refers: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Line:
    """One event. `replaced_by` and `replaces` are the other record's number; a replaced one holds no more."""

    event: Event
    kind: EventKind
    said: tuple[Said, ...]
    replaced_by: Event | None
    replaces: Event | None

    @property
    def holds(self) -> bool:
        return self.replaced_by is None and self.event.kind != "void"


def timeline(case: Case) -> tuple[Line, ...]:
    """Every record of a case, oldest first, in a bounded number of queries."""
    events = list(case.events.order_by("number"))
    by_pk = {one.pk: one for one in events}
    newer = {one.replaces_id: one for one in events if one.replaces_id}
    names = _names(case, events)
    return tuple(
        Line(
            one,
            event_kinds()[one.kind],
            _said(one.facts, names),
            newer.get(one.pk),
            by_pk.get(one.replaces_id) if one.replaces_id else None,
        )
        for one in events
    )


def _said(facts: Mapping[str, Any], names: Mapping[str, Mapping[int, str]]) -> tuple[Said, ...]:
    made = []
    for key, value in facts.items():
        if value in (None, ""):
            continue
        known = fact_labels().get(key) or FactLabel(key, key)
        if known.refers:
            named = names.get(known.refers, {}).get(_number(value))
            # A row that this app does not know is named by its number only.
            made.append(
                Said(known.label, named or f"第{value}号", known.refers, _number(value) or None)
            )
        else:
            made.append(Said(known.label, _chosen(known.choice, str(value))))
    return tuple(made)


def _number(value: Any) -> int:
    return int(value) if str(value).isdigit() else 0


def _chosen(choice: str, value: str) -> str:
    if choice == "channel":
        return channels()[value].label if value in channels() else value
    if choice == "outcome":
        return outcome_label(value)
    if choice == "scale":
        return scales()[value].label if value in scales() else value
    plain = {
        "applicant_kind": dict(APPLICANT_KINDS),
        "opinion": OPINIONS,
        "yes_no": YES_NO,
        "way": {str(key): str(label) for key, label in DispatchWay.choices},
    }
    return plain.get(choice, {}).get(value, value)


def _names(case: Case, events: Iterable[Event]) -> dict[str, dict[int, str]]:
    """What the rows that facts name are called; one query for each kind that occurs."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for one in events:
        for key, value in one.facts.items():
            known = fact_labels().get(key)
            if known and known.refers and _number(value):
                wanted[known.refers].add(_number(value))
    made: dict[str, dict[int, str]] = {}
    if wanted["paper"]:
        rows = Paper.objects.filter(pk__in=wanted["paper"], organ_id=case.organ_id)
        made["paper"] = dict(rows.values_list("pk", "number"))
    if wanted["case"]:
        cases = Case.objects.filter(pk__in=wanted["case"], organ_id=case.organ_id)
        made["case"] = dict(cases.values_list("pk", "number"))
    if wanted["person"]:
        people = Person.objects.filter(pk__in=wanted["person"])
        made["person"] = {one.pk: one.full_name or one.username for one in people}
    if wanted["party"]:
        parties = Party.objects.filter(pk__in=wanted["party"], case=case)
        made["party"] = {one.pk: one.get_role_display() for one in parties}
    if wanted["letter"]:
        letters = Letter.objects.filter(pk__in=wanted["letter"], case=case)
        made["letter"] = {one.pk: one.number or "未编号的文书" for one in letters}
    return made
