"""What the program fills into a letter: from the facts on record, the clocks, and the law of the day."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongkai.apps.cases.data.asking import asking
from gongkai.apps.cases.history import ASKED, Fact, history_of
from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.letters.addressing import office_of, you_of
from gongkai.apps.cases.letters.places import places_of
from gongkai.apps.cases.models import APPLICANT_KINDS, Case, Party, PartyRole
from gongkai.apps.cases.queries.steps import clocks_named, facts_of, last_fact, standing_now
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.standing import Standing
from gongkai.documents.letters import Template, grounds_text, letter_remedy
from gongkai.domain.deadlines import Due, Extension, HistoryError, Role, channels, reply
from gongkai.domain.law import Local
from gongkai.domain.working_days import Calendar

Values = dict[str, str]


@dataclass(frozen=True)
class About:
    """What one letter is about. `grounds`: codes a partial release withholds under; `given`: the clerk's values."""

    case: Case
    template: Template
    addressee: Party | None
    signed_on: dt.date
    grounds: Sequence[str]
    given: Mapping[str, str]
    facts: tuple[Fact, ...]
    standing: Standing
    local: Local
    calendar: Calendar

    def day_of(self, kind: str) -> str:
        """The day of the newest fact of a kind; "" where there is none."""
        fact = last_fact(self.facts, kind)
        return fact.on.isoformat() if fact is not None else ""

    def fact(self, kind: str, name: str) -> str:
        fact = last_fact(self.facts, kind)
        return str(fact.facts.get(name, "")) if fact is not None else ""

    def clock(self, key: str) -> str:
        """The last day of a clock by its name; "" while it does not run."""
        for one in clocks_named(self.standing, key):
            if isinstance(one.clock, Due):
                return one.clock.day.isoformat()
        return ""

    def parameter(self, key: str) -> str:
        return str(self.local.parameter(key, on=self.signed_on).value)


def about(
    case: Case,
    template: Template,
    *,
    addressee: Party | None,
    signed_on: dt.date,
    grounds: Sequence[str] = (),
    given: Mapping[str, str] | None = None,
) -> About:
    """Everything a letter's values are taken from. Raises Refused where the facts contradict each other."""
    local, calendar = law_in_use()
    return About(
        case, template, addressee, signed_on, grounds, given or {},
        facts_of(case), standing_now(case), local, calendar,
    )  # fmt: skip


def program_values(one: About) -> Values:
    """The program's values that the template needs; a fact that is not on record is blank.

    Raises Refused where the remedy block lacks a name.
    """
    return {
        value.name: FILLED[value.name](one)
        for value in one.template.needs
        if value.name in FILLED
    }  # fmt: skip


def _remedy(one: About) -> str:
    held = places_of(one.case.organ, one.signed_on)
    if one.template.key == "N14-partial" and not one.grounds:
        return ""
    told = letter_remedy(
        one.template,
        held.author,
        one.signed_on,
        held.places,
        local=one.local,
        grounds=one.grounds,
        # Whoever has a query code may be served online, whatever way was asked for (复议法 Art. 22 para. 2).
        online=bool(one.case.code_hash),
    )
    # Of a partial release each half is a paragraph of its own.
    return told.text.replace("（二）对其余", "\n（二）对其余") if told else ""


def _new_due(one: About) -> str:
    """The reply's day if the applicant is told today of the extension that the clerk writes."""
    days = one.given.get("extension_days", "")
    history = history_of(one.facts)
    if not (days.isascii() and days.isdigit()) or history is None:
        return ""
    if history.extensions():
        return one.case.due_on.isoformat() if one.case.due_on else ""
    try:
        longer = Extension(one.signed_on, int(days), one.signed_on)
        told = reply(replace(history, acts=(*history.acts, longer)), one.calendar, one.local)
    except HistoryError as no:
        raise Refused(str(no)) from no
    return told.result.day.isoformat() if isinstance(told.result, Due) else ""


def _first_due(one: About) -> str:
    """The last day without extension."""
    clock = one.standing.overview.reply if one.standing.overview else None
    first = clock.first if clock else None
    return first.isoformat() if first else _reply_due(one)


def _reply_due(one: About) -> str:
    return one.case.due_on.isoformat() if one.case.due_on else ""


def _procedure(one: About) -> str:
    """What happened on the way, a sentence each, in the order of the days."""
    you = you_of(one.case, one.addressee)
    said: list[tuple[dt.date, str]] = []
    if not any(value.name == "corrected_on" for value in one.template.needs):
        for told, answered in _pairs(one.facts, "notify_correction", "correct"):
            if answered is not None:
                said.append(
                    (told.on, f"因申请内容需要补正，本机关于{_cn(told.on)}告知{you}补正，"
                     f"并于{_cn(answered.on)}收到补正的申请。")
                )  # fmt: skip
    for fact in one.facts:
        if fact.kind == "extend":
            said.append(
                (fact.on, f"经本机关政府信息公开工作机构负责人同意，本机关于{_cn(fact.on)}告知{you}"
                 f"延长答复期限{fact.facts['days']}个工作日。")
            )  # fmt: skip
        elif fact.kind == "longer_period":
            until = dt.date.fromisoformat(str(fact.facts["until"]))
            said.append((fact.on, f"本机关于{_cn(fact.on)}告知{you}延迟至{_cn(until)}答复。"))
        elif fact.kind == "pay":
            said.append((fact.on, f"{you}于{_cn(fact.on)}缴纳信息处理费。"))
    said += _consulted(one)
    return "".join(text for _, text in sorted(said, key=lambda pair: pair[0]))


def _pairs(facts: Sequence[Fact], first: str, then: str) -> list[tuple[Fact, Fact | None]]:
    made = []
    for at, fact in enumerate(facts):
        if fact.kind == first:
            made.append((fact, next((one for one in facts[at:] if one.kind == then), None)))
    return made


def _consulted(one: About) -> list[tuple[dt.date, str]]:
    """Whom the organ asked, without names, and the working days that do not count."""
    asked = [fact for fact in one.facts if fact.kind in ASKED and fact.kind != "ask_internal_unit"]
    if not asked:
        return []
    names = list(dict.fromkeys(ASKED[fact.kind].label for fact in asked))
    result = one.standing.overview.reply.result if one.standing.overview else None
    days = ""
    if isinstance(result, Due):
        count = sum(step.role is Role.EXCLUDED for step in result.steps)
        days = f"（{count}个工作日）" if count else ""
    first = min(fact.on for fact in asked)
    return [
        (
            first,
            f"本机关于{_cn(first)}起依法征求{'和'.join(names)}的意见，"
            f"征求意见所需时间{days}不计算在答复期限内。",
        )
    ]


def _cn(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _label_of(options: Mapping[str, Any], key: str) -> str:
    return options[key].label if key in options else key


def _opinion_days(one: About) -> str:
    joint = one.addressee is not None and one.addressee.role == PartyRole.JOINT_ORGAN
    return one.parameter("joint_organ_period" if joint else "third_party_period")


def _channel(one: About) -> str:
    key = one.fact("submit", "channel")
    return channels()[key].label if key in channels() else ""


def _clocks(one: About) -> str:
    if one.standing.overview is None:
        return ""
    return "\n".join(
        f"{row.clock.label}：{_cn(row.clock.day)}"
        for row in one.standing.overview.standings
        if isinstance(row.clock, Due)
    )


FILLED: Mapping[str, Callable[[About], str]] = {
    "you": lambda one: you_of(one.case, one.addressee),
    "organ": lambda one: one.case.organ.name,
    "office": lambda one: office_of(one.case.organ),
    "case_number": lambda one: one.case.number,
    "received_on": lambda one: (
        (one.case.received_on or one.case.arrived_on or "")
        and str(one.case.received_on or one.case.arrived_on)
    ),
    "arrived_on": lambda one: str(one.case.arrived_on or ""),
    "confirmed_on": lambda one: one.day_of("confirm"),
    "channel": _channel,
    "reply_due": lambda one: _first_due(one) if one.template.key == "N06" else _reply_due(one),
    "procedure": _procedure,
    "basis": lambda one: one.template.cited(),
    "grounds": lambda one: grounds_text(one.grounds),
    "remedy": _remedy,
    "correction_sent_on": lambda one: one.day_of("notify_correction"),
    "correction_served_on": lambda one: one.day_of("correction_served"),
    "correction_days": lambda one: one.fact("notify_correction", "limit"),
    "correction_end": lambda one: one.clock("correction_limit"),
    "corrected_on": lambda one: one.day_of("correct"),
    "withdrawn_on": lambda one: one.day_of("withdraw"),
    "fee_sent_on": lambda one: one.day_of("charge"),
    "fee_served_on": lambda one: one.day_of("fee_served"),
    "fee_end": lambda one: one.clock("fee_payment"),
    "fee_yuan": lambda one: one.fact("charge", "yuan"),
    "opinion_days": _opinion_days,
    "pay_days": lambda one: one.parameter("fee_payment_period"),
    "new_due": _new_due,
    "applicant_kind": lambda one: dict(APPLICANT_KINDS).get(one.case.applicant_kind, ""),
    "description": lambda one: one.case.description,
    "form_wanted": lambda one: _label_of(asking().forms, one.case.form_wanted),
    "route_wanted": lambda one: _label_of(asking().routes, one.case.route_wanted),
    "needs_assistance": lambda one: one.case.needs_assistance,
    "handler": lambda one: str(one.case.handler or ""),
    "clocks": _clocks,
}
