"""Cutting is complete: it finds what trying everything finds, and nothing else."""

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.domain.reports.cutting import (
    Reading,
    Readings,
    Row,
    cuts_of,
    placements_of,
    repairs_of,
    resolve,
)
from gongkai.domain.reports.forms import load_form


def every_cut(text: str, width: int) -> set[tuple[int, ...]]:
    """All ways to cut a text into numbers without leading zeros, by brute force."""
    found = set()
    for ends in combinations(range(1, len(text)), width - 1):
        parts = [text[a:b] for a, b in zip((0, *ends), (*ends, len(text)), strict=True)]
        if all(part == "0" or part[0] != "0" for part in parts):
            found.add(tuple(int(part) for part in parts))
    return found


@settings(max_examples=150, deadline=None)
@given(st.text("0012345", min_size=7, max_size=12))
def test_cuts_are_all_cuts_that_add_up(text: str) -> None:
    expected = {cut for cut in every_cut(text, 7) if sum(cut[:-1]) == cut[-1]}
    got = cuts_of([text], 7, (7,))
    assert got.complete
    assert set(got.readings) == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_a_true_row_is_among_its_cuts(parts: list[int]) -> None:
    row = [*parts, sum(parts)]
    got = cuts_of(["".join(str(one) for one in row)], 7, (7,))
    assert tuple(row) in set(got.readings)


@settings(max_examples=60, deadline=None)
@given(st.text("01234", min_size=6, max_size=11))
def test_blocks_add_up_each_for_itself(text: str) -> None:
    expected = {
        cut for cut in every_cut(text, 6) if cut[0] + cut[1] == cut[2] and cut[3] + cut[4] == cut[5]
    }
    assert set(cuts_of([text], 6, (3, 3)).readings) == expected


def test_separators_that_are_certain_are_not_crossed() -> None:
    assert cuts_of(["500000", "5"], 7, (7,)).readings == ((5, 0, 0, 0, 0, 0, 5),)


def test_a_real_row_of_table_four() -> None:
    got = cuts_of(["10203120001200000"], 15, (5, 5, 5))
    assert got == Readings(((1, 0, 2, 0, 3, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0),))


def test_adversarial_digits_are_given_up_and_said_so() -> None:
    assert not cuts_of(["1234567890" * 30], 7, (7,)).complete
    assert not cuts_of(["1" * 4000], 15, (5, 5, 5)).complete


def test_surplus_of_the_seed_has_two_repairs() -> None:
    numbers = ["0", "2", "3", "0", "5", "0", "0", "0", "0", "0", "0", "0", "1", "0", "0", "1"]
    got = repairs_of(numbers, 15, (5, 5, 5))
    assert got.complete
    assert {reading[10:] for reading in got.readings} == {(0, 1, 0, 0, 1), (0, 0, 1, 0, 1)}
    assert {reading[:10] for reading in got.readings} == {(0, 2, 3, 0, 5, 0, 0, 0, 0, 0)}


def test_a_figure_broken_in_two_is_joined() -> None:
    got = repairs_of(["1", "2", "0", "0", "0", "0", "0", "12"], 7, (7,))
    assert (12, 0, 0, 0, 0, 0, 12) in got.readings


def test_too_large_a_surplus_is_given_up() -> None:
    assert not repairs_of(["1"] * 60, 15, (5, 5, 5)).complete


def test_placements_agree_on_the_total() -> None:
    got = placements_of([Decimal(3), Decimal(3)], 7, (7,))
    assert len(got.readings) == 6
    assert {reading[6] for reading in got.readings} == {3}


def make_rows(texts: dict[str, str]) -> list[Row]:
    form = load_form("2021")
    return [Row(form.row(key).cells, cuts_of([text], 7, (7,))) for key, text in texts.items()]


def known_but(rows: list[Row]) -> dict[str, Decimal]:
    open_cells = {cell for row in rows for cell in row.cells}
    return {cell: Decimal(0) for cell in load_form("2021").cells_of("t3") if cell not in open_cells}


def test_columns_decide_between_rows() -> None:
    rows = make_rows({"new": "000011011", "granted": "000011011", "total": "000011011"})
    assert all(len(row.readings.readings) > 1 for row in rows)
    got = resolve(rows, known_but(rows), load_form("2021").equations)
    assert got.solvable and got.complete
    # Whatever one row is, the others must be the same: each reading stands in a solution.
    assert got.left[0] == got.left[1] == got.left[2]


def test_a_known_total_leaves_one_reading() -> None:
    rows = make_rows({"new": "000011011"})
    known = known_but(rows)
    wanted = rows[0].readings.readings[0]
    for index, cell in enumerate(load_form("2021").row("total").cells):
        known[cell] = wanted[index] or Decimal(0)
        known[load_form("2021").row("granted").cells[index]] = known[cell]
    got = resolve(rows, known, load_form("2021").equations)
    assert got.left == ((wanted,),)


def test_contradiction_is_no_solution() -> None:
    rows = make_rows({"new": "1000001"})
    got = resolve(rows, known_but(rows), load_form("2021").equations)
    assert not got.solvable


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=6, max_size=6), min_size=2, max_size=2))
def test_search_equals_trying_everything(parts: list[list[int]]) -> None:
    form = load_form("2021")
    leaves = [[*one, sum(one)] for one in parts]
    total = [sum(column) for column in zip(*leaves, strict=True)]
    texts = {
        key: "".join(str(one) for one in row)
        for key, row in {
            "granted": leaves[0], "partial": leaves[1], "total": total, "new": total,
        }.items()
    }  # fmt: skip
    rows = make_rows(texts)
    if any(not row.readings.complete or len(row.readings.readings) > 12 for row in rows):
        return
    got = resolve(rows, known_but(rows), form.equations)
    assert got.solvable and got.complete
    expected: list[set[Reading]] = [set(), set(), set(), set()]
    for choice in product(*(row.readings.readings for row in rows)):
        granted, partial, summed, new = choice
        sums = [(a or 0) + (b or 0) for a, b in zip(granted, partial, strict=True)]
        if tuple(sums) == summed and new == summed:
            for index, reading in enumerate(choice):
                expected[index].add(reading)
    assert [set(left) for left in got.left] == expected


def test_a_list_cut_short_narrows_nothing() -> None:
    form = load_form("2021")
    short = Row(form.row("new").cells, Readings(((Decimal(1),) * 7,), complete=False))
    whole = make_rows({"total": "000011011"})[0]
    got = resolve([short, whole], known_but([short, whole]), form.equations)
    assert not got.complete
    assert got.left[1] == whole.readings.readings


def test_blocks_must_cover_the_row() -> None:
    with pytest.raises(ValueError):
        cuts_of(["123"], 3, (2,))


@pytest.mark.parametrize("odd", ["22(其中修订16件)", "-1", "1.2.3", ""])
def test_a_row_with_more_than_plain_figures_is_left_to_a_person(odd):
    """A note or a sign behind separators that are certain: no reading, and not proved to be none."""
    assert cuts_of(["0", "3", odd, "3"], 3) == Readings((), complete=False)
    assert repairs_of(["0", "3", odd, "3"], 3) == Readings((), complete=False)
