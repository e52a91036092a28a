"""Cells read right, report by report, against the cells that a person read.

`python proof/reading_accuracy.py [--excerpts]`
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gongkai.documents.errors import DocumentError
from gongkai.documents.reader import read

SHARED = Path(__file__).parents[2] / "shared" / "reports"


@dataclass(frozen=True)
class Row:
    """One report: `wrong` lists cell, truth, and what was read."""

    name: str
    right: int
    total: int
    wrong: tuple[tuple[str, str, str], ...]
    error: str = ""


def measure(folder: Path = SHARED) -> list[Row]:
    """Every report of `cells.json` that lies in the folder."""
    truth = json.loads((folder / "cells.json").read_text(encoding="utf-8"))
    rows = []
    for name, entry in truth.items():
        path = next(
            (one for one in sorted(folder.glob(f"{name}.*")) if "oddities" not in one.name), None
        )
        if path is not None:
            rows.append(_measure_one(name, path, entry["cells"]))
    return rows


def _measure_one(name: str, path: Path, cells: dict[str, float | None]) -> Row:
    try:
        got = read(path.read_bytes(), path.name).report.cells_for_output()
    except DocumentError as error:
        return Row(name, 0, len(cells), (), error.message)
    wrong = tuple(
        (cell, str(true), str(got.get(cell)))
        for cell, true in cells.items()
        if _exact(true) != _exact(got.get(cell))
    )
    return Row(name, len(cells) - len(wrong), len(cells), wrong)


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _lines(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        yield f"{row.name:24} {row.right:4}/{row.total:<4} {row.right / row.total:8.2%} {row.error}"
        for cell, true, found in row.wrong[:12]:
            yield f"    {cell}: {true}, read {found}"
    right, total = sum(row.right for row in rows), sum(row.total for row in rows)
    yield f"{'all':24} {right:4}/{total:<4} {right / total if total else 0:8.2%}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(_lines(measure())) + "\n")
