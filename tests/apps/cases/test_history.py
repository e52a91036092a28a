"""From facts to the history of the first round."""

import datetime as dt

from gongkai.apps.cases.history import Fact, closing, consultations_open, history_of
from gongkai.apps.clock import CHINA

AT = dt.datetime(2026, 6, 1, tzinfo=CHINA)


def fact(kind: str, on: str, **facts: object) -> Fact:
    return Fact(kind, dt.date.fromisoformat(on), facts, AT)


FIRST = (
    fact("submit", "2026-03-02", channel="in_person", paper=1),
    fact("ask_third_party", "2026-03-09", party=7),
    fact("party_received", "2026-03-11", party=7),
    fact("hear_third_party", "2026-03-27", party=7, opinion="refuse"),
    fact("reply", "2026-04-15", decision=1, outcome="NO_THIRD", variant=""),
    fact("serve", "2026-04-16", way="post"),
)
AGAIN = (
    fact("overturn", "2026-05-20", remedy=1),
    fact("ask_third_party", "2026-05-22", party=7),
)


def test_a_round_after_a_reversal_does_not_move_the_first_clock() -> None:
    assert history_of((*FIRST, *AGAIN)) == history_of(FIRST)
    served_again = (*FIRST, *AGAIN, fact("reply", "2026-06-01", decision=2, outcome="OPEN_GIVE"),
                    fact("serve", "2026-06-02", way="post"))  # fmt: skip
    ended = closing(served_again)
    assert ended is not None and (ended.day, ended.outcome) == (dt.date(2026, 4, 16), "NO_THIRD")


def test_a_party_asked_again_has_not_answered_yet() -> None:
    assert consultations_open(FIRST) == 0
    assert consultations_open((*FIRST, *AGAIN)) == 1


def test_silence_is_no_answer_on_a_day() -> None:
    silent = (*FIRST[:3], fact("hear_third_party", "2026-04-02", party=7, opinion="silent"))
    history = history_of(silent)
    assert history is not None and history.consultations()[0].answered_on is None
    assert consultations_open(silent) == 0
