"""Random histories by recorded facts, wrong records put right included: the ledger is what a clerk would count."""

import datetime as dt
from collections import Counter

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gongkai.apps import clock
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.cases.recording import locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.standing import acts_done, effective
from gongkai.apps.remedies.queries.ledger import ledger
from gongkai.domain.cases import machine, outcomes
from tests.apps.cases.example_cases import arrived_case, at
from tests.county import County, make_county
from tests.databases import examples

DAY = dt.timedelta(days=1)
APPLICATION_OUTCOMES = sorted(
    code for code, one in outcomes().items() if one.row and not code.startswith("OT_NO")
)
# What may follow: one of those that the state allows is taken; what the days forbid is refused and left out.
KINDS = (
    "confirm", "assign", "notify_correction", "correction_served", "correct", "abandon_correction",
    "ask_third_party", "hear_third_party", "charge", "fee_served", "pay", "abandon_payment",
    "propose", "reply", "serve", "serve", "withdraw", "classify", "join", "unjoin", "ask_review",
    "overturn", "uphold", "archive", "mend",
)  # fmt: skip
STEPS = st.tuples(
    st.integers(0, 5039), st.integers(0, 9), st.sampled_from(APPLICATION_OUTCOMES),
    st.sampled_from(["natural", "business", "other"]),
)  # fmt: skip
HISTORY = st.tuples(
    st.dates(dt.date(2024, 11, 20), dt.date(2025, 1, 5)),
    st.sampled_from(["in_person", "online"]),
    st.lists(STEPS, min_size=4, max_size=22),
)


class RandomHistories(TestCase):
    @settings(max_examples=examples(40))
    @given(st.lists(HISTORY, min_size=1, max_size=4))
    def test_the_equations_and_the_count(self, histories):
        county = make_county()
        for first, channel, steps in histories:
            live(county, first, channel, steps)
        for year in (2024, 2025, 2026):
            made = ledger({county.department.pk}, Period(year))
            assert made.broken == ()
            expected = by_hand(year)
            assert {cell: n for cell, n in made.cells.items() if n} == dict(expected), year


def live(county: County, day: dt.date, channel: str, steps) -> None:  # type: ignore[no-untyped-def]
    case = arrived_case(county, day, channel=channel)
    party = case.parties.get().pk
    for choice, later, code, applicant in steps:
        day += later * DAY
        with clock.stopped_at(at(day, 15)):
            row = Case.objects.get(pk=case.pk)
            kinds = possible(row)
            try:
                with transaction.atomic():
                    tell(
                        county, locked(row), kinds[choice % len(kinds)], day, code, applicant, party
                    )
            except Refused:
                continue


def possible(case: Case) -> list[str]:
    """Kinds that the state allows; those that lead on stand twice, so that most histories get somewhere."""
    acts = {
        one.key for one in machine().allowed(acts_done(effective(case.events.order_by("number"))))
    }
    onward = {"confirm", "assign", "propose", "reply", "serve", "ask_review", "overturn"}
    found = []
    for kind in dict.fromkeys(KINDS):
        act = event_kinds()[kind].act if kind != "mend" else ""
        if not act or act in acts:
            found += [kind] * (4 if kind in onward else 1)
    return found


def tell(  # type: ignore[no-untyped-def]
    county: County, case: Case, kind: str, day: dt.date, code: str, applicant: str, party: int
) -> None:
    facts = {
        "confirm": {"evidence": "电话"}, "assign": {"person": 1}, "classify": {"applicant_kind": applicant},
        "notify_correction": {"limit": 10}, "ask_third_party": {"party": party},
        "hear_third_party": {"party": party, "opinion": "agree"},
        "charge": {"scale": "count", "yuan": "100"}, "propose": {"decision": 1},
        "reply": {"decision": 1, "outcome": code}, "serve": {"way": "direct"},
        "join": {"into_case": case.pk}, "unjoin": {"from_case": case.pk}, "ask_review": {"remedy": 1},
        "overturn": {"remedy": 1}, "uphold": {"remedy": 1},
    }.get(kind, {})  # fmt: skip
    clerk = county.actor("case_clerk")
    if kind != "mend":
        record_event(clerk, case, kind, day, facts, act="case.handle")
        return
    wrong = case.events.filter(replaced_by=None, kind__in=("reply", "classify", "serve")).last()
    if wrong is None:
        raise Refused("nothing to mend")
    right = dict(wrong.facts) | ({"outcome": code} if wrong.kind == "reply" else {})
    right |= {"applicant_kind": applicant} if wrong.kind == "classify" else {}
    record_event(clerk, case, wrong.kind, wrong.on, right, act="case.amend", replaces=wrong)


def by_hand(year: int) -> Counter[str]:
    """From the rows of the record alone: the newest version of each, read from the first to the last."""
    cells: Counter[str] = Counter()
    for case in Case.objects.all():
        rows = list(Event.objects.filter(case=case).order_by("number"))
        newest = {one.replaces_id: one for one in rows if one.replaces_id}
        lines = []
        for one in rows:
            if one.replaces_id is None:
                while one.pk in newest:
                    one = newest[one.pk]
                lines.append(one)
        found = outcome_and_days(lines)
        if found is None:
            continue
        received, closed, code, column = found
        if received.year > year or (closed and max(closed, received).year < year):
            continue
        stands = ["new" if received.year == year else "carried_in"]
        if closed and max(closed, received).year == year:
            stands += [outcomes()[code].row, "total"]
        else:
            stands += ["carried_out"]
        for row in stands:
            cells[f"t3.{row}.{column}"] += 1
            cells[f"t3.{row}.total"] += 1
    return cells


def outcome_and_days(lines):  # type: ignore[no-untyped-def]
    received = closed = code = answer = None
    column, counted, online = "natural", True, False
    for one in lines:
        if one.kind == "submit":
            online = one.facts["channel"] == "online"
            received = None if online else one.on
        elif one.kind == "confirm" and online and received is None:
            received = one.on
        elif one.kind == "classify":
            column = one.facts["applicant_kind"]
        elif one.kind in ("join", "unjoin"):
            counted = one.kind == "unjoin"
        elif closed is None and one.kind == "reply":
            answer = answer or one.facts["outcome"]
        elif closed is None and one.kind == "serve" and answer:
            closed, code = one.on, answer
        elif closed is None and one.kind in ENDS:
            closed, code = one.on, ENDS[one.kind]
    return (received, closed, code, column) if received and counted else None


ENDS = {
    "withdraw": "OT_OTHER",
    "abandon_correction": "OT_NOBZ",
    "abandon_payment": "OT_NOPAY",
}
