"""Worked examples with weekdays: the vectors, the court's case, every trap of counting."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from gongkai.domain.deadlines import Due, Role, Waiting, reply
from gongkai.domain.deadlines.counting import working_days
from gongkai.domain.deadlines.recorded import history_from
from gongkai.domain.law import Local
from gongkai.domain.law.strict_yaml import read
from gongkai.domain.working_days import load_calendar
from gongkai.domain.working_days.calendar import WEEKDAYS

EXAMPLES = Path(__file__).parents[2] / "examples" / "clocks"
CALENDAR = load_calendar()
VECTORS = yaml.safe_load((EXAMPLES / "vectors.yaml").read_text(encoding="utf-8"))
CASES = read((EXAMPLES / "reply.yaml").read_text(encoding="utf-8"), "reply.yaml").sequence()
OPTIONAL = ("reply", "waits", "until", "note", "unsettled", "choices", "on")


def dated(text):
    day, weekday = text.split(" ")
    assert WEEKDAYS[date.fromisoformat(day).weekday()] == weekday, text
    return date.fromisoformat(day)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["received"])
def test_vectors(vector):
    received = dated(vector["received"])
    for length in (7, 15, 20, 40):
        counted = working_days(CALENDAR, received, length, "收到")
        assert counted.day == dated(vector[length]), length
        numbers = [step.number for step in counted.steps if step.role is Role.COUNTED]
        assert numbers == list(range(1, length + 1))
        assert counted.steps[0].day == received and counted.steps[-1].day == counted.day


@pytest.mark.parametrize("node", CASES, ids=lambda one: one.value["name"].text())
def test_reply(node):
    case = node.mapping(("name", "acts"), OPTIONAL)
    chosen = case["choices"].entries() if "choices" in case else {}
    local = Local("本县规定", answers={key: one.text() for key, one in chosen.items()})
    as_of = case["on"].day() if "on" in case else None
    made = reply(history_from(case["acts"]), CALENDAR, local, as_of).result
    if "waits" in case:
        assert isinstance(made, Waiting) and made.waits_for == case["waits"].text()
        assert (made.until.day if made.until else None) == (
            dated(case["until"].text()) if "until" in case else None
        )
        return
    assert isinstance(made, Due)
    assert made.day == dated(case["reply"].text())
    noted = case["note"].text() if "note" in case else None
    assert (noted in "；".join(made.notes)) if noted else not made.notes
    open_point = case["unsettled"].text() if "unsettled" in case else None
    assert (open_point in "；".join(made.unsettled)) if open_point else not made.provisional
