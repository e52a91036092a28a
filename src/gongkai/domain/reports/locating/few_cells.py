"""Every repair of one cell, and every repair of two: complete, by the structure of the equations.

All cells of the system have a number here (the impossible ones count as 0 and must change). What is
returned maps each changed cell to its new value, None where the equations leave several values.
"""

from collections.abc import Iterator

from gongkai.domain.reports.locating.system import System

Change = dict[str, int | None]


def single_changes(system: System) -> list[Change]:
    """Every one cell whose change alone satisfies all equations.

    A change of a cell moves the residual of each of its equations by the same amount and no other
    equation's: so it must stand in every failing equation and undo all of them at once.
    """
    made: list[Change] = []
    for cell in _cells_of_a_failing_equation(system):
        if system.impossible <= {cell}:
            value = _undone_by(system, system.residuals, cell, {})
            if value is not None and (value != system.printed.get(cell)):
                made.append({cell: value})
    return made


def double_changes(system: System) -> list[Change]:
    """Every two cells whose change together satisfies all equations, and neither alone."""
    alone = {next(iter(change)) for change in single_changes(system)}
    made: dict[frozenset[str], Change] = {}
    for first in _cells_of_a_failing_equation(system):
        if first in alone:
            continue
        for second in _partners(system, first):
            pair = frozenset((first, second))
            if pair in made or second in alone or not system.impossible <= pair:
                continue
            change = _solved_pair(system, first, second)
            if change is not None:
                made[pair] = change
    return list(made.values())


def _cells_of_a_failing_equation(system: System) -> tuple[str, ...]:
    """Any repair changes a cell of every failing equation: so the shortest one gives a start."""
    failing = [index for index, residual in enumerate(system.residuals) if residual]
    if not failing:
        return tuple(sorted(system.impossible))
    return min((system.equations[index].cells for index in failing), key=len)


def _partners(system: System, first: str) -> Iterator[str]:
    """Cells that may complete a repair begun with `first`.

    If a failing equation lacks `first`, the partner stands in all such equations. If none lacks it,
    a partner with an equation that lacks `first` would break that one; so all of its are shared.
    """
    touched = system.signs[first].keys()
    left = {i for i, residual in enumerate(system.residuals) if residual and i not in touched}
    for cell, places in system.signs.items():
        if cell != first and (left <= places.keys() if left else places.keys() <= touched):
            yield cell


def _undone_by(
    system: System, residuals: list[int], cell: str, moved: dict[int, int]
) -> int | None:
    """The new value of `cell` that brings every residual (plus `moved`) to 0, if there is one."""
    places = system.signs[cell]
    delta: int | None = None
    for index, residual in enumerate(residuals):
        rest = residual + moved.get(index, 0)
        if index in places:
            needed = -places[index] * rest
            if delta is not None and needed != delta:
                return None
            delta = needed
        elif rest:
            return None
    value = system.printed.get(cell, 0) + (delta or 0)
    return value if value >= 0 else None


def _solved_pair(system: System, first: str, second: str) -> Change | None:
    one, other = system.signs[first], system.signs[second]
    for changed, places, partner in ((first, one, second), (second, other, first)):
        # An equation with one of the two alone fixes that one's change.
        alone = [i for i in places if i not in system.signs[partner]]
        if alone:
            delta = -places[alone[0]] * system.residuals[alone[0]]
            return _with_partner(system, changed, delta, partner)
    # Both stand in the same equations. With the same signs throughout (or the opposite ones
    # throughout) only the sum (or the difference) of the changes is fixed.
    together = {one[i] * other[i] for i in one}
    needed = {-one[i] * system.residuals[i] for i in one}
    if len(together) == 1:
        elsewhere = any(r for i, r in enumerate(system.residuals) if i not in one)
        return None if len(needed) > 1 or elsewhere else {first: None, second: None}
    total = next(-one[i] * system.residuals[i] for i in one if one[i] == other[i])
    difference = next(-one[i] * system.residuals[i] for i in one if one[i] != other[i])
    if (total + difference) % 2:
        return None
    return _with_partner(system, first, (total + difference) // 2, second)


def _with_partner(system: System, changed: str, delta: int, partner: str) -> Change | None:
    value = system.printed.get(changed, 0) + delta
    if value < 0 or (delta == 0 and changed not in system.impossible):
        return None
    moved = {index: sign * delta for index, sign in system.signs[changed].items()}
    rest = _undone_by(system, system.residuals, partner, moved)
    if rest is None or rest == system.printed.get(partner):
        return None
    return {changed: value, partner: rest}
