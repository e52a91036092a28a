"""What holds for every application, whatever was recorded."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.domain.deadlines import Arrival, Due, History, Role, overview, reply
from gongkai.domain.law import Local
from gongkai.domain.working_days import load_calendar
from proof.random_histories import history_of, random_facts

CALENDAR = load_calendar()
EXAMPLES = settings(max_examples=200, deadline=None)
randoms = st.randoms(use_true_random=False)
offsets = st.integers(-5, 70)


def recorded(random):
    """An application under the program's own answers to open questions."""
    facts = random_facts(random)
    facts.choices = {}
    return facts, history_of(facts, random)[0]


def due_day(history, calendar, as_of):
    made = reply(history, calendar, as_of=as_of).result
    return made.day if isinstance(made, Due) else None


@EXAMPLES
@given(randoms, offsets)
def test_a_working_day_more_never_moves_the_due_day_later(random, offset):
    facts, history = recorded(random)
    day = facts.arrived + timedelta(days=offset)
    if day.year < 2019 or CALENDAR.is_working(day):
        return
    more = load_calendar(Local("本县", work={day: "加班"}))
    before, after = (due_day(history, one, facts.as_of) for one in (CALENDAR, more))
    if before and after:
        assert after <= before


@EXAMPLES
@given(randoms, offsets)
def test_a_day_off_more_never_moves_the_due_day_earlier(random, offset):
    facts, history = recorded(random)
    day = facts.arrived + timedelta(days=offset)
    if day.year < 2019 or not CALENDAR.is_working(day):
        return
    less = load_calendar(Local("本县", rest={day: "放假"}))
    before, after = (due_day(history, one, facts.as_of) for one in (CALENDAR, less))
    if before and after:
        assert after >= before


@EXAMPLES
@given(randoms)
def test_the_order_of_recording_does_not_matter(random):
    facts, history = recorded(random)
    other = replace(history, acts=tuple(random.sample(history.acts, len(history.acts))))
    first, second = (overview(one, CALENDAR, as_of=facts.as_of) for one in (history, other))
    assert first.reply == second.reply
    assert first.standings[0] == second.standings[0]


@EXAMPLES
@given(randoms)
def test_the_derivation_is_the_count(random):
    facts, history = recorded(random)
    made = reply(history, CALENDAR, as_of=facts.as_of)
    if not isinstance(made.result, Due):
        return
    steps = [one for one in made.result.steps if one.role is not Role.END]
    for early, late in zip(steps, steps[1:], strict=False):
        assert late.day - early.day == timedelta(days=1)
    counted = [one for one in steps if one.role is Role.COUNTED]
    assert [one.number for one in counted] == list(range(1, len(counted) + 1))
    assert all(CALENDAR.is_working(one.day) for one in counted)
    assert all(CALENDAR.is_working(one.day) == (one.role is not Role.REST) for one in steps[1:])
    assert len(counted) == (
        20 if facts.arrived >= date(2019, 5, 15) else 15
    ) + made.extended_by or (
        facts.arrived < date(2019, 5, 15) <= (facts.confirmed or facts.arrived)
    )
    if not any(one.role is Role.END for one in made.result.steps):
        assert made.result.day == counted[-1].day


@EXAMPLES
@given(randoms)
def test_one_consultation_less_never_moves_the_due_day_later(random):
    facts, history = recorded(random)
    asked = history.consultations()
    if not asked:
        return
    fewer = replace(history, acts=tuple(one for one in history.acts if one is not asked[0]))
    before, after = (due_day(one, CALENDAR, facts.as_of) for one in (history, fewer))
    if before and after:
        assert after <= before


@EXAMPLES
@given(st.dates(date(2019, 6, 1), date(2026, 6, 30)))
def test_received_a_day_later_is_never_due_earlier(day):
    first, second = (
        due_day(History(Arrival("in_person", one)), CALENDAR, None)
        for one in (day, day + timedelta(days=1))
    )
    assert first <= second


@EXAMPLES
@given(st.dates(date(2020, 2, 1), date(2025, 12, 31)), st.integers(0, 6))
def test_what_was_not_provisional_stays_when_the_next_notice_is_loaded(day, later):
    known_on = date(min(day.year + later // 6, 2025), 12, 31 if later % 2 else 1)
    early = load_calendar(known_on=max(known_on, date(day.year, 1, 1)))
    if day.year not in early.years:
        return
    made = reply(History(Arrival("in_person", day)), early).result
    settled = reply(History(Arrival("in_person", day)), CALENDAR).result
    assert made.provisional or made.day == settled.day
    assert not settled.provisional
