"""What may stand in the gaps of letters: each value by name, with its kind and who gives it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from gongkai.documents.rendering.printed import clean
from gongkai.domain.law.strict_yaml import Node, read

KINDS = ("line", "prose", "points", "day", "number", "yuan", "table")
SOURCES = ("program", "clerk")
# Kinds that fill paragraphs of their own; their gap stands alone.
BLOCK_KINDS = frozenset(("prose", "points", "table"))
MOST_CHARACTERS = 20_000
MOST_ROWS = 500

Given = str | int | date | Decimal | Sequence[str] | Sequence[Sequence[str]] | None


class WrongValue(ValueError):
    """A value does not fit its kind; the message is a sentence for the clerk."""


@dataclass(frozen=True)
class Value:
    """`record`: the decision's record whose text the clerk begins with; `columns` of a table."""

    name: str
    label: str
    kind: str
    source: str
    record: str = ""
    columns: tuple[str, ...] = ()
    help: str = ""

    @property
    def by_clerk(self) -> bool:
        return self.source == "clerk"


def parse_values(text: str, path: str) -> dict[str, Value]:
    """Read the values from YAML text; LawDataError with file and line when out of order."""
    return {str(name): _value(str(name), one) for name, one in read(text, path).entries().items()}


def _value(name: str, node: Node) -> Value:
    given = node.mapping(("label", "kind", "from"), ("record", "columns", "help"))
    kind = given["kind"].choice(KINDS)
    if not re.fullmatch(r"[a-z_]+", name):
        raise node.error(f"“{name}”应为小写字母和下划线")
    if (kind == "table") != ("columns" in given):
        raise node.error("只有表（table）要写、也必须写各列（columns）")
    columns = tuple(one.text() for one in given["columns"].sequence()) if "columns" in given else ()
    source = given["from"].choice(SOURCES)
    if source == "program" and "record" in given:
        raise given["record"].error("由系统填入的不从处理意见取")
    return Value(
        name,
        given["label"].text(),
        kind,
        source,
        given["record"].text() if "record" in given else "",
        columns,
        given["help"].text() if "help" in given else "",
    )


@cache
def values() -> Mapping[str, Value]:
    """Every value by name."""
    text = (files(__package__) / "values.yaml").read_text(encoding="utf-8")
    return parse_values(text, "letters/values.yaml")


def read_value(value: Value, raw: object) -> Given:
    """A stored or typed value as its kind wants it; None when blank. Raises WrongValue.

    Lines of points and rows of tables are lines of text; columns are parted by “|”.
    """
    text = clean(raw if isinstance(raw, str) else "" if raw is None else str(raw)).strip()
    if isinstance(raw, date):
        text = raw.isoformat()
    if not text:
        return None
    if len(text) > MOST_CHARACTERS:
        raise WrongValue(f"“{value.label}”太长（最多{MOST_CHARACTERS}字），请精简或者作为附件。")
    if value.kind == "day":
        return _day(value, text)
    if value.kind in ("number", "yuan"):
        return _amount(value, text)
    lines = [one.strip() for one in text.splitlines() if one.strip()]
    if value.kind == "line":
        # It stands inside a sentence, which has its own end.
        return "".join(lines).rstrip("。；;，,、 ") or None
    if len(lines) > MOST_ROWS:
        raise WrongValue(f"“{value.label}”最多{MOST_ROWS}行，请作为附件。")
    if value.kind == "table":
        return [_row(value, line, number) for number, line in enumerate(lines, 1)]
    return lines


def _day(value: Value, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongValue(f"“{value.label}”应为日期，例如 2025-09-26。") from None


def _amount(value: Value, text: str) -> int | Decimal:
    pattern = r"\d{1,6}" if value.kind == "number" else r"\d{1,9}(\.\d{1,2})?"
    if not re.fullmatch(pattern, text, re.ASCII):
        raise WrongValue(f"“{value.label}”应为数字，现在写的是“{text[:20]}”。")
    return int(text) if value.kind == "number" else Decimal(text)


def _row(value: Value, line: str, number: int) -> list[str]:
    cells = [one.strip() for one in re.split(r"[|｜\t]", line)]
    if len(cells) != len(value.columns) or not all(cells):
        raise WrongValue(
            f"“{value.label}”第{number}行应有{len(value.columns)}列"
            f"（{'、'.join(value.columns)}），用“|”分开，每一列都要写。"
        )
    return cells


def day_text(day: date) -> str:
    """2025年9月26日, as on official documents."""
    return f"{day.year}年{day.month}月{day.day}日"


def printed_value(value: Value, given: Given) -> str:
    """A value inside a sentence. Not for kinds that fill paragraphs."""
    if given is None:
        return ""
    if isinstance(given, date):
        return day_text(given)
    if isinstance(given, Decimal):
        return f"{given.normalize():f}"
    return str(given)
