"""Which years are closed."""

from collections.abc import Iterable

from gongkai.apps.periods.models import LockedYear


def locked_years(years: Iterable[int]) -> frozenset[int]:
    """Of these years, those that are locked. One query; none for no years."""
    wanted = set(years)
    if not wanted:
        return frozenset()
    return frozenset(LockedYear.objects.filter(year__in=wanted).values_list("year", flat=True))
