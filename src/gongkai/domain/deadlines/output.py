"""Clocks as plain data for other programs, schema `gongkai.due/1`; names never change meaning."""

from typing import Any

from gongkai.domain.deadlines.due import Due, Waiting
from gongkai.domain.deadlines.overview import Overview, Standing

SCHEMA = "gongkai.due/1"


def overview_to_dict(made: Overview) -> dict[str, Any]:
    """All clocks of an application, the reply's first."""
    return {
        "schema": SCHEMA,
        "received_on": made.received_on.isoformat() if made.received_on else None,
        "clocks": [standing_to_dict(one) for one in made.standings],
    }


def standing_to_dict(one: Standing) -> dict[str, Any]:
    """One clock with the act it is for."""
    made = clock_to_dict(one.clock)
    made["done_on"] = one.done_on.isoformat() if one.done_on else None
    made["late_by_working_days"] = one.late_by
    made["working_days_left"] = one.left
    return made


def clock_to_dict(clock: Due | Waiting) -> dict[str, Any]:
    """A due day with its derivation, or what the clock waits for (`day` is then null)."""
    made: dict[str, Any] = {
        "clock": clock.clock,
        "label": clock.label,
        "day": None,
        "notes": list(clock.notes),
        "basis": [{"text": one.text, "mark": one.mark} for one in clock.basis],
    }
    if isinstance(clock, Waiting):
        made["waits_for"] = clock.waits_for
        made["until"] = clock_to_dict(clock.until) if clock.until else None
        return made
    made |= {
        "day": clock.day.isoformat(),
        "weekday": clock.weekday,
        "provisional": clock.provisional,
        "unsettled": list(clock.unsettled),
        "consequence": clock.consequence,
        "derivation": [
            {
                "day": step.day.isoformat(),
                "weekday": step.weekday,
                "role": step.role.value,
                "number": step.number,
                "reason": step.reason,
                "source": step.source,
            }
            for step in clock.steps
        ],
    }
    return made
