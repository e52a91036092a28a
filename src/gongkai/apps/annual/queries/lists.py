"""The frozen lists of a year and what one changed against another."""

from dataclasses import dataclass

from gongkai.apps.annual.models import ReportKind, Unit, UnitList
from gongkai.apps.organs.models import Organ


@dataclass(frozen=True)
class Differing:
    """One unit that stands otherwise in the later list; `before`, `after` in words, "" where it is not in."""

    organ: Organ
    before: str
    after: str
    note: str


def lists_of(government: Organ, year: int) -> list[UnitList]:
    """Every list of the year, the newest first. Two queries."""
    rows = UnitList.objects.filter(government=government, year=year)
    return list(rows.prefetch_related("units__organ", "units__successor").order_by("-id"))


def differences_of(former: UnitList, later: UnitList) -> tuple[Differing, ...]:
    """What the later list changed, in its order, then what it left out."""
    then = {one.organ_id: one for one in _rows(former)}
    made = []
    for one in _rows(later):
        held = then.pop(one.organ_id, None)
        before, after = in_words(held) if held else "", in_words(one)
        if before != after:
            made.append(Differing(one.organ, before, after, one.note))
    made += [Differing(one.organ, in_words(one), "", "") for one in then.values()]
    return tuple(made)


def _rows(held: UnitList) -> list[Unit]:
    return sorted(held.units.all(), key=lambda one: one.pk)


def in_words(one: Unit) -> str:
    """How a unit is counted."""
    if one.successor is not None:
        return f"由{one.successor.short_name}填报"
    return "按本级政府汇总报告计" if one.kind == ReportKind.GOVERNMENT else "按本机关报告计"
