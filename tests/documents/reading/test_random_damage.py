"""Reports damaged at random: what is read of them is never false."""

import random
import re
from collections.abc import Callable

import pytest

from gongkai.documents.formats.text import read_lines
from gongkai.documents.reading import recognise
from gongkai.domain.reports.forms import load_form
from proof.consistent_reports import consistent_report
from tests.documents.reading.layouts import report_text

FORM = load_form("2021")
LABELS = [row.label for row in FORM.table3] + ["行政规范性文件", "行政许可"]
FIGURE = re.compile(r"(?<![\d.])\d+(?![\d.]*[.、])")
BETWEEN = re.compile(r"(?<=\d)(\s*[|\t]\s*|\s+)(?=\d)")
Damage = Callable[[random.Random, list[str], int], None]


def _lose_figure(chance: random.Random, lines: list[str], at: int) -> None:
    figure = chance.choice(list(FIGURE.finditer(lines[at])))
    lines[at] = lines[at][: figure.start()] + lines[at][figure.end() :]


def _lose_separator(chance: random.Random, lines: list[str], at: int) -> None:
    gaps = list(BETWEEN.finditer(lines[at]))
    if gaps:
        gap = chance.choice(gaps)
        lines[at] = lines[at][: gap.start()] + lines[at][gap.end() :]


def _add_figure(chance: random.Random, lines: list[str], at: int) -> None:
    gap = BETWEEN.search(lines[at])
    figure = chance.choice(list(FIGURE.finditer(lines[at])))
    added = chance.choice([figure.group(), str(chance.randint(0, 9))])
    between = gap.group() if gap else " "
    lines[at] = lines[at][: figure.end()] + between + added + lines[at][figure.end() :]


def _break_figure(chance: random.Random, lines: list[str], at: int) -> None:
    long = [one for one in FIGURE.finditer(lines[at]) if len(one.group()) > 1]
    if long:
        cut = chance.choice(long).start() + 1
        lines[at] = f"{lines[at][:cut]} {lines[at][cut:]}"


def _break_row(chance: random.Random, lines: list[str], at: int) -> None:
    gaps = list(BETWEEN.finditer(lines[at]))
    if gaps:
        gap = chance.choice(gaps)
        lines[at : at + 1] = [lines[at][: gap.start()], lines[at][gap.end() :]]


def _lose_label(chance: random.Random, lines: list[str], at: int) -> None:
    found = re.search(r"\d+(?![.、])[\d\s|.]*\Z", lines[at])
    lines[at] = found.group() if found else lines[at]


def _join_rows(chance: random.Random, lines: list[str], at: int) -> None:
    lines[at : at + 2] = [f"{lines[at]} {lines[at + 1]}"]


def _lose_row(chance: random.Random, lines: list[str], at: int) -> None:
    del lines[at]


def _swap_rows(chance: random.Random, lines: list[str], at: int) -> None:
    lines[at], lines[at + 1] = lines[at + 1], lines[at]


def _insert_number(chance: random.Random, lines: list[str], at: int) -> None:
    lines.insert(at, chance.choice(["3", "— 3 —", "3 / 8", "第3页"]))


DAMAGES: list[Damage] = [
    _lose_figure, _lose_separator, _add_figure, _break_figure, _break_row, _lose_label,
    _join_rows, _lose_row, _swap_rows, _insert_number,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__.strip("_"))
@pytest.mark.parametrize("layout", ["tabs", "markdown", "single blanks", "glued rows"])
def test_no_number_is_false(layout: str, damage: Damage) -> None:
    chance = random.Random(f"{layout}-{damage.__name__}")
    for size in ("县", "市"):
        cells = consistent_report(size, chance.randint(1, 999))
        lines = report_text(cells, layout).split("\n")
        rows = [
            number
            for number, line in enumerate(lines)
            if any(label in line for label in LABELS) and FIGURE.search(line)
        ]
        damage(chance, lines, chance.choice(rows[:-1]))
        for cell, number in recognise(read_lines("\n".join(lines))).numbers().items():
            assert number is None or number == cells[cell], (cell, size)
