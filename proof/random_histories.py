"""Random applications: every kind of act, on time and late, answered and not, recorded in any order."""

from datetime import date, timedelta
from random import Random

from gongkai.domain.deadlines import (
    Arrival,
    Consultation,
    Consulted,
    Correction,
    Extension,
    Fee,
    History,
    LongerPeriod,
)
from gongkai.domain.law import Local, choices
from proof.second_clock import NEW_LAW, Facts

CHANNELS = (
    "in_person",
    "registered_post",
    "ordinary_letter",
    "misdirected",
    "online",
    "email",
    "fax",
)
FEES_SINCE = date(2021, 1, 1)
OF_CLOCK = (
    "received_on_rest_day",
    "late_correction_notice",
    "payment_restarts_reply",
    "other_organ_silence",
    "late_opinion",
)
SPAN = (date(2026, 10, 31) - date(2019, 1, 2)).days


def random_facts(random: Random) -> Facts:
    """One application; early ones, under the law before 15 May 2019, have fewer acts."""
    arrived = date(2019, 1, 2) + timedelta(days=random.randrange(SPAN))
    facts = Facts(random.choice(CHANNELS), arrived)
    if random.random() < 0.95:
        facts.confirmed = _later(random, arrived, 0, 6)
    start = facts.confirmed or arrived
    facts.choices = {key: random.choice(tuple(choices()[key].options)) for key in OF_CLOCK}
    facts.as_of = _later(random, start, 0, 120) if random.random() < 0.5 else None
    for _ in range(random.choice((0, 0, 0, 1, 1, 2))):
        notified = _later(random, start, 5, 60)
        approved = max(arrived, notified + timedelta(days=random.randint(-5, 1)))
        facts.extensions.append((notified, random.randint(1, 25), _perhaps(random, approved, 0.9)))
    if random.random() < 0.1:
        notified = _later(random, start, 0, 50)
        facts.longer.append((notified, _later(random, notified, 0, 120)))
    if arrived >= NEW_LAW:
        _add_acts(random, facts, start)
    return facts


def _add_acts(random: Random, facts: Facts, start: date) -> None:
    for _ in range(random.choice((0, 0, 0, 0, 1, 1, 2))):
        noticed = _later(random, start, 0, 14)
        served = _perhaps(random, _later(random, noticed, 0, 6), 0.85)
        answered = _perhaps(random, _later(random, noticed, 0, 35), 0.85)
        limit = random.choice((None, 5, 10, 15))
        facts.corrections.append((noticed, served, limit, answered))
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        facts.consultations.append(_consultation(random, start))
    if start >= FEES_SINCE and random.random() < 0.2:
        noticed = _later(random, start, 0, 45)
        served = _perhaps(random, _later(random, noticed, 0, 5), 0.85)
        paid = _perhaps(random, _later(random, served or noticed, 0, 40), 0.8)
        facts.fees.append((noticed, served, paid))


def _consultation(random: Random, start: date) -> tuple:
    who = random.choice(tuple(Consulted)).value
    sent = _later(random, start, -3 if random.random() < 0.1 else 0, 45)
    if who == "other_organ":
        by = _perhaps(random, _later(random, sent, 0, 30), 0.6)
        return (who, sent, None, _perhaps(random, _later(random, sent, 0, 50), 0.7), by)
    received = _perhaps(random, _later(random, sent, 0, 8), 0.8)
    answered = _perhaps(random, _later(random, received or sent, 0, 40), 0.7)
    return (who, sent, received, answered, None)


def _later(random: Random, day: date, least: int, most: int) -> date:
    return day + timedelta(days=random.randint(max(least, 0), most))


def _perhaps(random: Random, day: date, chance: float) -> date | None:
    return day if random.random() < chance else None


def history_of(facts: Facts, random: Random) -> tuple[History, Local]:
    """The same application for the project's own clock, its acts shuffled."""
    acts = [Correction(*one) for one in facts.corrections]
    acts += [
        Consultation(Consulted(who), sent, received, answered, by)
        for who, sent, received, answered, by in facts.consultations
    ]
    acts += [Extension(*one) for one in facts.extensions]
    acts += [LongerPeriod(*one) for one in facts.longer]
    acts += [Fee(*one) for one in facts.fees]
    random.shuffle(acts)
    arrival = Arrival(facts.channel, facts.arrived, facts.confirmed, "电话记录")
    return History(arrival, tuple(acts)), Local("随机检验", answers=facts.choices)
