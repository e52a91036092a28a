"""Whose number and of when: the organ's whole, a part of it, another year, a part of the year."""

import re
from collections.abc import Sequence
from enum import StrEnum

from gongkai.domain.reports.prose.frames import Frame
from gongkai.domain.reports.prose.lexicon import Token

# An organ named before a verb of receiving: 市自然资源局接收到
_NAMED = re.compile(
    r"([一-鿿]{2,14}?(?:局|委员会|厅|法院|检察院|镇|乡|街道|办事处|公司|中心|管委会))"
    r"(?=共|未|没有|收到|接收|接到|受理|办理|答复|新收|办结|累计|全年|制发|印发|制定)"
)
# Names of one level: a county, a district and a banner are peers.
_LEVELS = (("县", "区", "旗"), ("镇", "乡", "街道"), ("州", "盟", "市"))
_STOP = re.compile(r"[，；：（。]")
_TOWARDS = ("向", "经", "对", "往")
_GOVERNMENT = re.compile(r"(?:人民政府|管委会|管理委员会|街道办事处|街道|[省市县区旗州盟镇乡])$")
_OFFICE_SUFFIX = re.compile(r"(?:人民政府|政府|管委会|管理委员会|办事处)$")


class Organ(StrEnum):
    WHOLE = "whole"
    SHARE = "share"  # another organ, or a part of the whole, named as such
    UNSURE = "unsure"


class Time(StrEnum):
    THIS_YEAR = "this year"
    OTHER = "other"


def organ_scope(frame: Frame, organ: str) -> Organ:
    """Whose number it is, by the last word of the sentence that says so; unsaid is the whole."""
    compact = frame.text.compact
    clause_start = max(frame.sentence.start, compact.rfind("；", 0, frame.quantity.start) + 1)
    # 向县政府办公室邮寄申请: the office is where they went, not whose they are
    said = [one for one in frame.before if one.slot == "scope" and not _is_towards(compact, one)]
    if any(one.value == "behalf" for one in said):
        return Organ.WHOLE
    named = _NAMED.findall(compact, clause_start, frame.quantity.start + 2)
    wide = ("whole", "territory")
    if named and not any(one.value in wide for one in said):
        return _named_scope(named[-1], organ)
    if not said:
        return Organ.WHOLE
    in_clause = [one for one in said if one.start >= clause_start] or said
    if any(one.value in wide for one in in_clause):
        return _after_whole(in_clause, compact, organ)
    return _word_scope(in_clause[-1], compact, organ)


def _is_towards(compact: str, word: Token) -> bool:
    before = compact[max(0, word.start - 4) : word.start]
    return before.rstrip("县市区省镇乡州")[-1:] in _TOWARDS


def _after_whole(said: Sequence[Token], compact: str, organ: str) -> Organ:
    """全区各部门、镇街共收到 is the whole; 全县…，其中县本级… is not."""
    last = max(place for place, one in enumerate(said) if one.value in ("whole", "territory"))
    word = said[last]
    if word.value == "territory" and not is_territory_of(compact[word.start : word.end], organ):
        return Organ.UNSURE
    narrower = [one for one in said[last + 1 :] if one.value != "self"]
    if any(_STOP.search(compact, word.end, one.start) for one in narrower):
        return Organ.UNSURE
    return Organ.WHOLE


def is_territory_of(word: str, organ: str) -> bool:
    """全县 is the whole of a county's report; not of its office's, a town's or a department's."""
    if not organ:
        return True
    if not is_government(organ):
        return False
    place = _OFFICE_SUFFIX.sub("", _plain(organ))
    level = next((one for one in _LEVELS if word[1:] in one), (word[1:],))
    return place.endswith(level)


def _word_scope(word: Token, compact: str, organ: str) -> Organ:
    printed = compact[word.start : word.end]
    if word.value == "self":
        is_general = printed.endswith(("机关", "单位", "部门"))
        # 我办 in the report of a 办事处 is itself
        named = printed[1:] in ("办", "处") and organ.endswith("办事处")
        own = is_general or named or not is_government(organ)
        return Organ.WHOLE if own else Organ.UNSURE
    if word.value == "office":
        return Organ.WHOLE if "办公" in organ or not organ else Organ.UNSURE
    return Organ.SHARE


def _named_scope(name: str, organ: str) -> Organ:
    tail = name[-3:]
    if not organ:
        return Organ.UNSURE
    if tail in organ or organ[-3:] in name or name[-2:] in ("我镇", "我乡", "全镇", "全乡"):
        return Organ.WHOLE
    if _is_short_for(name, organ):
        return Organ.WHOLE
    return Organ.SHARE if is_government(organ) else Organ.UNSURE


def _is_short_for(name: str, organ: str) -> bool:
    """区城管局 is short for 相山区城市管理局: its signs stand in the organ's name in their order."""
    if is_government(organ) or name[-1:] != organ[-1:]:
        return False
    short = name[-4:]
    signs = iter(_plain(organ))
    return len(short) == 4 and all(sign in signs for sign in short)


def is_government(organ: str) -> bool:
    """交口县人民政府, 交口县: the report of a whole government."""
    return bool(_GOVERNMENT.search(_plain(organ)))


def _plain(organ: str) -> str:
    return organ.split("（")[0].split("(")[0].strip()


def time_scope(frame: Frame) -> Time:
    """Of when it is, by the last word of the sentence that says so; unsaid is this year."""
    state = Time.THIS_YEAR
    for one in frame.before:
        if one.slot == "plan":
            return Time.OTHER
        if one.slot != "time":
            continue
        if one.value == "current":
            state = Time.THIS_YEAR
        elif one.value not in ("cumulative", "year_round"):
            state = Time.OTHER
    # 其中2件为2026年1月答复
    if any(one.slot == "time" and one.value in ("past", "future", "part") for one in frame.post):
        return Time.OTHER
    return state


def is_comparison(frame: Frame) -> bool:
    """较上年增加5件 is a difference, not a count."""
    return any(one.slot == "compare" for one in frame.near)
