"""Comparisons with last year told in full: 124件，较上年增加13件，增长11.7%; 22起，比2022年（31起）下降39%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.frames import Frame, Reading
from gongkai.domain.reports.prose.lexicon import Token
from gongkai.domain.rules.prose.shares import rounded

_HUNDRED = Decimal(100)
# 由上年的20件增至26件: what stands before the first count, and what between the two
_FROM = re.compile(r"[由从自][^，。；：、（）\d]{0,8}(?:20\d\d年度?[^，。；：、（）\d]{0,4})?$")
_TO = re.compile(
    r"[^，。；：、（）\d]{0,4}?(?:(?P<up>增[加长多]?|[上攀]?升|提[高升])|减少?|下?降低?|回落)[到至为]"
)


@dataclass
class Comparison:
    """This year's count, and two or three of: last year's count, the difference, the rate.

    `nows`: every count that may be this year's, the likeliest last. `sign` is -1 for a fall.
    """

    reading: Reading
    nows: list[Frame]
    base: Frame | None = None
    difference: Frame | None = None
    rate: Frame | None = None
    sign: int = 0
    frames: list[Frame] = field(default_factory=list)
    led: bool = False  # 由…增至…: the direction is said of the two counts themselves
    clash: bool = False  # 由…降至…，增长…%: the rate says the other direction

    @property
    def now(self) -> Decimal:
        return self.nows[-1].quantity.value

    def wrong(self) -> str | None:
        """What does not agree, by the count that comes nearest to agreeing; None where one agrees."""
        said = [self._disagreement(one.quantity.value) for one in reversed(self.nows)]
        return None if None in said else said[0]

    def _disagreement(self, now: Decimal) -> str | None:
        base = self.base.quantity.value if self.base is not None else None
        if self.led and base is not None and (now - base) * self.sign <= 0:
            told = "增加" if self.sign > 0 else "减少"
            return f"由 {base} 到 {now} 不是{told}"
        if self.clash and self.rate is not None:
            told, other = ("增加", "下降") if self.sign > 0 else ("减少", "增长")
            return f"由 {base} 到 {now} 是{told}，正文又称{other} {self.rate.quantity.value}%"
        if self.difference is not None:
            change = self.difference.quantity.value * self.sign
            if base is not None and now - base != change:
                return f"{now} 与上年 {base} 相差 {abs(now - base)}，正文为 {abs(change)}"
            base = now - change
        if base is None or self.rate is None:
            return None
        if base <= 0:
            return f"{now} 减去增加的 {self.sign * (now - base)}，上年不能是 {base}"
        exact = (now - base) * _HUNDRED / base
        said, places = self.rate.quantity.value * self.sign, self.rate.quantity.decimals
        step = Decimal(1).scaleb(-places)
        if said in rounded(exact, places) or said == exact.quantize(step, ROUND_DOWN):
            return None
        shown = min(rounded(exact, places), key=lambda one: abs(one - said))
        return f"上年 {base}、本年 {now}，重算为 {shown}%，正文为 {said}%"


def find_comparisons(facts: ProseFacts) -> Iterator[Comparison]:
    """Every comparison of which enough is printed to reckon it."""
    for reading in facts.sections:
        current: Comparison | None = None
        counts: list[Frame] = []
        arrived: Frame | None = None
        for index, frame in enumerate(reading.frames):
            if frame is arrived:
                counts.append(frame)
                continue
            if counts and counts[-1].sentence != frame.sentence:
                if current is not None:
                    yield from _complete(current)
                current, counts = None, []
            arrived, sign = _arrival(reading, index)
            if arrived is not None:
                if current is not None:
                    yield from _complete(current)
                current = Comparison(reading, [arrived], base=frame, sign=sign, led=True)
                continue
            role, sign = _role(frame, reading)
            if role is None or frame.quantity.approximate:
                if current is not None:
                    yield from _complete(current)
                    current = None
                if frame.quantity.kind == "count" and not frame.quantity.approximate:
                    counts.append(frame)
                continue
            nows = [one for one in counts if role == "rate" or _alike(one, frame)]
            if current is None and nows:
                current = Comparison(reading, nows)
            if current is not None and not _add(current, frame, role, sign):
                yield from _complete(current)
                current = Comparison(reading, nows) if nows else None
                if current is not None:
                    _add(current, frame, role, sign)
        if current is not None:
            yield from _complete(current)


def _complete(one: Comparison) -> Iterator[Comparison]:
    told = [frame for frame in (one.base, one.difference, one.rate) if frame is not None]
    if (len(told) >= 2 or one.led) and one.sign:
        one.frames = told
        yield one


def _add(one: Comparison, frame: Frame, role: str, sign: int) -> bool:
    if getattr(one, role) is not None:
        return False
    if sign and one.sign and sign != one.sign:
        if not one.led or role != "rate":
            return False
        one.clash = True
    setattr(one, role, frame)
    one.sign = one.sign or sign
    return True


def _arrival(reading: Reading, index: int) -> tuple[Frame | None, int]:
    """Of 由20件增至26件, at the first count: the frame of the second, and the direction."""
    frame = reading.frames[index]
    if index + 1 == len(reading.frames) or frame.quantity.kind != "count":
        return None, 0
    other = reading.frames[index + 1]
    compact, start = reading.text.compact, frame.quantity.start
    if other.sentence != frame.sentence or other.quantity.kind != "count":
        return None, 0
    if frame.quantity.approximate or other.quantity.approximate or not _alike(frame, other):
        return None, 0
    between = _TO.fullmatch(compact, frame.quantity.end, other.quantity.start)
    if between is None or not _FROM.search(compact[max(frame.sentence.start, start - 22) : start]):
        return None, 0
    return other, 1 if between["up"] else -1


def _alike(one: Frame, other: Frame) -> bool:
    return one.quantity.unit == other.quantity.unit or not other.quantity.unit


def _right_before(frame: Frame, reading: Reading) -> tuple[Token, ...]:
    """上年20件增长35%: the word between two numbers, which is counted with the first, leads the second too.

    增加到26件 does not: what follows 到 is this year's count, no difference.
    """
    start = frame.quantity.start
    words = [one for one in reading.tokens_in(frame.sentence.start, start) if one.end == start]
    led = [one for one in words if one.slot == "compare" and one.value in ("up", "down")]
    return tuple(one for one in led if reading.text.compact[start - 1] not in "到至为")


def _role(frame: Frame, reading: Reading) -> tuple[str | None, int]:
    """base, difference or rate by its words, and the direction they tell."""
    last = (frame.segments[-1][2] if frame.segments else ()) or _right_before(frame, reading)
    before = [one.value for one in last if one.slot == "compare"]
    after = [one.value for one in frame.post if one.slot == "compare"]
    directions = {one for one in (*before, *after) if one in ("up", "down")}
    if len(directions) > 1:
        return None, 0
    sign = {"up": 1, "down": -1}.get(next(iter(directions), ""), 0)
    if frame.quantity.kind == "percent":
        shares = any(one.slot in ("share", "rate") for one in last)
        return ("rate", sign) if sign and not shares else (None, 0)
    if frame.quantity.kind != "count":
        return None, 0
    if before and before[-1] in ("up", "down"):
        return "difference", sign
    # 比2022年（31起）下降
    outside = frame.segments[-2][2] if len(frame.segments) > 1 and frame.depth else ()
    in_bracket = (
        not last
        and bool(outside)
        and outside[-1].slot == "compare"
        and outside[-1].end + 1 == frame.quantity.start
    )
    if "with" in before or in_bracket:
        return "base", sign
    return None, 0
