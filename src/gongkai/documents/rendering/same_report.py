"""When two reports are the same report: what a rendering must carry, said in one place.

Compared are form, title, organ, year, every cell and all prose.

- A cell is its state, its number, its note and its word. Unread and missing cells are drawn empty, so they
  equal a blank. JSON carries numbers and blanks only; XLSX shows a note by the cell's number format,
  which is not data. Numbers are compared as numbers: 5 equals 5.0.
- Prose is compared section by section, without white space, without characters that cannot be printed, and
  without the borders of paragraphs: layout breaks lines, and the reader joins a line that has no full stop with
  the next. JSON keeps paragraphs, so there they are compared too.
- A section that is missing equals one without a paragraph: all six headings are always drawn.
- Headings, labels, places and observations are not compared: the official form replaces them.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.documents.rendering.finding_list import section_name
from gongkai.documents.rendering.printed import clean
from gongkai.domain.reports.annual_report import SECTION_NUMBERS, AnnualReport, State, Value

_PARAGRAPHS = frozenset({"json"})
_ONLY_NUMBERS = frozenset({"json"})
_NO_NOTES = frozenset({"json", "xlsx"})
PROSE_KEYS = ("preface", *SECTION_NUMBERS, "signature")


def same_report(one: AnnualReport, other: AnnualReport, to: str = "docx") -> bool:
    """True where nothing that the format `to` carries is different."""
    return first_difference(one, other, to) is None


def first_difference(one: AnnualReport, other: AnnualReport, to: str = "docx") -> str | None:
    """The first difference as a sentence, `one` being what was to be written; None where there is none."""
    return next(_differences(one, other, to), None)


def _differences(one: AnnualReport, other: AnnualReport, to: str) -> Iterator[str]:
    if one.form.key != other.form.key:
        yield f"表式应为{one.form.label}，读回为{other.form.label}"
        return
    if _squeezed(one.title) != _squeezed(other.title):
        yield f"标题应为“{one.title}”，读回为“{other.title}”"
    if _squeezed(one.organ) != _squeezed(other.organ):
        yield f"机关应为“{one.organ}”，读回为“{other.organ}”"
    if one.year != other.year:
        yield f"年度应为{one.year}，读回为{other.year}"
    for cell in one.form.cells:
        wanted, found = _carried(one.value(cell), to), _carried(other.value(cell), to)
        if wanted != found:
            yield f"{one.form.label_of(cell)}应为{_said(wanted)}，读回为{_said(found)}"
    for key in PROSE_KEYS:
        yield from _prose_differences(key, one, other, to)


_Carried = tuple[State, Decimal | None, str]


def _carried(value: Value, to: str) -> _Carried:
    if value.state is State.NUMBER:
        return State.NUMBER, value.number, "" if to in _NO_NOTES else _squeezed(value.note)
    if to in _ONLY_NUMBERS or value.state in (State.BLANK, State.UNREAD, State.MISSING):
        return State.BLANK, None, ""
    word = _squeezed(value.raw) if value.state is State.TEXT else ""
    return value.state, None, word


def _said(carried: _Carried) -> str:
    state, number, word = carried
    if state is State.NUMBER:
        return f"{number}" + (f"（{word}）" if word else "")
    return {State.SLASH: "“/”", State.DASH: "“—”", State.BLANK: "空白"}.get(state, f"“{word}”")


def _prose_differences(key: str, one: AnnualReport, other: AnnualReport, to: str) -> Iterator[str]:
    wanted, found = _paragraphs(one, key), _paragraphs(other, key)
    if to not in _PARAGRAPHS:
        wanted, found = ["".join(wanted)], ["".join(found)]
    if wanted == found:
        return
    name = section_name(key)
    if len(wanted) != len(found):
        yield f"{name}应有{len(wanted)}段，读回{len(found)}段"
        return
    for number, (left, right) in enumerate(zip(wanted, found, strict=True), start=1):
        if left != right:
            place = next(
                (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
                min(len(left), len(right)),
            )
            around = slice(max(0, place - 6), place + 12)
            yield (
                f"{name}第{number}段第{place + 1}字起不同：应为“{left[around]}”，读回为“{right[around]}”"
            )
            return


def _paragraphs(report: AnnualReport, key: str) -> list[str]:
    parts = [_squeezed(line) for line in report.text_of(key).split("\n")]
    return [one for one in parts if one]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", clean(text))
