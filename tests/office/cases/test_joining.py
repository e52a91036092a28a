"""Rooms join the case page by registering; order decides, and a second registration replaces the first."""

import pytest

from gongkai.office.cases import joining
from gongkai.office.cases.joining import Panel, Step


@pytest.fixture(autouse=True)
def own_registers(monkeypatch):
    monkeypatch.setattr(joining, "_steps", {})
    monkeypatch.setattr(joining, "_panels", {})


def test_order_then_name():
    for name, order in (("b", 20), ("a", 20), ("z", 10)):
        joining.register_step(Step("case.handle", name, name, frozenset(("handling",)), order))
    assert [one.url_name for one in joining.steps()] == ["z", "a", "b"]


def test_the_same_address_replaces():
    joining.register_step(Step("case.handle", "a", "旧", frozenset()))
    joining.register_step(Step("case.handle", "a", "新", frozenset()))
    assert [one.label for one in joining.steps()] == ["新"]


def test_panels_in_order():
    joining.register_panel(Panel("后", "two.html", lambda actor, case: {}, 20))
    joining.register_panel(Panel("先", "one.html", lambda actor, case: {}, 10))
    assert [one.title for one in joining.panels()] == ["先", "后"]
