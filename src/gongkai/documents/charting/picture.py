"""A chart with the numbers it is drawn from: one object, so that picture, table and download cannot differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Cell = str | int | Decimal | None


@dataclass(frozen=True)
class Sheet:
    """The numbers as a table. The first column names the row; None is a blank, never a zero."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def printed(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """Rows as (name, [(text, whether it is words)]); a blank is —."""
        return [
            (str(row[0]), [(said(cell), isinstance(cell, str)) for cell in row[1:]])
            for row in self.rows
        ]

    @property
    def printed_heads(self) -> list[tuple[str, bool]]:
        """Heads as (text, whether the column holds words)."""
        first = self.rows[0] if self.rows else ()
        held = [isinstance(cell, str) for cell in first]
        return [(head, at < len(held) and held[at]) for at, head in enumerate(self.heads)]


@dataclass(frozen=True)
class Picture:
    """`svg` is "" where there is nothing to draw; then `empty` says so in a sentence."""

    key: str
    title: str
    sheet: Sheet
    svg: str = ""
    said: str = ""  # what the chart shows, in a sentence for who cannot see it
    notes: tuple[str, ...] = ()
    empty: str = ""


def said(cell: Cell) -> str:
    """A number as it is printed: never rounded here."""
    if cell is None:
        return "—"
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def sentence(title: str, parts: Sequence[tuple[str, str]]) -> str:
    """教育局3件，卫健局0件: the numbers read out."""
    return f"{title}：" + "，".join(f"{name}{value}" for name, value in parts) + "。"
