"""The way through the seven steps: which are answered, which is next, and what outcome they lead to."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.apps.cases.data.steps import LAST, DecisionStep, Finding, step_book, steps_of
from gongkai.apps.cases.queries.conditions import Known, unmet

Answers = Mapping[str, Mapping[str, str]]  # step: {"finding", "reason"}


@dataclass(frozen=True)
class Taken:
    """A step that was answered. `missing`: sentences for conditions that do not (or no longer) hold."""

    step: DecisionStep
    finding: Finding
    reason: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Walk:
    """`now`: the step to answer; None where an act must come first. `outcomes`: what the way leads to."""

    taken: tuple[Taken, ...]
    now: DecisionStep | None
    act: str
    outcomes: tuple[tuple[str, str], ...]

    @property
    def at_answer(self) -> bool:
        return self.now is not None and self.now.key == LAST

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything that stands in the way of the findings made."""
        return tuple(one for taken in self.taken for one in taken.missing)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(one.step.key for one in self.taken)


def walk(kind: str, answers: Answers, known: Known) -> Walk:
    """Follow the answers from the first step; what lies off the way is not looked at."""
    steps = {one.key: one for one in steps_of(kind)}
    at = steps_of(kind)[0]
    taken: list[Taken] = []
    outcomes: tuple[tuple[str, str], ...] = ()
    while at.key != LAST and at.key in answers:
        given = answers[at.key]
        finding = at.findings.get(given.get("finding", ""))
        if finding is None:
            break
        taken.append(Taken(at, finding, given.get("reason", ""), _sentences(finding, given, known)))
        outcomes = finding.outcomes or outcomes
        if finding.act:
            return Walk(tuple(taken), None, finding.act, ())
        at = steps[finding.next]
    return Walk(tuple(taken), at, "", outcomes if at.key == LAST else ())


def _sentences(finding: Finding, given: Mapping[str, str], known: Known) -> tuple[str, ...]:
    book = step_book()
    said = [book.conditions[one] for one in unmet(known, finding.requires)]
    if finding.reason and not given.get("reason", "").strip():
        said.append(f"选“{finding.label}”的，请写明理由。")
    return tuple(said)
