"""From failing equations to faults: independent groups, each with every smallest repair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.domain.findings import Outcome
from gongkai.domain.reports.equations import Held, Numbers, components, equations_of, hold
from gongkai.domain.reports.forms import Form
from gongkai.domain.reports.locating.few_cells import Change, double_changes, single_changes
from gongkai.domain.reports.locating.many_cells import smallest_changes
from gongkai.domain.reports.locating.moves import moved_rows
from gongkai.domain.reports.locating.repair import Repair, priced, rows_of_counts
from gongkai.domain.reports.locating.system import System, system_of
from gongkai.domain.reports.locating.unknowns import Contradiction, Range, narrow, solution

# More sets than this help nobody; that there are more is said.
MOST_REPAIRS = 12
# With more failing equations in one group the table is not mistyped in places but wrong as a whole
# (misread, or columns exchanged); a list of cells would help nobody and takes long to find.
MOST_FAILING = 20
# Cells beside many blanks that could not be decided in their share of steps, before it is given up.
MOST_UNDECIDED = 3


@dataclass(frozen=True)
class Fault:
    """Failing equations that one mistake (or an inseparable few) explains.

    `repairs`: the most plausible first. `complete`: proved that no other set of that size exists.
    """

    failing: tuple[Held, ...]
    repairs: tuple[Repair, ...]
    complete: bool

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that some repair changes, those of the most plausible repair first."""
        return tuple(dict.fromkeys(cell for repair in self.repairs for cell in repair.cells))


@dataclass(frozen=True)
class _Problem:
    form: Form
    numbers: Numbers
    system: System
    failing: tuple[Held, ...]


def locate(form: Form, numbers: Numbers) -> tuple[Fault, ...]:
    """Find the smallest sets of cells whose change to counts satisfies all equations of the form.

    `numbers` holds the printed number of each cell, None for a blank, which may be any count.
    Equations that hold, and reports without a failing one, give nothing. Faults come in the order
    of the form. Raises ValueError for a number that is not finite.
    """
    problems = []
    for equations in components(form):
        held = [hold(equation, numbers) for equation in equations]
        failing = tuple(one for one in held if one.outcome is Outcome.FAILED)
        if failing:
            problems.append(_Problem(form, numbers, system_of(equations, numbers), failing))
    moved = _moved_across_blocks(problems)
    faults: list[Fault] = [] if moved is None else [moved]
    for problem in problems:
        if moved is None or problem.failing[0] not in moved.failing:
            repairs: list[Repair] = []
            complete = False
            if len(problem.failing) <= MOST_FAILING:
                repairs, complete = _repairs(form, numbers, problem.system)
            faults.extend(_independent(problem, repairs, complete))
    order = [equation.key for equation in form.equations]
    return tuple(sorted(faults, key=lambda fault: order.index(fault.failing[0].equation.key)))


def _moved_across_blocks(problems: Sequence[_Problem]) -> Fault | None:
    """One slip of a column in 表四, whose blocks stand side by side in one row.

    It makes several blocks fail at once; asked only then, and only where every cell has a count.
    """
    blocks = [one for one in problems if one.failing[0].equation.rule == "H4"]
    if len(blocks) < 2:
        return None
    form, numbers = blocks[0].form, blocks[0].numbers
    system = system_of(equations_of(form, "H4"), numbers)
    if system.unknown:
        return None
    repairs = moved_rows([form.cells_of("t4")], system)
    failing = tuple(held for block in blocks for held in block.failing)
    return Fault(failing, tuple(_ranked(repairs)[:MOST_REPAIRS]), True) if repairs else None


def _repairs(form: Form, numbers: Numbers, system: System) -> tuple[list[Repair], bool]:
    if system.blanks:
        changes, complete = _singles_with_blanks(system)
        if changes:
            return _ranked([priced(form, numbers, change) for change in changes]), complete
    elif len(system.impossible) <= 2:
        singles = single_changes(system)
        if singles:
            return _ranked([priced(form, numbers, change) for change in singles]), True
        moves = [] if system.impossible else moved_rows(rows_of_counts(form), system)
        doubles = [priced(form, numbers, change) for change in double_changes(system)]
        if moves or doubles:
            return _ranked([*moves, *doubles]), True
    listing = smallest_changes(system, MOST_REPAIRS)
    repairs = [priced(form, numbers, change) for change in listing.changes]
    return _ranked(repairs), listing.complete


def _singles_with_blanks(system: System) -> tuple[list[Change], bool]:
    """Every single change where blanks may take any count; False if one could not be decided."""
    if len(system.impossible) > 1:
        return [], True
    made: list[Change] = []
    undecided = 0
    for cell in system.impossible or system.printed:
        unknown = sorted(system.unknown | {cell})
        printed = {one: count for one, count in system.printed.items() if one != cell}
        try:
            ranges = narrow(system.equations, printed, {one: Range() for one in unknown})
            if solution(system.equations, printed, unknown) is None:
                continue
        except Contradiction:
            continue
        except TimeoutError:
            undecided += 1
            if undecided == MOST_UNDECIDED:
                break
            continue
        made.append({cell: ranges[cell].low if ranges[cell].fixed else None})
    return made, not undecided


def _ranked(repairs: Iterable[Repair]) -> list[Repair]:
    """The most plausible first; of two that change the same cells to the same values, the cheaper."""
    best: dict[tuple[tuple[str, object], ...], Repair] = {}
    for repair in repairs:
        key = tuple(sorted(repair.values.items()))
        if key not in best or repair.price < best[key].price:
            best[key] = repair
    return sorted(best.values(), key=lambda one: one.price)


def _independent(problem: _Problem, repairs: list[Repair], complete: bool) -> list[Fault]:
    """Split the repairs of a system into parts that have no equation in common.

    Changes in one part touch no equation of another, so each part is repaired by itself, and the
    smallest repairs of the whole are the smallest of each part put together.
    """
    equations, failing = problem.system.equations, problem.failing
    groups = _linked_equations(problem.system, repairs)
    parts = [
        (group, [one for one in failing if equations.index(one.equation) in group])
        for group in groups
    ]
    if len(parts) < 2 or any(not held for _, held in parts):
        return [Fault(failing, tuple(repairs[:MOST_REPAIRS]), _all(repairs, complete))]
    faults = []
    for group, held in parts:
        own = _ranked(_part(problem, repair, group) for repair in repairs)
        faults.append(Fault(tuple(held), tuple(own[:MOST_REPAIRS]), _all(own, complete)))
    return sorted(faults, key=lambda fault: equations.index(fault.failing[0].equation))


def _all(repairs: Sequence[Repair], complete: bool) -> bool:
    return complete and len(repairs) <= MOST_REPAIRS


def _part(problem: _Problem, repair: Repair, group: set[int]) -> Repair:
    signs = problem.system.signs
    own = {cell: value for cell, value in repair.values.items() if signs[cell].keys() <= group}
    if len(own) == len(repair.values):
        return repair
    counts = {cell: None if value is None else int(value) for cell, value in own.items()}
    return priced(problem.form, problem.numbers, counts)


def _linked_equations(system: System, repairs: Sequence[Repair]) -> list[set[int]]:
    """Groups of equations that a change of some repair, or a blank between them, ties together."""
    tied = [set(system.signs[cell]) for repair in repairs for cell in repair.values]
    tied += [set(system.signs[cell]) for cell in system.blanks]
    groups: list[set[int]] = []
    for one in tied:
        apart = [group for group in groups if not group & one]
        together = one.union(*(group for group in groups if group & one))
        groups = [*apart, together]
    changed = {
        index for repair in repairs for cell in repair.values for index in system.signs[cell]
    }
    return [group for group in groups if group & changed]
