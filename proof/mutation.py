"""Mutation proof: spoil one cell of a correct report, see whether a rule fires and the cell is named.

    python -m proof.mutation            the whole table
    python -m proof.mutation --small    a few reports

Exit status 1 when a goal is missed: every single change of a cell in an equation is noticed, and at
least 95 in 100 are located.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gongkai.domain.findings import Outcome
from gongkai.domain.reports import report_from_cells
from gongkai.domain.reports.batch import cells_in_equations
from gongkai.domain.reports.forms import load_form
from gongkai.domain.reports.locating import locate
from gongkai.domain.reports.locating.repair import rows_of_counts
from gongkai.domain.rules.book import BOOK
from gongkai.domain.rules.checking import load_rules
from gongkai.domain.rules.subject import Subject
from proof.consistent_reports import consistent_reports

Cells = dict[str, Decimal | None]
FORM = load_form("2021")
REAL = Path(__file__).parents[2] / "shared" / "reports" / "cells.json"
CORRECT_REAL = ("anonymous-city-2025", "pingtan-2021", "pingtan-2022")
LOCATED_GOAL = 0.95
# Pairs of cells spoiled in each report; the pairs are too many to try all.
PAIRS = 60
MANY_CELLS = ("表三整行错一列", "表四整行错一列", "表三邻格互换", "表四邻格互换", "任意两格")


@dataclass(frozen=True)
class Mutant:
    """`changed`: what was put in place of the report's own numbers."""

    kind: str
    changed: Cells


@dataclass
class Tally:
    made: int = 0
    # All equations hold in the spoiled report too: nothing in it shows that it was spoiled.
    hidden: int = 0
    noticed: int = 0
    alone: int = 0
    among: int = 0
    restored: int = 0
    # A blank is noticed as a blank; there is nothing to locate.
    locatable: bool = True
    missed_cells: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def mutants_of_cell(cell: str, value: Decimal, chance: random.Random) -> Iterator[Mutant]:
    """Every kind of spoiling of one cell that changes it."""
    digits = str(int(value))
    amounts = {1, -1, 10, -10, chance.randint(2, 99), -int(value), 10**6}
    for amount in sorted(amounts):
        kind = "改为负数" if value + amount < 0 else "改任意数"
        yield from _if_changed(kind, cell, value, str(value + amount))
    for place in range(len(digits) - 1):
        pair = digits[place + 1] + digits[place]
        yield from _if_changed("颠倒两位", cell, value, digits[:place] + pair + digits[place + 2 :])
    for place in range(len(digits)):
        if len(digits) > 1:
            yield from _if_changed("漏写一位", cell, value, digits[:place] + digits[place + 1 :])
        yield from _if_changed("重写一位", cell, value, digits[: place + 1] + digits[place:])
    yield Mutant("留为空白", {cell: None})


def _if_changed(kind: str, cell: str, value: Decimal, written: str) -> Iterator[Mutant]:
    if Decimal(written) != value:
        yield Mutant(kind, {cell: Decimal(written)})


def mutants_of_row(row: tuple[str, ...], numbers: Cells) -> Iterator[Mutant]:
    """The row moved by one column to the right or to the left, and two neighbours exchanged."""
    values = [numbers[cell] for cell in row]
    where = "表三" if row[0].startswith("t3") else "表四"
    zero = Decimal(0)
    moved = [("整行错一列", [zero, *values[:-1]]), ("整行错一列", [*values[1:], zero])]
    for place in range(len(row) - 1):
        swapped = [*values]
        swapped[place : place + 2] = [values[place + 1], values[place]]
        moved.append(("邻格互换", swapped))
    for kind, new in moved:
        changed = {c: n for c, o, n in zip(row, values, new, strict=True) if o != n}
        if changed:
            yield Mutant(f"{where}{kind}", changed)


def printed_rows() -> list[tuple[str, ...]]:
    """The rows as printed: 表四 is one row of three blocks."""
    return [row for row in rows_of_counts(FORM) if row[0].startswith("t3")] + [FORM.cells_of("t4")]


def mutants_of_two(numbers: Cells, chance: random.Random, count: int) -> Iterator[Mutant]:
    """Two cells anywhere, each changed by any amount."""
    cells = cells_in_equations(FORM)
    for _ in range(count):
        changed: Cells = {}
        for cell in chance.sample(cells, 2):
            old = int(numbers[cell] or 0)
            changed[cell] = Decimal(chance.choice([n for n in range(old + 40) if n != old]))
        yield Mutant("任意两格", changed)


def adds_up(numbers: Cells) -> bool:
    """Whether all equations hold, worked out apart from the rules."""

    def side(cells: tuple[str, ...]) -> Decimal:
        return sum((numbers[cell] or Decimal(0) for cell in cells), Decimal(0))

    return all(side(one.left) == side(one.right) for one in FORM.equations)


def confront(numbers: Cells, mutant: Mutant, tally: Tally) -> None:
    """Hold the spoiled report against the rules on tables, and locate."""
    spoiled = {**numbers, **mutant.changed}
    subject = Subject(report_from_cells(spoiled))
    rules = [rule for code, rule in BOOK.rules.items() if code.startswith(("T1", "T2"))]
    tally.made += 1
    if None not in mutant.changed.values() and adds_up(spoiled):
        tally.hidden += 1
        return
    if any(BOOK.verdict(rule, subject).outcome is Outcome.FAILED for rule in rules):
        tally.noticed += 1
    else:
        for cell in mutant.changed:
            tally.missed_cells[cell] += 1
    if None in mutant.changed.values():
        tally.locatable = False
        return
    truth = {cell: numbers[cell] for cell in mutant.changed}
    faults = locate(FORM, spoiled)
    # Independent faults are repaired each by itself: together they must change what was changed.
    named = [
        [repair for repair in fault.repairs if repair.values.keys() <= truth.keys()]
        for fault in faults
    ]
    if {cell for some in named for repair in some for cell in repair.values} != truth.keys():
        return
    if all(len(fault.repairs) == 1 for fault in faults):
        tally.alone += 1
    else:
        tally.among += 1
    tally.restored += all(
        any(all(truth[cell] == value for cell, value in one.values.items()) for one in some)
        for some in named
    )


def prove(reports: list[tuple[str, Cells]], seed: int = 1) -> dict[str, Tally]:
    """Spoil every cell that stands in an equation, and every row, of each report in every way."""
    load_rules()
    chance = random.Random(seed)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for _, numbers in reports:
        if locate(FORM, numbers):
            raise ValueError("a report to be spoiled must be correct")
        for cell in cells_in_equations(FORM):
            for mutant in mutants_of_cell(cell, numbers[cell] or Decimal(0), chance):
                confront(numbers, mutant, tallies[mutant.kind])
        for row in printed_rows():
            for mutant in mutants_of_row(row, numbers):
                confront(numbers, mutant, tallies[mutant.kind])
        for mutant in mutants_of_two(numbers, chance, PAIRS):
            confront(numbers, mutant, tallies[mutant.kind])
    return dict(tallies)


def correct_reports(each: int) -> list[tuple[str, Cells]]:
    """Random correct reports of every size, and the real ones that are correct, where present."""
    made: list[tuple[str, Cells]] = [
        (name, dict(cells)) for name, cells in consistent_reports(each)
    ]
    if REAL.exists():
        known = json.loads(REAL.read_text(encoding="utf-8"))
        for name in CORRECT_REAL:
            made.append((name, {c: Decimal(str(known[name]["cells"][c])) for c in FORM.cells}))
    return made


def table(tallies: dict[str, Tally]) -> str:
    head = [
        "改动",
        "次数",
        "改后仍自洽",
        "发现",
        "只指这一处",
        "列在备选中",
        "定位合计",
        "还原原数",
    ]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for kind, one in tallies.items():
        seen = max(one.made - one.hidden, 1)
        shares = ["—"] * 4
        if one.locatable:
            counts = (one.alone, one.among, one.alone + one.among, one.restored)
            shares = [f"{count / seen:.2%}" for count in counts]
        cells = [kind, str(one.made), str(one.hidden), f"{one.noticed / seen:.2%}", *shares]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def goals_missed(tallies: dict[str, Tally]) -> list[str]:
    """Sentences on every goal that was missed.

    A report that still adds up after a change of several cells hides it from every rule; one
    changed cell never does. Two neighbours exchanged in one block of 表四 mostly leave it adding up;
    where a total is one of them, another single cell explains it with fewer changes.
    """
    missed = []
    for kind, one in tallies.items():
        single = kind not in MANY_CELLS
        if one.noticed + one.hidden < one.made or (single and one.hidden):
            missed.append(f"{kind}: {one.made - one.noticed} 次没有发现：{dict(one.missed_cells)}")
        named = (one.alone + one.among) / max(one.made - one.hidden, 1)
        if one.locatable and kind != "表四邻格互换" and named < LOCATED_GOAL:
            missed.append(f"{kind}: 定位 {named:.2%}，低于 {LOCATED_GOAL:.0%}")
    return missed


def main(arguments: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    reports = correct_reports(1 if parser.parse_args(arguments).small else 3)
    tallies = prove(reports)
    cells = len(cells_in_equations(FORM))
    lost = {cell for one in tallies.values() for cell in one.missed_cells}
    sys.stdout.write(
        f"{len(reports)} 份正确的年报，每份 {cells} 个在勾稽关系中的单元格，逐格改动：\n\n"
        f"{table(tallies)}\n\n"
        f"逐格发现率 100% 的单元格：{cells - len(lost)} / {cells}\n"
    )
    missed = goals_missed(tallies)
    sys.stdout.write("".join(f"未达目标：{one}\n" for one in missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
