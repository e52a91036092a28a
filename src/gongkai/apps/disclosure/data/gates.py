"""The gates that come with the program (`gates.yaml`)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.apps.disclosure.models import Gate, ItemKind
from gongkai.domain.law.strict_yaml import Node, read

# Steps in order; the gates of one step may be passed side by side.
Steps = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class GateData:
    default: Steps
    kinds: dict[str, Steps]
    least: frozenset[str]
    urgent: frozenset[str]
    different_people: frozenset[str]


def parse_gates(text: str, path: str) -> GateData:
    """LawDataError where a gate is unknown, doubled, or a path lacks one that may not be missing."""
    given = read(text, path).mapping(("default", "kinds", "least", "urgent", "different_people"))
    least = _set(given["least"])
    kinds = {}
    for kind, node in given["kinds"].entries().items():
        if kind not in ItemKind.values:
            raise node.error(f"未知的信息类别“{kind}”")
        kinds[kind] = _steps(node, least)
    urgent = _set(given["urgent"])
    if not least <= urgent:
        raise given["urgent"].error("紧急发布也不能少了 least 里的审核关")
    return GateData(
        _steps(given["default"], least), kinds, least, urgent, _set(given["different_people"])
    )


def _steps(node: Node, least: frozenset[str]) -> Steps:
    steps = tuple(
        tuple(gate.choice(tuple(Gate.values)) for gate in step.sequence())
        for step in node.sequence()
    )
    named = [gate for step in steps for gate in step]
    if len(named) != len(set(named)):
        raise node.error("同一审核关出现两次")
    if missing := least - set(named):
        raise node.error(f"缺少不能少的审核关：{'、'.join(sorted(missing))}")
    return steps


def _set(node: Node) -> frozenset[str]:
    return frozenset(gate.choice(tuple(Gate.values)) for gate in node.sequence())


@cache
def gate_data() -> GateData:
    """`gates.yaml`."""
    return parse_gates((files(__package__) / "gates.yaml").read_text("utf-8"), "data/gates.yaml")
