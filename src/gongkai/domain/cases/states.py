"""The states of an application as data: which acts the state allows, what they need, how it looks as a graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.domain.cases.outcomes import outcomes
from gongkai.domain.law.strict_yaml import Node, read


class NotAllowed(ValueError):
    """The act is not possible in this state; the message is a sentence for the clerk."""


@dataclass(frozen=True)
class State:
    """`outcome`: code and variant where the state ends the application without a reply."""

    key: str
    label: str
    final: bool
    outcome: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    """An official act. `once`: one time until a reversal (`resets`) opens the case again."""

    key: str
    label: str
    sources: tuple[str, ...]
    target: str
    article: str
    needs: tuple[str, ...]
    once: bool
    resets: bool


@dataclass(frozen=True)
class StateMachine:
    """States, acts, and where it starts. `position` walks it."""

    start: str
    states: Mapping[str, State]
    acts: Mapping[str, Act]

    def position(self, done: Iterable[str]) -> str:
        """The state after these acts. Raises NotAllowed at the first that was not possible."""
        at, once = self.start, set[str]()
        for key in done:
            at, once = self._step(at, once, key)
        return at

    def allowed(self, done: Iterable[str]) -> tuple[Act, ...]:
        """The acts possible after these acts."""
        at, once = self.start, set[str]()
        for key in done:
            at, once = self._step(at, once, key)
        return tuple(act for act in self.acts.values() if at in act.sources and act.key not in once)

    def _step(self, at: str, once: set[str], key: str) -> tuple[str, set[str]]:
        act = self.acts.get(key)
        if act is None:
            raise NotAllowed(f"没有“{key}”这种办理行为。")
        if at not in act.sources:
            raise NotAllowed(f"“{self.states[at].label}”的申请不能“{act.label}”。")
        if key in once:
            raise NotAllowed(f"“{act.label}”只能有一次。")
        if act.resets:
            return act.target, set()
        return act.target, once | {key} if act.once else once

    def faults(self) -> list[str]:
        """What is wrong with the machine itself: unreachable states, dead ends. Empty when sound."""
        found = []
        reached = self._reach([self.start], forwards=True)
        finals = [one.key for one in self.states.values() if one.final]
        ending = self._reach(finals, forwards=False)
        for state in self.states.values():
            if state.key not in reached:
                found.append(f"“{state.label}”到不了")
            if state.key not in ending:
                found.append(f"“{state.label}”走不到归档")
        return found

    def _reach(self, starts: list[str], *, forwards: bool) -> set[str]:
        reached = set(starts)
        frontier = list(starts)
        while frontier:
            at = frontier.pop()
            for act in self.acts.values():
                if forwards:
                    nexts = {act.target} if at in act.sources else set()
                else:
                    nexts = set(act.sources) if act.target == at else set()
                frontier += nexts - reached
                reached |= nexts
        return reached

    def mermaid(self) -> str:
        """The machine as a mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {one.key} : {one.label}" for one in self.states.values()]
        for act in self.acts.values():
            mark = "（一次）" if act.once else ""
            lines += [
                f"    {source} --> {act.target} : {act.label}{mark}" for source in act.sources
            ]
        lines += [f"    {one.key} --> [*]" for one in self.states.values() if one.final]
        return "\n".join(lines)


def parse_states(text: str, path: str) -> StateMachine:
    """Read a machine from YAML text; LawDataError for an unknown state, outcome or key, or a fault."""
    root = read(text, path)
    given = root.mapping(("start", "states", "acts"))
    states = {str(key): _state(str(key), one) for key, one in given["states"].entries().items()}
    acts = {str(key): _act(str(key), one, states) for key, one in given["acts"].entries().items()}
    machine = StateMachine(given["start"].choice(tuple(states)), states, acts)
    faults = machine.faults()
    if faults:
        raise root.error("；".join(faults))
    return machine


def _state(key: str, node: Node) -> State:
    given = node.mapping(("label",), ("final", "outcome"))
    ends: tuple[str, ...] = ()
    if "outcome" in given:
        code, *variant = (one.text() for one in given["outcome"].sequence())
        try:
            outcomes()[code].variant(*variant)
        except (KeyError, TypeError):
            raise given["outcome"].error("没有这种办理结果") from None
        ends = (code, *variant)
    return State(key, given["label"].text(), _flag(given, "final"), ends)


def _act(key: str, node: Node, states: Mapping[str, State]) -> Act:
    given = node.mapping(("label", "from", "to"), ("article", "needs", "once", "resets"))
    known = tuple(states)
    return Act(
        key,
        given["label"].text(),
        tuple(one.choice(known) for one in given["from"].sequence()),
        given["to"].choice(known),
        given["article"].text() if "article" in given else "",
        tuple(one.text() for one in given["needs"].sequence()) if "needs" in given else (),
        _flag(given, "once"),
        _flag(given, "resets"),
    )


def _flag(given: Mapping[str, Node], key: str) -> bool:
    if key not in given:
        return False
    if not isinstance(given[key].value, bool):
        raise given[key].error(f"{key} 应为 true 或 false")
    return bool(given[key].value)


@cache
def machine() -> StateMachine:
    """The machine as shipped."""
    text = (files(__package__) / "states.yaml").read_text(encoding="utf-8")
    return parse_states(text, "cases/states.yaml")
