"""What a share in the prose may be of: counts of the text, totals of the tables, the whole its words name."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.frames import Frame, Reading

NEAR_COUNTS = 40  # how many counts before and after may be the whole of a share
# Wholes of the table that a share may be of: cells with their signs.
_BASE_CELLS = (
    {"t3.new.total": 1},
    {"t3.total.total": 1},
    {"t3.new.total": 1, "t3.carried_in.total": 1},
    {"t3.new.total": 1, "t3.carried_out.total": -1},
    {"t3.total.total": 1, "t3.carried_in.total": -1},
)
# 占办结总数的…%: the verb that names the whole, and the cells it means
_NAMED_WHOLES = (
    ({"close"}, ({"t3.total.total": 1},)),
    (
        {"new", "receive", "accept"},
        ({"t3.new.total": 1}, {"t3.new.total": 1, "t3.carried_in.total": 1}),
    ),
)


def possible_bases(
    facts: ProseFacts, reading: Reading, count: Frame, pairs: Sequence[tuple[Frame, Frame]]
) -> list[Decimal]:
    """Every whole the share may be of: counts of the same sub-section, totals of the table, the sum of the list."""
    found: list[Decimal] = []
    place = bisect_left(reading.frames, count.quantity.start, key=lambda one: one.quantity.start)
    for one in reading.frames[max(0, place - NEAR_COUNTS) : place + NEAR_COUNTS]:
        if one.sentence.block == count.sentence.block and one.quantity.kind == "count":
            if one.quantity.approximate:
                continue
            found.append(one.quantity.value)
    found += [_value_of(facts, cells) for cells in _BASE_CELLS]
    listed = [one.quantity.value for one, _ in pairs]
    found.append(sum(listed, Decimal(0)))
    least = max(count.quantity.value, Decimal(1))
    return list(dict.fromkeys(one for one in found if one >= least))


def whole_before(reading: Reading, count: Frame) -> list[Decimal]:
    """公开信息3105条，其中解读78条，占2.5%: the counts in its unit before it, of which it may be a share."""
    before = count.segments[-1][2] if count.segments else ()
    if not any(one.slot == "list" and one.value == "among" for one in before):
        return []
    place = bisect_left(reading.frames, count.quantity.start, key=lambda one: one.quantity.start)
    return [
        one.quantity.value
        for one in reading.frames[max(0, place - NEAR_COUNTS) : place]
        if one.sentence.block == count.sentence.block
        and one.quantity.kind == "count"
        and one.quantity.unit == count.quantity.unit
    ]


def named_bases(facts: ProseFacts, reading: Reading, count: Frame, share: Frame) -> list[Decimal]:
    """The wholes that 占办结总数的, 占收到申请的 mean; none where the words name none."""
    of = next((one for one in share.near if one.slot == "share"), None)
    if of is None:
        return []
    verbs = {one.value for one in share.near if one.slot == "verb" and one.start >= of.end}
    least = max(count.quantity.value, Decimal(1))
    found: list[Decimal] = []
    for names, cells in _NAMED_WHOLES:
        if verbs and verbs <= names:
            found += [_value_of(facts, one) for one in cells]
            found += [
                one.quantity.value
                for one in reading.frames
                if one.sentence.block == count.sentence.block
                and one.quantity.kind == "count"
                and names & {word.value for word in one.near if word.slot == "verb"}
            ]
    return [one for one in found if one >= least]


def _value_of(facts: ProseFacts, cells: Mapping[str, int]) -> Decimal:
    values = [(facts.value(cell) or Decimal(0)) * sign for cell, sign in cells.items()]
    return sum(values, Decimal(0))
