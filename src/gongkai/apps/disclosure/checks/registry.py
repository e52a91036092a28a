"""The registry of checks, and running them all over one item."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from gongkai.apps.disclosure.findings import ItemFinding
from gongkai.apps.disclosure.models import Item

# The rooms of checks. A new one is named here.
MODULES = (
    "metadata",
    "dates",
    "body",
    "interpretation",
    "privacy",
    "attachments",
    "wording",
    "links",
)
Function = Callable[[Item, dt.date], Iterable[ItemFinding]]


@dataclass(frozen=True)
class Check:
    """One check: the code never changes its meaning; `good` and `bad` say by example what it asks."""

    code: str
    label: str
    basis: str
    good: str
    bad: str
    run: Function


_checks: dict[str, Check] = {}


def check(
    code: str, label: str, *, basis: str, good: str, bad: str
) -> Callable[[Function], Function]:
    """Register a check function."""

    def add(function: Function) -> Function:
        if code in _checks:
            raise ValueError(f"检查代码重复：{code}")
        _checks[code] = Check(code, label, basis, good, bad, function)
        return function

    return add


@cache
def registered() -> tuple[Check, ...]:
    """Every check, in the order of the rooms."""
    for module in MODULES:
        import_module(f"gongkai.apps.disclosure.checks.{module}")
    # Whoever imported a room earlier does not change the order.
    room = {f"gongkai.apps.disclosure.checks.{name}": place for place, name in enumerate(MODULES)}
    return tuple(sorted(_checks.values(), key=lambda one: room[one.run.__module__]))


def check_item(item: Item, *, on: dt.date) -> list[ItemFinding]:
    """What the checks find in this working copy on the day `on`: what blocks first."""
    found = [finding for one in registered() for finding in one.run(item, on)]
    order = {"block": 0, "warn": 1, "note": 2}
    return sorted(dict.fromkeys(found), key=lambda one: order[one.severity])
