"""Themes: what an organ writes about, and how a piece of a theme is composed."""

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.apps.example.grammar import Scene, matters
from gongkai.apps.example.piece import File, Part, Piece
from gongkai.apps.example.register import ExampleOrgan, meant, register

KINDS = {
    "news": "news",
    "information": "information",
    "standing": "information",
    "notices": "notice",
}
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    cells: tuple[str, ...]
    least: int
    most: int


@dataclass(frozen=True)
class Theme:
    """`weight` is the share among themes; `share` how many of a hundred pieces have the file."""

    name: str
    kind: str
    column: str
    organs: tuple[str, ...]
    weight: int
    titles: tuple[str, ...]
    body: tuple[tuple[tuple[str, ...], ...], ...]
    genre: str = ""
    notice_days: int = 0
    table: Table | None = None
    file_format: str = ""
    file_title: str = ""
    share: int = 0


@cache
def themes(name: str) -> tuple[Theme, ...]:
    """The themes of `data/themes/{name}.yaml`."""
    text = (files(__package__) / "data" / "themes" / f"{name}.yaml").read_text("utf-8")
    return tuple(_theme(row, KINDS[name]) for row in yaml.safe_load(text))


def _theme(row: dict[str, Any], kind: str) -> Theme:
    file, table = row.get("file", {}), row.get("table")
    return Theme(
        name=row["name"],
        kind=kind,
        column=row.get("column", "zwdt"),
        organs=meant(row["organs"]),
        weight=row["weight"],
        titles=tuple(row["titles"]),
        body=tuple(tuple(tuple(slot) for slot in slots) for slots in row["body"]),
        genre=row.get("genre", ""),
        notice_days=row.get("notice_days", 0),
        table=_table(table) if table else None,
        file_format=file.get("format", ""),
        file_title=file.get("title", ""),
        share=file.get("share", 0),
    )


def _table(row: dict[str, Any]) -> Table:
    least, _, most = str(row["rows"]).partition("-")
    return Table(tuple(map(str, row["head"])), tuple(map(str, row["cells"])), int(least), int(most))


def compose(theme: Theme, organ: ExampleOrgan, at: dt.datetime, chance: random.Random) -> Piece:
    """One piece of the theme, by the organ, published at the instant."""
    scene = Scene(chance, at.date(), _fixed(theme, organ, at, chance))
    title = scene.pick(theme.titles)
    scene.know("title", title)
    parts = [Part("p", "".join(scene.pick(slot) for slot in paragraph)) for paragraph in theme.body]
    if theme.table is not None:
        parts.insert(-1, Part("table", rows=_rows(theme.table, scene)))
    made_on = at.date() - dt.timedelta(days=int(chance.random() * 4))
    files: tuple[File, ...] = ()
    if theme.file_format and chance.random() * 100 < theme.share:
        files = (File(theme.file_format, scene.expand(theme.file_title)),)
    end = at.date() + dt.timedelta(days=theme.notice_days + 2) if theme.notice_days else None
    return Piece(
        kind=theme.kind,
        organ=organ.slug,
        column=theme.column,
        title=title,
        parts=tuple(parts),
        at=at,
        summary=parts[0].text[:120],
        keywords=f"{organ.short},{scene.expand('{matter}')}",
        source=organ.name,
        genre=theme.genre or ("其他" if theme.kind == "information" else ""),
        topic=organ.topic,
        made_on=None if theme.kind == "news" else made_on,
        notice_period_end=end if end and "公示" in title else None,
        files=files,
    )


def _fixed(
    theme: Theme, organ: ExampleOrgan, at: dt.datetime, chance: random.Random
) -> dict[str, str]:
    known = matters()[organ.matters]
    season = ("冬季", "春季", "夏季", "秋季")[at.month % 12 // 3]
    quarter = QUARTERS[max(at.month - 2, 0) // 3]
    fixed = {
        "organ": organ.name,
        "short": organ.short,
        "matter": known[int(chance.random() * len(known))],
        "season": season,
        "quarter": quarter,
    }
    if theme.kind != "news":
        # Figures are published when their month, their quarter is over.
        month = (at.month - 2) % 12 + 1
        fixed["month"] = f"{month}月"
        fixed["past_month"] = f"{at.year - (at.month == 1)}年{month}月"
        fixed["past_quarter"] = f"{at.year - (at.month <= 3)}年{QUARTERS[(at.month - 4) // 3]}"
    if organ.kind == "township":
        fixed["town"] = organ.short
    return fixed


def _rows(table: Table, scene: Scene) -> tuple[tuple[str, ...], ...]:
    count = table.least + int(scene.chance.random() * (table.most - table.least + 1))
    rows = [table.head]
    for index in range(1, count + 1):
        scene.know("i", str(index))
        rows.append(tuple(scene.expand(cell) for cell in table.cells))
    return tuple(rows)


@cache
def _weighted(name: str) -> tuple[Theme, ...]:
    return tuple(theme for theme in themes(name) for _ in range(theme.weight))


def choose(name: str, chance: random.Random) -> tuple[Theme, ExampleOrgan]:
    """A theme by its weight, and one of its organs."""
    weighted = _weighted(name)
    theme = weighted[int(chance.random() * len(weighted))]
    slug = theme.organs[int(chance.random() * len(theme.organs))]
    return theme, register()[slug]
