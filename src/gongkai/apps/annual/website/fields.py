"""The fields of 政府网站工作年度报表 as data: where each stands, what may be written, where it comes from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.domain.law.strict_yaml import Node, read

KINDS = ("number", "decimal", "yes", "text", "choice", "several")
YES = ("是", "否")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,11}", re.ASCII)
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9])?", re.ASCII)
MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Field:
    """One place of the form. `source`: "" where the site states it; `plus`: fields that are added to it."""

    key: str
    block: str
    group: str
    label: str
    unit: str
    kind: str
    choices: tuple[str, ...]
    source: str
    plus: tuple[str, ...]
    only: str
    may_be_blank: bool

    @property
    def name(self) -> str:
        """How a person names it: 办件量的总数."""
        inner = f"{self.group}的{self.label}" if self.group else self.label
        plain = self.block in (self.label, "基本情况", "表尾")
        return f"“{inner}”" if plain else f"“{self.block}”的“{inner}”"

    def wrong(self, text: str) -> str:
        """What is wrong with a text written here, as a sentence; "" where nothing is."""
        if not text:
            return ""
        if self.kind == "number" and not _WHOLE.fullmatch(text):
            return f"{self.name}写的是“{text}”，应为不小于 0 的整数，不带逗号和单位。"
        if self.kind == "decimal" and not _DECIMAL.fullmatch(text):
            return f"{self.name}写的是“{text}”，应为不小于 0 的数，最多一位小数。"
        if self.kind == "yes" and text not in YES:
            return f"{self.name}应填“是”或者“否”。"
        if self.kind == "choice" and text not in self.choices:
            return f"{self.name}应为{'、'.join(self.choices)}之一。"
        if self.kind == "several" and not set(text.split("、")) <= set(self.choices):
            return f"{self.name}只能选{'、'.join(self.choices)}；此外的写在“其他”里。"
        if len(text) > MOST_CHARACTERS or not text.isprintable():
            return f"{self.name}最多{MOST_CHARACTERS}字，不能换行。"
        return ""


@dataclass(frozen=True)
class Form:
    """`fields` in printing order; `foot` what stands under the table."""

    norm: str
    fields: Mapping[str, Field]
    foot: Mapping[str, Field]

    @property
    def all(self) -> Mapping[str, Field]:
        return {**self.fields, **self.foot}


def parse_form(text: str, path: str) -> Form:
    """Read the form. LawDataError for an unknown key, kind, or field that another names."""
    given = read(text, path).mapping(("norm", "marks", "fields", "foot"))
    given["marks"].mapping(("blocks", "fields"))
    fields = {str(key): _field(str(key), one) for key, one in given["fields"].entries().items()}
    for key, node in given["fields"].entries().items():
        for named in (*fields[str(key)].plus, *filter(None, (fields[str(key)].only,))):
            if named not in fields:
                raise node.error(f"没有“{named}”这个项目")
    foot = {str(key): _foot(str(key), one) for key, one in given["foot"].entries().items()}
    return Form(given["norm"].text(), fields, foot)


def _field(key: str, node: Node) -> Field:
    one = node.mapping(
        ("block", "label", "kind"),
        ("group", "unit", "choices", "from", "plus", "only", "may_be_blank"),
    )
    return Field(
        key,
        one["block"].text(),
        one["group"].text() if "group" in one else "",
        one["label"].text(),
        one["unit"].text() if "unit" in one else "",
        one["kind"].choice(KINDS),
        tuple(each.text() for each in one["choices"].sequence()) if "choices" in one else (),
        one["from"].text() if "from" in one else "",
        tuple(each.text() for each in one["plus"].sequence()) if "plus" in one else (),
        one["only"].text() if "only" in one else "",
        "may_be_blank" in one and bool(one["may_be_blank"].value),
    )


def _foot(key: str, node: Node) -> Field:
    one = node.mapping(("label",), ("from",))
    source = one["from"].text() if "from" in one else ""
    return Field(key, "表尾", "", one["label"].text(), "", "text", (), source, (), "", False)


@cache
def form() -> Form:
    """The form in use."""
    text = (Path(__file__).parent / "fields.yaml").read_text(encoding="utf-8")
    return parse_form(text, "annual/website/fields.yaml")
