"""The seven steps of a decision as data: what each asks, what may be found, and where that leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.documents.letters import templates
from gongkai.domain.cases import machine, way_of
from gongkai.domain.law.norms import MARKS
from gongkai.domain.law.strict_yaml import Node, read

LAST = "answer"


@dataclass(frozen=True)
class Finding:
    """One answer to a step. `outcomes`: (code, variant) it leads to; `act`: what must be done first instead;
    `tells`: the letter that objecting third parties get before the answer goes out."""

    key: str
    label: str
    hint: str
    requires: tuple[str, ...]
    reason: bool
    next: str
    outcomes: tuple[tuple[str, str], ...]
    act: str
    tells: str = ""


@dataclass(frozen=True)
class DecisionStep:
    """One step: its name, question, ground in law with its mark, and the findings."""

    key: str
    label: str
    question: str
    ground: str
    mark: str
    findings: Mapping[str, Finding]


@dataclass(frozen=True)
class StepBook:
    """`conditions`: the sentence said while a needed fact is missing; `kinds`: the steps by kind of case."""

    conditions: Mapping[str, str]
    kinds: Mapping[str, tuple[DecisionStep, ...]]

    def step(self, kind: str, key: str) -> DecisionStep:
        """KeyError when unknown."""
        for one in self.kinds[kind]:
            if one.key == key:
                return one
        raise KeyError(key)


def parse_steps(text: str, path: str) -> StepBook:
    """Read the steps; LawDataError for anything unknown, a way that leads nowhere, a step not reached."""
    root = read(text, path).mapping(("conditions", "kinds"))
    conditions = {str(key): one.text() for key, one in root["conditions"].entries().items()}
    kinds = {
        str(key): _steps(one, tuple(conditions)) for key, one in root["kinds"].entries().items()
    }
    used = {
        name
        for steps in kinds.values()
        for step in steps
        for finding in step.findings.values()
        for name in finding.requires
    }
    for key, one in root["conditions"].entries().items():
        if key not in used:
            raise one.error(f"“{key}”没有被任何一步用到")
    return StepBook(conditions, kinds)


def _steps(node: Node, conditions: tuple[str, ...]) -> tuple[DecisionStep, ...]:
    keys = tuple(str(key) for key in node.entries())
    if not keys or keys[-1] != LAST:
        raise node.error(f"最后一步应为 {LAST}")
    made = tuple(
        _step(str(key), one, keys[number + 1 :], conditions)
        for number, (key, one) in enumerate(node.entries().items())
    )
    # Without an outcome nothing can be answered: every way to the last step passes a finding that has some.
    reached = {keys[0]: False}
    for step in made[:-1]:
        if step.key not in reached:
            raise node.error(f"没有哪一步会走到“{step.label}”")
        for finding in step.findings.values():
            if finding.next:
                sure = reached[step.key] or bool(finding.outcomes)
                reached[finding.next] = reached.get(finding.next, True) and sure
    if not reached.get(LAST, False):
        raise node.error("有一条路走到最后一步还没有办理结果")
    return made


def _step(
    key: str, node: Node, later: tuple[str, ...], conditions: tuple[str, ...]
) -> DecisionStep:
    needed = ("label", "question", "ground", "mark")
    # The last step asks for the answer itself, not for a finding.
    given = node.mapping(needed if key == LAST else (*needed, "findings"))
    findings = {}
    if key != LAST:
        findings = {
            str(name): _finding(str(name), one, later, conditions)
            for name, one in given["findings"].entries().items()
        }
    return DecisionStep(
        key,
        given["label"].text(),
        given["question"].text(),
        given["ground"].text(),
        given["mark"].choice(MARKS),
        findings,
    )


def _finding(key: str, node: Node, later: tuple[str, ...], conditions: tuple[str, ...]) -> Finding:
    given = node.mapping(
        ("label",), ("hint", "requires", "reason", "next", "outcomes", "act", "tells")
    )
    if ("next" in given) == ("act" in given):
        raise node.error("每个结论要么写下一步（next），要么写应当先办的程序（act）")
    if "reason" in given and given["reason"].value is not True:
        raise given["reason"].error("reason 只能写 true")
    named = given["requires"].sequence() if "requires" in given else []
    outcomes = given["outcomes"].sequence() if "outcomes" in given else []
    return Finding(
        key,
        given["label"].text(),
        given["hint"].text() if "hint" in given else "",
        tuple(one.choice(conditions) for one in named),
        "reason" in given,
        given["next"].choice(later) if "next" in given else "",
        tuple(_outcome(one) for one in outcomes),
        given["act"].choice(tuple(machine().acts)) if "act" in given else "",
        given["tells"].choice(tuple(templates())) if "tells" in given else "",
    )


def _outcome(node: Node) -> tuple[str, str]:
    code, _, variant = node.text().partition("/")
    try:
        way_of(code, variant)
    except KeyError:
        raise node.error(f"没有“{node.text()}”这种办理结果") from None
    return code, variant


@cache
def step_book() -> StepBook:
    """The steps as shipped."""
    text = (Path(__file__).parent / "steps.yaml").read_text(encoding="utf-8")
    return parse_steps(text, "cases/data/steps.yaml")


def steps_of(kind: str) -> tuple[DecisionStep, ...]:
    """The steps of a kind of case, in order."""
    return step_book().kinds[kind]
