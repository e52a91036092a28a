"""Rows read together: which readings of each row stand in at least one solution of all equations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.reports.cutting.readings import Reading, Row
from gongkai.domain.reports.forms import Equation

_STATES = 20_000  # partial sums kept a row
_ZERO = Decimal(0)

Vector = tuple[Decimal, ...]


@dataclass(frozen=True)
class Resolution:
    """`left` holds, row by row in the order given, the readings that occur in some solution.

    `solvable` is False where no choice satisfies every equation; `left` then holds what was given.
    `complete` is False where a row's list was cut short or the search was stopped by its limit:
    `left` then misses no reading of a whole list, but may hold some that stand in no solution.
    """

    left: tuple[tuple[Reading, ...], ...]
    solvable: bool
    complete: bool


def resolve(
    rows: Sequence[Row], known: Mapping[str, Decimal], equations: Sequence[Equation]
) -> Resolution:
    """Readings of each row that stand in at least one choice that satisfies every usable equation.

    An equation is usable if each of its cells is known or belongs to a row (with no blank in it).
    A row's own equations must already hold in its readings.
    """
    given = tuple(row.readings.readings for row in rows)
    # A row whose list may be cut short must not narrow the others.
    whole = [row for row in rows if row.readings.complete and row.readings.readings]
    if len(whole) < len(rows):
        inner = resolve(whole, known, equations)
        left = iter(inner.left)
        merged = tuple(
            next(left) if row.readings.complete and row.readings.readings else row.readings.readings
            for row in rows
        )
        return Resolution(merged, inner.solvable, complete=False)
    owner = {cell: index for index, row in enumerate(rows) for cell in row.cells}
    usable = [one for one in equations if _crosses(one, owner) and _usable(one, owner, known)]
    if not usable:
        return Resolution(given, solvable=True, complete=True)
    target = tuple(_known_sum(one, owner, known) for one in usable)
    steps = [_vectors(row, usable) for row in rows]
    narrowed = _propagate(steps, target)
    if narrowed is None:
        return Resolution(given, solvable=False, complete=True)
    viable = _walk(narrowed, target)
    if viable is None:
        return Resolution(_readings(given, narrowed), solvable=True, complete=False)
    if not all(viable):
        return Resolution(given, solvable=False, complete=True)
    return Resolution(_readings(given, viable), solvable=True, complete=True)


def _readings(
    given: Sequence[Sequence[Reading]], chosen: Sequence[Mapping[int, Vector]]
) -> tuple[tuple[Reading, ...], ...]:
    return tuple(
        tuple(readings[index] for index in sorted(indices))
        for readings, indices in zip(given, chosen, strict=True)
    )


def _crosses(equation: Equation, owner: Mapping[str, int]) -> bool:
    """The equation holds a cell in question, and is not one row's own."""
    owners = [owner.get(cell) for cell in equation.cells]
    return any(one is not None for one in owners) and len(set(owners)) > 1


def _usable(equation: Equation, owner: Mapping[str, int], known: Mapping[str, Decimal]) -> bool:
    return all(cell in owner or cell in known for cell in equation.cells)


def _known_sum(
    equation: Equation, owner: Mapping[str, int], known: Mapping[str, Decimal]
) -> Decimal:
    """What the rows in question must contribute: right minus left of the known cells."""
    left = sum((known[cell] for cell in equation.left if cell not in owner), _ZERO)
    right = sum((known[cell] for cell in equation.right if cell not in owner), _ZERO)
    return right - left


def _vectors(row: Row, equations: Sequence[Equation]) -> dict[int, Vector]:
    """What each reading of the row adds to (left − right) of every equation."""
    signs: list[list[tuple[int, int]]] = []
    for equation in equations:
        places = [(index, 1) for index, cell in enumerate(row.cells) if cell in equation.left]
        places += [(index, -1) for index, cell in enumerate(row.cells) if cell in equation.right]
        signs.append(places)
    return {
        number: tuple(
            sum((sign * (reading[index] or _ZERO) for index, sign in places), _ZERO)
            for places in signs
        )
        for number, reading in enumerate(row.readings.readings)
    }


def _propagate(
    steps: Sequence[dict[int, Vector]], target: Vector
) -> list[dict[int, Vector]] | None:
    """Drop readings that no choice of the other rows can balance, until nothing changes."""
    left = [dict(step) for step in steps]
    changed = True
    while changed:
        changed = False
        low, high = _bounds(left, len(target))
        for step in left:
            mine_low = [min(v[i] for v in step.values()) for i in range(len(target))]
            mine_high = [max(v[i] for v in step.values()) for i in range(len(target))]
            out = [
                number
                for number, vector in step.items()
                if any(
                    not (
                        low[i] - mine_low[i] + vector[i]
                        <= target[i]
                        <= high[i] - mine_high[i] + vector[i]
                    )
                    for i in range(len(target))
                )
            ]
            for number in out:
                del step[number]
            if not step:
                return None
            if out:
                changed = True
                low, high = _bounds(left, len(target))
    return left


def _bounds(steps: Sequence[dict[int, Vector]], width: int) -> tuple[list[Decimal], list[Decimal]]:
    low = [sum((min(v[i] for v in step.values()) for step in steps), _ZERO) for i in range(width)]
    high = [sum((max(v[i] for v in step.values()) for step in steps), _ZERO) for i in range(width)]
    return low, high


def _walk(steps: Sequence[dict[int, Vector]], target: Vector) -> list[dict[int, Vector]] | None:
    """Dynamic program over partial sums, forwards then backwards. None where it grew too large."""
    width = len(target)
    suffix: list[tuple[list[Decimal], list[Decimal]]] = [
        _bounds(steps[index:], width) for index in range(len(steps) + 1)
    ]
    reached: list[set[Vector]] = [{(_ZERO,) * width}]
    for index, step in enumerate(steps):
        low, high = suffix[index + 1]
        following: set[Vector] = set()
        for state in reached[-1]:
            for vector in step.values():
                total = tuple(a + b for a, b in zip(state, vector, strict=True))
                if all(low[i] <= target[i] - total[i] <= high[i] for i in range(width)):
                    following.add(total)
            if len(following) > _STATES:
                return None
        reached.append(following)
    alive = {target} & reached[-1]
    viable: list[dict[int, Vector]] = []
    for index in range(len(steps) - 1, -1, -1):
        kept: dict[int, Vector] = {}
        before: set[Vector] = set()
        for state in reached[index]:
            for number, vector in steps[index].items():
                if tuple(a + b for a, b in zip(state, vector, strict=True)) in alive:
                    kept[number] = vector
                    before.add(state)
        viable.append(kept)
        alive = before
    viable.reverse()
    return viable
