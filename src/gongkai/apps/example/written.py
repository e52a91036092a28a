"""The pieces written word by word in `data/pieces/`."""

import datetime as dt
import random
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.apps.example.days import instant, working_day_before
from gongkai.apps.example.documents import Ledgered
from gongkai.apps.example.piece import File, Part, Piece
from gongkai.apps.example.register import register


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    folder = files(__package__) / "data" / "pieces"
    texts = [(folder / f"{name}.yaml").read_text("utf-8") for name in ("documents", "others")]
    return tuple(row for text in texts for row in yaml.safe_load(text))


def written_pieces(today: dt.date, chance: random.Random) -> list[Piece]:
    """All of them; those with `ago` are dated so many working days before today."""
    return [_piece(row, today, chance) for row in _rows()]


def written_ledger() -> tuple[Ledgered, ...]:
    """The 行政规范性文件 among them."""
    return tuple(
        Ledgered(
            name=row["ledger"],
            number=row["number"],
            made=row["day"],
            effective=row["effective"],
            valid_until=row["valid_until"],
            drafter=row["drafter"],
        )
        for row in _rows()
        if "ledger" in row
    )


def _piece(row: dict[str, Any], today: dt.date, chance: random.Random) -> Piece:
    organ = register()[row.get("drafter", row["organ"])]
    day = row.get("day") or working_day_before(today - dt.timedelta(days=1), row["ago"] - 1)
    end = row.get("notice_end")
    if "notice_days" in row:
        end = day + dt.timedelta(days=row["notice_days"] + 4)
    file = row.get("attachment")
    kind, at = row["kind"], instant(day, chance)
    if kind == "interpretation":
        at = at.replace(hour=17, minute=30)
    return Piece(
        kind=kind,
        organ=row["organ"],
        column=row["column"],
        title=row["title"],
        parts=parts_of(row["text"]),
        at=at,
        summary=row.get("summary", ""),
        keywords=row.get("keywords", "政策解读" if kind == "interpretation" else organ.short),
        source=organ.name,
        genre=row.get("genre", "其他" if kind == "information" else ""),
        topic=organ.topic,
        document_number=row.get("number", ""),
        made_on=None if kind == "news" else day,
        notice_period_end=end,
        interpretation_form=row.get("form", "text") if kind == "interpretation" else "",
        interprets=row.get("interprets", ""),
        files=(File(file["format"], file["title"]),) if file else (),
    )


def parts_of(text: str) -> tuple[Part, ...]:
    """Blank lines part paragraphs; `## ` begins a heading; lines with `|` are a table."""
    parts = []
    for block in text.strip().split("\n\n"):
        lines = block.strip().split("\n")
        if lines[0].startswith("|"):
            rows = tuple(
                tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines
            )
            parts.append(Part("table", rows=rows))
        elif lines[0].startswith("## "):
            parts.append(Part("h2", lines[0][3:]))
        else:
            parts += [Part("p", line) for line in lines]
    return tuple(parts)
