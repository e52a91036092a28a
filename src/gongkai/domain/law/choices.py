"""What the law leaves open: the answers to choose from, the one taken, and how firm its ground is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.domain.law.norms import MARKS
from gongkai.domain.law.strict_yaml import Node, read


@dataclass(frozen=True)
class Choice:
    """One open question. `value` is the answer taken, a key of `options`."""

    key: str
    question: str
    options: Mapping[str, str]
    value: str
    source: str
    mark: str

    @property
    def answer(self) -> str:
        return self.options[self.value]


def parse_choices(text: str, path: str) -> dict[str, Choice]:
    """Read open questions from YAML text; LawDataError when out of order."""
    return {str(key): _choice(str(key), node) for key, node in read(text, path).entries().items()}


def _choice(key: str, node: Node) -> Choice:
    given = node.mapping(("question", "options", "default", "source", "mark"))
    options = {str(name): one.text() for name, one in given["options"].entries().items()}
    return Choice(
        key,
        given["question"].text(),
        options,
        given["default"].choice(tuple(options)),
        given["source"].text(),
        given["mark"].choice(MARKS),
    )


@cache
def choices() -> dict[str, Choice]:
    """Every open question with the program's own answer."""
    text = (files(__package__) / "choices.yaml").read_text(encoding="utf-8")
    return parse_choices(text, "law/choices.yaml")
