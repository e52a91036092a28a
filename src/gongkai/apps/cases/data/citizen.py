"""What the citizen's page says of states and facts; what it does not name, it does not show."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.apps.cases.data.events import event_kinds
from gongkai.domain.cases import machine
from gongkai.domain.law.strict_yaml import read


@dataclass(frozen=True)
class CitizenWords:
    """`states`: state → (label, sentence), every state of the machine; `facts`: kind of event → label."""

    states: Mapping[str, tuple[str, str]]
    facts: Mapping[str, str]


def parse_citizen_words(text: str, path: str) -> CitizenWords:
    """Read the words; LawDataError for an unknown state or fact, or a state without words."""
    given = read(text, path).mapping(("states", "facts"))
    states = {}
    for key, node in given["states"].mapping(tuple(machine().states)).items():
        one = node.mapping(("label", "says"))
        states[str(key)] = (one["label"].text(), one["says"].text())
    facts = {
        str(key): node.text()
        for key, node in given["facts"].mapping((), tuple(event_kinds())).items()
    }
    return CitizenWords(states, facts)


@cache
def citizen_words() -> CitizenWords:
    """The words of this version."""
    text = (Path(__file__).parent / "citizen.yaml").read_text(encoding="utf-8")
    return parse_citizen_words(text, "cases/citizen.yaml")
