"""Which ledgers count what section 一 tells: a registry, so that a room built later counts its own.

An app above this one registers in its `AppConfig.ready`; `data/counts.yaml` then names its code under `ledger`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.queries.counts import CLASSES, year_counts

# Organs (ids) and a period → code → number, as recorded by the period's moment.
Counting = Callable[[Collection[int], Period], Mapping[str, int]]


@dataclass(frozen=True)
class Ledger:
    """`codes`: what it counts; `count` answers all of them at once."""

    name: str
    codes: tuple[str, ...]
    count: Counting


def _published(organs: Collection[int], period: Period) -> Mapping[str, int]:
    return year_counts(organs, period.year, known_at=period.as_of)


_REGISTERED: dict[str, Ledger] = {
    "disclosure": Ledger("disclosure", tuple(one.code for one in CLASSES), _published)
}


def register_ledger(name: str, codes: Iterable[str], count: Counting) -> None:
    """Add a ledger; ValueError where another one counts one of its codes already."""
    given = tuple(codes)
    for other in _REGISTERED.values():
        if other.name != name and (twice := set(other.codes) & set(given)):
            raise ValueError(f"{name} and {other.name} both count {', '.join(sorted(twice))}")
    _REGISTERED[name] = Ledger(name, given, count)


def ledger_codes() -> tuple[str, ...]:
    """Every code that some ledger counts."""
    return tuple(code for one in _REGISTERED.values() for code in one.codes)


def ledger_counts(organs: Collection[int], period: Period) -> dict[str, int]:
    """Code → number of every ledger, as known at the period's moment."""
    found: dict[str, int] = {}
    for one in _REGISTERED.values():
        found |= one.count(organs, period)
    return found
