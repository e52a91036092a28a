"""How a printed number may have come from the true one by a slip of the hand, and how likely that is."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Slip:
    """A way in which a number is commonly miswritten; `discount` is taken off the price of a change."""

    name: str
    discount: float


TRANSPOSED = Slip("相邻两位数字颠倒", 0.4)
DROPPED = Slip("漏写一位数字", 0.35)
DOUBLED = Slip("一位数字重复", 0.35)
EXTRA = Slip("多写一位数字", 0.3)
ONE_DIGIT = Slip("一位数字写错", 0.2)
LEFT_ZERO = Slip("该填的数没有填上，留着 0", 0.3)
NEIGHBOUR = Slip("与邻格的数字相同，可能串列", 0.2)


def slip_between(printed: Decimal, true: Decimal) -> Slip | None:
    """The slip that turns the true number into the printed one, None where there is none.

    Both are counts; a number that is negative, has a fraction or more than 15 digits is no slip.
    """
    if not (_is_count(printed) and _is_count(true)) or printed == true:
        return None
    seen, meant = str(int(printed)), str(int(true))
    if printed == 0:
        return LEFT_ZERO
    if len(seen) == len(meant):
        places = [i for i in range(len(seen)) if seen[i] != meant[i]]
        if len(places) == 2 and places[1] == places[0] + 1 and _crossed(seen, meant, places[0]):
            return TRANSPOSED
        return ONE_DIGIT if len(places) == 1 and len(seen) > 1 else None
    if len(seen) + 1 == len(meant):
        return DROPPED if _without_one(meant, seen) is not None else None
    if len(seen) == len(meant) + 1:
        place = _without_one(seen, meant)
        if place is None:
            return None
        beside = seen[max(place - 1, 0) : place] + seen[place + 1 : place + 2]
        return DOUBLED if seen[place] in beside else EXTRA
    return None


def _is_count(number: Decimal) -> bool:
    return 0 <= number < 10**15 and number == number.to_integral_value()


def _crossed(one: str, other: str, place: int) -> bool:
    return one[place] == other[place + 1] and one[place + 1] == other[place]


def _without_one(longer: str, shorter: str) -> int | None:
    """The place of the digit of the longer one that the shorter one lacks."""
    for place in range(len(longer)):
        if longer[:place] + longer[place + 1 :] == shorter:
            return place
    return None
