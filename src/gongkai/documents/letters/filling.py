"""A template with its values becomes the text of one letter: what stands on paper, whatever the format."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.documents.letters.template import GAP, Block, Template
from gongkai.documents.letters.values import (
    Given,
    Value,
    WrongValue,
    day_text,
    printed_value,
    read_value,
)

# A number before a point, with something after it that is no number: 一、 （二） 3. 4、
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])\s*(?=[^\d一二三四五六七八九十\s])"
)

# In place of what is only given at signing.
NO_NUMBER = "（文号签发时编定）"
NO_DAY = "（签发之日）"


@dataclass(frozen=True)
class Part:
    """`kind`: paragraph, heading, item or table. `rows` of a table; `head`: its first row names columns."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    head: bool = False


@dataclass(frozen=True)
class Frame:
    """What surrounds the text. `contact`: unit, phone, address, as the last line in brackets."""

    organ: str
    salutation: str
    number: str = ""
    day: date | None = None
    contact: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterText:
    """A whole letter. `form`: neither letterhead nor seal nor number."""

    key: str
    title: str
    organ: str
    form: bool
    number: str
    salutation: str
    parts: tuple[Part, ...]
    attachments: tuple[str, ...]
    day: date | None
    contact: str

    @property
    def day_shown(self) -> str:
        return day_text(self.day) if self.day is not None else NO_DAY

    @property
    def number_shown(self) -> str:
        return self.number or NO_NUMBER

    def plain(self) -> str:
        """The letter as lines of text, for reading and comparing."""
        lines = [] if self.form else [self.organ, self.number_shown]
        lines += [self.title, "", *([self.salutation + "："] if self.salutation else [])]
        for one in self.parts:
            if one.kind == "table":
                lines += ["　| " + " | ".join(row) + " |" for row in one.rows]
            else:
                lines.append(f"　　{one.text}")
        lines += [
            f"　　{'附件：' if number == 1 else '　　　'}{number}. {name}"
            for number, name in enumerate(self.attachments, 1)
        ]
        if not self.form:
            lines += ["", f"　　　　{self.organ}", f"　　　　{self.day_shown}"]
        if self.contact:
            lines.append(f"　　（{self.contact}）")
        return "\n".join(lines) + "\n"


def missing(template: Template, raw: Mapping[str, Any], *, by_clerk: bool = True) -> list[Value]:
    """Values that must be given and are blank; of the clerk's, or of all."""
    return [
        one
        for one in template.needs
        if one.name not in template.optional
        and (one.by_clerk or not by_clerk)
        and not str(raw.get(one.name) or "").strip()
    ]


def fill(template: Template, raw: Mapping[str, Any], frame: Frame) -> LetterText:
    """The letter with its values. A blank that must be filled stands as “〔label〕” in a draft.

    Raises WrongValue where a value does not fit its kind.
    """
    given = {one.name: read_value(one, raw.get(one.name)) for one in template.needs}
    by_name = {one.name: one for one in template.needs}
    parts: list[Part] = []
    for block in template.blocks:
        parts += _filled(block, given, by_name, template)
    return LetterText(
        template.key,
        template.title,
        frame.organ,
        template.is_form,
        frame.number,
        frame.salutation,
        tuple(parts),
        frame.attachments,
        frame.day,
        frame.contact,
    )


def _filled(
    block: Block, given: Mapping[str, Given], by_name: Mapping[str, Value], template: Template
) -> list[Part]:
    if block.kind == "table":
        rows = tuple(
            tuple(
                GAP.sub(lambda gap: _in_cell(by_name[gap[1]], given[gap[1]]), cell) for cell in row
            )
            for row in block.rows
        )
        return [Part("table", rows=rows)]
    names = block.gaps()
    if any(name in template.optional and given[name] is None for name in names):
        return []
    if len(names) == 1 and block.text == "{" + names[0] + "}":
        return _alone(by_name[names[0]], given[names[0]])
    text = GAP.sub(lambda gap: _shown(by_name[gap[1]], given[gap[1]]), block.text)
    return [Part(block.kind, text)]


def _shown(value: Value, given: Given) -> str:
    return f"〔{value.label}〕" if given is None else printed_value(value, given)


def _in_cell(value: Value, given: Given) -> str:
    if isinstance(given, list):
        return "\n".join(str(one) for one in given)
    return printed_value(value, given)


def _alone(value: Value, given: Given) -> list[Part]:
    if given is None:
        return [Part("paragraph", f"〔{value.label}〕")]
    if value.kind == "table":
        rows: Sequence[Sequence[str]] = given  # type: ignore[assignment]
        head = ("序号", *value.columns)
        numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
        return [Part("table", rows=(head, *numbered), head=True)]
    if isinstance(given, list):
        if value.kind == "points":
            return [
                Part("item", f"{number}. {one}") for number, one in enumerate(_points(given), 1)
            ]
        return [Part("paragraph", str(one)) for one in given]
    return [Part("paragraph", printed_value(value, given))]


def _points(given: Sequence[Any]) -> list[str]:
    """Points without the numbers that the writer gave them; "三、四月" in one of several is none."""
    points = [str(one) for one in given]
    if all(_NUMBERED.match(one) for one in points):
        points = [_NUMBERED.sub("", one) for one in points]
    return points


__all__ = ["Frame", "LetterText", "Part", "WrongValue", "fill", "missing"]
