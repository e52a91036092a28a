"""How the rooms join the case page without knowing each other: panels, and the steps that the law allows now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case


def always(case: Case) -> bool:
    """A step that is shown in each of its states."""
    return True


@dataclass(frozen=True)
class Step:
    """A button among the next steps of a case.

    `act`: a right of the access table; `url_name`: resolved with the case's pk; `states`: the values of
    `case.state` in which the law allows it (from `domain.cases.machine()` where it is one of its acts).
    `machine`: that act, so that what may be done only once is not offered again. From order 800 on a
    step is not part of the ordinary way and stands apart. `takes`: the kind of paper (`PaperKind`) whose
    coming it records.
    """

    act: str
    url_name: str
    label: str
    states: frozenset[str]
    order: int = 100
    shown: Callable[[Case], bool] = always
    machine: str = ""
    takes: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the case page. `context` gives the template what it shows; {} leaves the panel out."""

    title: str
    template: str
    context: Callable[[Actor, Case], dict[str, Any]]
    order: int = 100


_steps: dict[str, Step] = {}
_panels: dict[str, Panel] = {}


def register_step(step: Step) -> None:
    """Add a step; the same address again takes the place of the former."""
    _steps[step.url_name] = step


def register_panel(panel: Panel) -> None:
    """Add a panel; the same template again takes the place of the former."""
    _panels[panel.template] = panel


def steps() -> tuple[Step, ...]:
    """Every step, in order."""
    return tuple(sorted(_steps.values(), key=lambda one: (one.order, one.url_name)))


def panels() -> tuple[Panel, ...]:
    """Every panel, in order."""
    return tuple(sorted(_panels.values(), key=lambda one: (one.order, one.template)))
