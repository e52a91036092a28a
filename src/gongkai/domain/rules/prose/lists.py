"""Lists in a sentence (共 n 件，其中 a、b、c) and the whole they divide."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from gongkai.domain.reports.prose import ProseFacts
from gongkai.domain.reports.prose.claims import REMEDIES, topic_of
from gongkai.domain.reports.prose.facts import OUTCOME_GROUPS
from gongkai.domain.reports.prose.frames import MOST_QUANTITIES, Frame, Reading

_OPEN = re.compile(r"等|主要|左右|特别|尤其|如：|包含但不限")
_OVERLAPPING = re.compile(r"通过|平台|网站|公众号|微信|微博|抖音|新媒体")
_PARTITIONS = ("outcome", "applicant", "channel", "result")


@dataclass(frozen=True)
class Division:
    """A whole and its parts. `family`: outcome, applicant, channel, result where every part is of one
    such division, else "". `closed`: the list claims to be complete (ends in 其他, or names every member).
    """

    reading: Reading
    whole: Frame
    parts: tuple[Frame, ...]
    family: str
    closed: bool

    @property
    def total(self) -> Decimal:
        return sum((one.quantity.value for one in self.parts), Decimal(0))

    @property
    def adds_up(self) -> bool:
        """The parts, or a first run of at least two of them, make the whole."""
        running = Decimal(0)
        for count, one in enumerate(self.parts, 1):
            running += one.quantity.value
            if count >= 2 and running == self.whole.quantity.value:
                return True
        # 公开信息100条，其中访谈3期、文件60条、其他40条: those in another unit counted apart
        unit = self.whole.quantity.unit
        own = [one.quantity.value for one in self.parts if one.quantity.unit in (unit, "")]
        return sum(own, Decimal(0)) == self.whole.quantity.value

    @property
    def overlapping(self) -> bool:
        """Parts by channel of publication overlap: one item stands on the website and in WeChat."""
        return self.family == "" and any(
            _OVERLAPPING.search(one.words_before()) for one in self.parts
        )


def find_divisions(facts: ProseFacts) -> Iterator[Division]:
    """Every 其中-list whose whole stands right before it in the same sentence."""
    for reading in facts.sections:
        for place, whole in enumerate(reading.frames):
            if whole.quantity.kind != "count" or whole.quantity.approximate:
                continue
            parts = _parts(reading, place)
            if len(parts) < 2 or any(one.quantity.approximate for one in parts):
                continue
            stretch = reading.text.compact[whole.quantity.end : parts[-1].post_end]
            if _OPEN.search(stretch):
                continue
            family = _family(parts)
            yield Division(reading, whole, tuple(parts), family, _is_closed(parts, family))


def _parts(reading: Reading, place: int) -> list[Frame]:
    """The counts after 其中 or ：, up to the next 其中, another matter, or the end of the sentence."""
    whole = reading.frames[place]
    topic = topic_of(whole, reading)
    parts: list[Frame] = []
    for one in islice(reading.frames, place + 1, place + 1 + MOST_QUANTITIES):
        if one.sentence != whole.sentence:
            break
        if one.quantity.kind == "percent" or (parts and one.depth > parts[0].depth):
            continue
        if parts and one.depth < parts[0].depth:
            break
        opens = _opens_list(one, whole, first=not parts)
        if not parts and not opens:
            break
        if parts and opens:
            break
        if not _comparable(one, whole) or _is_another_matter(one, reading, topic):
            break
        parts.append(one)
    return parts


def _opens_list(frame: Frame, whole: Frame, *, first: bool) -> bool:
    """其中, 包括, 分别为 or a colon between the whole and this number."""
    compact = frame.text.compact
    between = compact[whole.quantity.end : frame.quantity.start]
    own = [one for _, _, tokens in frame.segments for one in tokens]
    listed = any(one.slot == "list" and one.value == "among" for one in own)
    colon = first and "：" in between
    return (listed or colon) and (not first or len(frame.segments) <= 4)


def _comparable(part: Frame, whole: Frame) -> bool:
    """Counted in the same unit, or in one that counts the same things (件 and 次 of applications)."""
    if part.quantity.kind != "count":
        return False
    if any(one.slot in ("compare", "rate", "share") for one in part.near):
        return False
    return part.quantity.unit in (whole.quantity.unit, "") or whole.quantity.unit in (
        "次",
        "件次",
        "条",
    )


def _is_another_matter(part: Frame, reading: Reading, topic: str | None) -> bool:
    """A number of reviews is no part of a number of applications; what was carried is counted apart."""
    own = topic_of(part, reading)
    if own in REMEDIES and topic not in REMEDIES:
        return True
    carried = any(one.slot == "carry" for one in part.near)
    verbs = {one.value for one in part.near if one.slot == "verb"}
    return carried or bool(verbs & {"close", "handle", "accept", "receive"} and not _slots(part))


def _slots(frame: Frame) -> set[str]:
    return {one.slot for one in frame.near} & set(_PARTITIONS)


def _family(parts: Sequence[Frame]) -> str:
    for family in _PARTITIONS:
        if all(family in _slots(one) for one in parts):
            return family
    return ""


def _is_closed(parts: Sequence[Frame], family: str) -> bool:
    last = parts[-1]
    if any(one.slot == "list" and one.value == "rest" for one in last.near):
        return True
    values = {one.value for part in parts for one in part.near if one.slot == family}
    if family == "applicant":
        return {"natural", "organisations"} <= values
    if family == "result":
        return {"upheld", "corrected", "other", "pending"} <= values
    if family == "outcome":
        return len(values & set(OUTCOME_GROUPS)) >= 5
    return False
