"""A piece's parts as the editor keeps them."""

from html import escape
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from gongkai.apps.example.piece import Part

_NAMES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


def raw_body(parts: tuple[Part, ...], key: str) -> list[dict[str, Any]]:
    """StreamField blocks: neighbouring paragraphs and headings in one text, tables by themselves.

    `key` tells the piece apart: the blocks' identities follow from it, so the same seed gives the same.
    """
    blocks = []
    for number, (is_table, run) in enumerate(groupby(parts, lambda part: bool(part.rows))):
        identity = str(uuid5(_NAMES, f"{key}:{number}"))
        if is_table:
            for part in run:
                blocks.append({"type": "table", "value": _table(part), "id": identity})
        else:
            html = "".join(f"<{part.shape}>{escape(part.text)}</{part.shape}>" for part in run)
            blocks.append({"type": "paragraph", "value": html, "id": identity})
    return blocks


def _table(part: Part) -> dict[str, Any]:
    return {
        "data": [list(row) for row in part.rows],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "",
        "table_header_choice": "row",
    }
