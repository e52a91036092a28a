"""What a scanner finds: one piece of personal data at its place in the text."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of personal data; the value is the word for people."""

    IDENTITY = "身份证号码"
    CARD = "银行卡号"
    ACCOUNT = "银行账号"
    MOBILE = "手机号码"
    LANDLINE = "固定电话"
    EMAIL = "电子邮箱"
    ADDRESS = "详细住址"
    PASSPORT = "出入境证件号码"
    PLATE = "车牌号"
    BIRTH = "出生日期"
    HEALTH = "健康信息"
    HARDSHIP = "困难或家庭状况"


@dataclass(frozen=True)
class PersonalData:
    """Characters [start, end) of the scanned text.

    `quote` is as it stands there; only `masked` may be shown, logged or kept. `why` is a Chinese
    clause: what makes it personal data. `certain`: proved by a checksum or a context that leaves
    no other reading.
    """

    kind: Kind
    start: int
    end: int
    quote: str
    masked: str
    why: str
    certain: bool = True


def apart(found: Iterable[PersonalData]) -> list[PersonalData]:
    """In order, without overlaps: what was named first wins."""
    kept: list[PersonalData] = []
    for one in found:
        at = bisect_right(kept, one.start, key=_start)
        if at and kept[at - 1].end > one.start or at < len(kept) and kept[at].start < one.end:
            continue
        kept.insert(at, one)
    return kept


def _start(one: PersonalData) -> int:
    return one.start
