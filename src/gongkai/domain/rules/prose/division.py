"""A list in the prose and the whole it divides: what it adds up to, and how complete it claims to be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.domain.reports.prose.facts import OUTCOME_GROUPS
from gongkai.domain.reports.prose.frames import Frame, Reading

PARTITIONS = ("outcome", "applicant", "channel", "result")
_OVERLAPPING = re.compile(r"通过|平台|网站|公众号|微信|微博|抖音|新媒体")
# 其他信息23条 closes a list; 其他概况类信息更新量494条 is the name of one more kind
_PLAIN_REST = re.compile(
    r"(?:各?类|方面|情况|事项|内容|政务|政府|信息|动态|公开|情形|结果|处理|申请|类别|栏目|文件|领域|方式|渠道"
    r"|相关|一般|综合|日常|工作|累计|合计|数据|公告|发布|为|的|共|均|有|约|等|（|）|：|、|\s)*"
)


@dataclass(frozen=True)
class Division:
    """A whole and its parts. `family`: outcome, applicant, channel, result where every part is of one
    such division, else "". `closed`: the list claims to be complete (ends in 其他, or names every member).

    `others`: other numbers the words allow as the whole (新收9件，上年结转1件，其中…). `extra`: what was
    carried over, named right after the list. `far`: the whole is not in the list's own sentence and
    several numbers stand there.
    """

    reading: Reading
    whole: Frame
    parts: tuple[Frame, ...]
    family: str
    closed: bool
    others: tuple[Decimal, ...] = ()
    extra: tuple[Decimal, ...] = ()
    following: tuple[Decimal, ...] = ()
    far: bool = False
    by_kind: bool = False  # 按类别分、从申请渠道看: the words promise a whole division

    @property
    def total(self) -> Decimal:
        return sum((one.quantity.value for one in self.parts), Decimal(0))

    @property
    def against(self) -> Decimal:
        """The whole that the list comes nearest to."""
        return min((self.whole.quantity.value, *self.others), key=lambda one: abs(one - self.total))

    @property
    def adds_up(self) -> bool:
        """The parts, or a first run of at least two of them, make the whole."""
        running = Decimal(0)
        for count, one in enumerate(self.parts, 1):
            running += one.quantity.value
            if count >= 2 and running == self.whole.quantity.value:
                return True
        targets = {self.whole.quantity.value, *self.others}
        # 公开信息100条，其中访谈3期、文件60条、其他40条: those in another unit counted apart
        unit = self.whole.quantity.unit
        own = [one.quantity.value for one in self.parts if one.quantity.unit in (unit, "")]
        sums = {running, sum(own, Decimal(0)), running + sum(self.extra, Decimal(0))}
        return bool(sums & targets)

    @property
    def made_up_after(self) -> bool:
        """What the list lacks is named in the next sentences (…。发布解读2篇。回应热点5条)."""
        lacking, running = self.against - self.total, Decimal(0)
        for one in self.following:
            running += one
            if running == lacking:
                return True
        return False

    @property
    def overlapping(self) -> bool:
        """Parts by channel of publication overlap: one item stands on the website and in WeChat."""
        return self.family == "" and any(
            _OVERLAPPING.search(one.words_before()) for one in self.parts
        )


def slots_of(frame: Frame) -> set[str]:
    """The divisions a number belongs to by its own words."""
    return {one.slot for one in frame.near} & set(PARTITIONS)


def family_of(parts: Sequence[Frame]) -> str:
    """The one division all parts are of, or ""."""
    for family in PARTITIONS:
        if all(family in slots_of(one) for one in parts):
            return family
    return ""


def is_closed(parts: Sequence[Frame], family: str) -> bool:
    """Does the list say that it is complete?"""
    last = parts[-1]
    compact = last.text.compact
    for one in last.near:
        if one.slot != "list" or one.value != "rest":
            continue
        between = compact[one.end : last.quantity.start]
        if compact[one.start : one.end] == "其余" or _PLAIN_REST.fullmatch(between):
            return True
    values = {one.value for part in parts for one in part.near if one.slot == family}
    if family == "applicant":
        return {"natural", "organisations"} <= values
    if family == "result":
        return {"upheld", "corrected", "other", "pending"} <= values
    if family == "outcome":
        return len(values & set(OUTCOME_GROUPS)) >= 5
    return False
