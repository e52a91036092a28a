"""Locating wrong cells: complete for small systems against brute force, and right on real cases."""

import itertools
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.domain.reports.equations import Numbers
from gongkai.domain.reports.forms import Equation, load_form
from gongkai.domain.reports.locating import Fault, bounds_of_blanks, locate
from gongkai.domain.reports.locating.few_cells import double_changes, single_changes
from gongkai.domain.reports.locating.many_cells import smallest_changes
from gongkai.domain.reports.locating.slips import (
    DOUBLED,
    DROPPED,
    EXTRA,
    LEFT_ZERO,
    ONE_DIGIT,
    TRANSPOSED,
    slip_between,
)
from gongkai.domain.reports.locating.system import System, system_of
from gongkai.domain.reports.locating.unknowns import Contradiction, Range, narrow, solution
from proof.consistent_reports import consistent_report

FORM = load_form("2021")
# A table of two rows and two columns with all its totals: the form's structure in little.
SMALL = (
    Equation("row1", "H3", ("a", "b"), ("r",), "r"),
    Equation("row2", "H3", ("c", "d"), ("s",), "s"),
    Equation("col1", "H2", ("a", "c"), ("x",), "x"),
    Equation("col2", "H2", ("b", "d"), ("y",), "y"),
    Equation("all", "H3", ("x", "y"), ("t",), "t"),
    Equation("down", "H2", ("r", "s"), ("t",), "t"),
)
CELLS = ("a", "b", "c", "d", "r", "s", "x", "y", "t")
MOST = 8
counts = st.integers(0, 2)
small_tables = st.fixed_dictionaries(dict.fromkeys(CELLS, counts))


def holds(values: dict[str, int]) -> bool:
    return all(
        sum(values[c] for c in one.left) == sum(values[c] for c in one.right) for one in SMALL
    )


def repairs_of(values: dict[str, int], cells: tuple[str, ...]) -> list[dict[str, int]]:
    """Every new set of values, all different from the printed ones, that satisfies all equations."""
    found = []
    for new in itertools.product(range(MOST + 1), repeat=len(cells)):
        changed = dict(zip(cells, new, strict=True))
        if all(values[c] != v for c, v in changed.items()) and holds({**values, **changed}):
            found.append(changed)
    return found


def system(values: dict[str, int | None]) -> System:
    numbers: Numbers = {c: None if v is None else Decimal(v) for c, v in values.items()}
    return system_of(SMALL, numbers)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(small_tables)
def test_one_and_two_cells_are_found_completely(values: dict[str, int]) -> None:
    if holds(values):
        return
    spoiled = system(values)
    singles = {next(iter(change)): change for change in single_changes(spoiled)}
    for cell in CELLS:
        assert repairs_of(values, (cell,)) == ([singles[cell]] if cell in singles else [])
    doubles = {frozenset(change): change for change in double_changes(spoiled)}
    for pair in itertools.combinations(CELLS, 2):
        if singles.keys() & set(pair):
            continue
        expected = repairs_of(values, pair)
        found = doubles.get(frozenset(pair))
        if found is not None and None not in found.values():
            assert expected == [{cell: found[cell] for cell in pair}]
        else:
            assert bool(expected) == (found is not None)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(small_tables)
def test_the_program_lists_the_same_smallest_sets_as_brute_force(values: dict[str, int]) -> None:
    if holds(values):
        return
    listing = smallest_changes(system(values), limit=60)
    assert listing.complete
    for size in range(1, 4):
        expected = {
            frozenset(cells)
            for cells in itertools.combinations(CELLS, size)
            if repairs_of(values, cells)
        }
        if expected:
            assert {frozenset(change) for change in listing.changes} == expected
            return


@settings(max_examples=80, deadline=None, derandomize=True)
@given(small_tables, st.sets(st.sampled_from(CELLS), min_size=1, max_size=3))
def test_unknown_cells_are_narrowed_soundly_and_solved_exactly(
    values: dict[str, int], unknown: set[str]
) -> None:
    open_cells = tuple(sorted(unknown))
    printed = {cell: count for cell, count in values.items() if cell not in unknown}
    fillings = [
        dict(zip(open_cells, new, strict=True))
        for new in itertools.product(range(MOST + 1), repeat=len(open_cells))
        if holds({**values, **dict(zip(open_cells, new, strict=True))})
    ]
    try:
        ranges = narrow(SMALL, printed, {cell: Range() for cell in open_cells})
    except Contradiction:
        assert not fillings
    else:
        for filling in fillings:
            for cell, count in filling.items():
                high = ranges[cell].high
                assert ranges[cell].low <= count and (high is None or count <= high)
    found = solution(SMALL, printed, open_cells)
    assert (found is not None) == bool(fillings)
    assert found is None or holds({**values, **found})


@settings(derandomize=True)
@given(st.integers(10, 10**9), st.data())
def test_slips_are_known_by_what_they_do_to_the_digits(true: int, data: st.DataObject) -> None:
    digits = str(true)
    place = data.draw(st.integers(0, len(digits) - 2))
    crossed = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if crossed != digits and crossed[0] != "0":
        assert slip_between(Decimal(crossed), Decimal(true)) is TRANSPOSED
    dropped = digits[:place] + digits[place + 1 :]
    if dropped[0] != "0":
        assert slip_between(Decimal(dropped), Decimal(true)) is DROPPED
    doubled = digits[: place + 1] + digits[place:]
    assert slip_between(Decimal(doubled), Decimal(true)) in (DOUBLED, EXTRA)
    assert slip_between(Decimal(0), Decimal(true)) is LEFT_ZERO
    assert slip_between(Decimal(true), Decimal(true)) is None
    assert slip_between(Decimal(-1), Decimal(true)) is None
    assert slip_between(Decimal("12"), Decimal("19")) is ONE_DIGIT


def spoiled_report(**changed: int | None) -> list[Fault]:
    numbers: dict[str, Decimal | None] = dict(consistent_report("市", 7))
    for cell, value in changed.items():
        numbers[cell.replace("__", ".")] = None if value is None else Decimal(value)
    return list(locate(FORM, numbers))


def test_a_correct_report_has_no_fault() -> None:
    assert spoiled_report() == []


def test_two_totals_left_at_zero_are_two_faults() -> None:
    numbers = dict.fromkeys(FORM.cells, Decimal(0))
    numbers |= {"t4.review.upheld": Decimal(10), "t4.review.corrected": Decimal(1)}
    numbers["t4.after_review.upheld"] = Decimal(5)
    review, after = locate(FORM, numbers)
    assert dict(review.repairs[0].values) == {"t4.review.total": 11}
    assert len(review.repairs) == 1 and review.complete
    assert dict(after.repairs[0].values) == {"t4.after_review.total": 5}
    assert {"t4.after_review.upheld": 0} in [dict(one.values) for one in after.repairs]


def test_a_column_slipped_in_the_row_of_table_four_is_one_fault() -> None:
    truth = consistent_report("市", 7)
    row = FORM.cells_of("t4")
    values = [truth[cell] for cell in row]
    slipped = dict(zip(row, [Decimal(0), *values[:-1]], strict=True))
    (fault,) = locate(FORM, {**truth, **slipped})
    changed = {cell: truth[cell] for cell in row if truth[cell] != slipped[cell]}
    assert changed in [dict(repair.values) for repair in fault.repairs]
    assert len(fault.failing) == 3


def test_a_total_is_likelier_wrong_than_a_result_of_zero() -> None:
    numbers = dict.fromkeys(FORM.cells, Decimal(0))
    numbers |= {"t4.review.upheld": Decimal(4), "t4.review.total": Decimal(5)}
    (fault,) = locate(FORM, numbers)
    assert fault.repairs[0].cells == ("t4.review.total",) and len(fault.repairs) == 5


def test_three_wrong_cells_far_apart_are_three_faults() -> None:
    """Beyond two cells the integer program answers; the parts are then told one by one."""
    faults = spoiled_report(
        t3__granted__natural=100_003,
        t3__partial__business=100_017,
        t3__unable__create__other=100_040,
    )
    assert {cell for fault in faults for cell in fault.cells} == {
        "t3.granted.natural",
        "t3.partial.business",
        "t3.unable.create.other",
    }
    assert all(len(fault.repairs) == 1 and fault.complete for fault in faults)
    assert len(faults) == 3


def test_a_wrong_cell_is_found_beside_a_blank_total() -> None:
    faults = spoiled_report(t3__granted__natural=100_003, t3__granted__total=None)
    truth = consistent_report("市", 7)["t3.granted.natural"]
    assert [dict(one.values) for one in faults[0].repairs] == [{"t3.granted.natural": truth}]


def test_a_blank_alone_is_no_fault_and_its_value_follows() -> None:
    numbers: dict[str, Decimal | None] = dict(consistent_report("县", 2))
    truth = numbers["t3.granted.total"]
    numbers["t3.granted.total"] = None
    assert locate(FORM, numbers) == ()
    allowed, contradicted = bounds_of_blanks(FORM, numbers)
    assert allowed == {"t3.granted.total": (truth, truth)} and contradicted == ()


def test_numbers_beyond_all_measure_are_wrong_in_themselves() -> None:
    changed = {"t3.granted.natural": Decimal(10) ** 30, "t3.partial.business": Decimal("1E+999999")}
    truth = consistent_report("市", 7)
    faults = locate(FORM, {**truth, **changed})
    named = {cell: value for fault in faults for cell, value in fault.repairs[0].values.items()}
    assert named == {cell: truth[cell] for cell in changed}


def test_large_counts_are_located_and_too_many_are_left_to_a_person() -> None:
    cells = ("t3.granted.natural", "t3.partial.business", "t3.total.other")
    truth = consistent_report("市", 7)
    one = locate(FORM, {**truth, cells[0]: Decimal(10**12)})
    assert [dict(repair.values) for repair in one[0].repairs] == [{cells[0]: truth[cells[0]]}]
    faults = locate(FORM, {**truth, **dict.fromkeys(cells, Decimal(10**12))})
    assert faults and not any(fault.repairs for fault in faults) and not faults[0].complete


def test_a_busy_machine_gets_the_same_answer(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A solver that was given no processor in its seconds of the clock is asked again."""
    import scipy.optimize

    values = {**dict.fromkeys(CELLS, 1), "r": 9, "s": 9, "x": 9, "y": 9}
    alone = smallest_changes(system(values), limit=3)
    asked = []
    solve = scipy.optimize.milp

    def starved(*given, options, **more):  # type: ignore[no-untyped-def]
        asked.append(options["time_limit"])
        if len(asked) % 2:  # stopped by the clock, having done nothing
            return scipy.optimize.OptimizeResult(status=1, x=None)
        return solve(*given, options=options, **more)

    monkeypatch.setattr(scipy.optimize, "milp", starved)
    assert smallest_changes(system(values), limit=3) == alone
    assert alone.changes
    assert asked[:2] == [1.0, 3.0]
