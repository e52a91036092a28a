"""Addresses down to the door. Only homes: the offices' own addresses are published on purpose."""

import re
from collections.abc import Iterator

from gongkai.domain.privacy.found import Kind, PersonalData
from gongkai.domain.privacy.names import HAN, name_just_before
from gongkai.domain.privacy.words import after, before, either

_COUNT = "(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4})"
# What makes it a door: a flat of a block, a number of a villagers' group, a number with a room.
_FLAT = rf"(?:{_COUNT}\s?(?:号楼|号|栋|幢|座|楼)\s?)?{_COUNT}\s?单元\s?{_COUNT}\s?(?:号|室|户)?"
_BLOCK = rf"{_COUNT}\s?(?:号楼|栋|幢)\s?{_COUNT}\s?(?:室|户)"
_GROUP = rf"[{HAN}]{{1,6}}村(?:村民)?(?:委会)?第?{_COUNT}(?:村民)?(?:小组|组|社|队)\s?{_COUNT}\s?(?:号|户)"
_DOOR = re.compile("|".join((_FLAT, _BLOCK, _GROUP)))
_NUMBERED = re.compile(
    rf"(?:路|街|巷|弄|大道|胡同|里|小区|苑|园|村|组|屯|庄)\s?{_COUNT}\s?号|{_COUNT}\s?(?:室|户)|{_COUNT}\s?(?:小组|组)"
)
# Where a door may end: the engine looks for these first and for whole doors only around them.
_END = re.compile(r"(?<=[0-9一二三四五六七八九十百])\s?(?:单元|[号室户])")
_AROUND = (50, 16)
_SAID = re.compile(r"住(?:址|所地?|在|于)?|户籍地|居住地|家庭地址")
_STRONG = re.compile(r"住址|户籍地|居住地|家庭地址|现住")
# 居住在人民路1号至88号的儿童: a part of a town, not a home.
_RANGE = re.compile(r"\s?(?:至|到|以|[-—~～]|之间|、|等|两侧|片区)")
_STRETCH = re.compile(rf"[：:\s为是在于]{{0,3}}([{HAN}0-9A-Za-z\-]{{4,60}})")
_BEFORE = re.compile(rf"[{HAN}0-9A-Za-z]{{0,40}}$")
_LABEL = re.compile(
    r"^.*(?:地址|住址|住所地?|居住地|户籍地|现住|住在|坐落|位于|家住|住)(?:[为是在于])?"
)
_TOWN = re.compile(rf"^.{{0,30}}?(?:镇|乡|街道(?:办事处)?)(?!{'|'.join(('政府', '卫生院'))})")
_COUNTY = re.compile(r"^.{1,20}?(?:县|区|旗|市)(?!.{0,12}?(?:县|区|旗)[^域])")


def addresses(text: str) -> Iterator[PersonalData]:
    """Homes named to the door in plain text: a flat, a number in a villagers' group, a number behind 住址."""
    for start, end in _stretches(text):
        for match in _DOOR.finditer(text, start, end):
            begin = _beginning(text, match.start())
            around = text[begin : match.start()] + after(text, match.end(), 8)
            if not either("places", "public").search(around) and not either(
                "places", "offices_before"
            ).search(before(text, begin, 12)):
                yield found(text, begin, match.end())
    for said in _SAID.finditer(text):
        stretch = _STRETCH.match(text, said.end())
        doors = list(_NUMBERED.finditer(stretch.group(1))) if stretch else []
        if stretch and doors and _is_persons(text, said):
            end = stretch.start(1) + doors[-1].end()
            if not _RANGE.match(text, end):
                yield found(text, stretch.start(1), end)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where doors may be, without overlaps."""
    start = end = 0
    for match in _END.finditer(text):
        if match.start() - _AROUND[0] > end:
            if end:
                yield start, end
            start = match.start() - _AROUND[0]
        end = match.end() + _AROUND[1]
    if end:
        yield max(start, 0), end


def _is_persons(text: str, said: re.Match[str]) -> bool:
    """住所 and 住在 are said of many: then a person must be named before it."""
    if _STRONG.search(text, max(0, said.start() - 1), said.end()):
        return True
    lead = before(text, said.start(), 30)
    return bool(re.search(r"[，,、\s]$", lead)) and bool(
        re.search(r"[男女]|[生族]|身份证", lead) or name_just_before(lead)
    )


def found(text: str, start: int, end: int) -> PersonalData:
    """The address at [start, end) with its mask."""
    quote = text[start:end]
    return PersonalData(
        Kind.ADDRESS, start, end, quote, mask_address(quote), "住址具体到门牌", False
    )


def goes_to_the_door(address: str) -> bool:
    """Whether an address of a person says more than 乡镇, 街道, 村 and 社区."""
    return bool(_DOOR.search(address) or _NUMBERED.search(address))


def mask_address(address: str) -> str:
    """To the 乡镇 or 街道; where none is named, to the county; else nothing is left of it."""
    for pattern in (_TOWN, _COUNTY):
        if match := pattern.match(address):
            return match.group()
    return "（住址略）"


def _beginning(text: str, door: int) -> int:
    """Where the address begins: the signs before the door, without the words that announce it."""
    match = _BEFORE.search(before(text, door, 60))
    stretch = match.group() if match else ""
    if label := _LABEL.match(stretch):
        stretch = stretch[label.end() :]
    return door - len(stretch)
