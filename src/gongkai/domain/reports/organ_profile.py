"""What kind of organ wrote the report: its level and whether it is a government, from its name and prose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gongkai.domain.reports.annual_report import AnnualReport


class Level(StrEnum):
    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"  # 设区的市、自治州、盟
    COUNTY = "county"
    TOWNSHIP = "township"
    UNKNOWN = "unknown"


class OrganKind(StrEnum):
    GOVERNMENT = "government"  # the report of a 人民政府 (or 管委会, 街道办事处)
    OFFICE = "office"  # 人民政府办公室's own report
    DEPARTMENT = "department"
    OTHER = "other"  # 派出机构, 授权组织, 事业单位
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OrganProfile:
    """`certain` is False where the name allows several answers; rules then stay silent or only ask.

    `certain` speaks of both; `level_certain` and `kind_certain` of one each.
    """

    level: Level
    kind: OrganKind
    certain: bool
    level_certain: bool = False
    kind_certain: bool = False
    # A 人民政府 in the strict sense: neither 街道办事处 nor 管委会, which are sent out by one.
    peoples_government: bool = False

    @property
    def is_government(self) -> bool:
        """True only where it is sure."""
        return self.kind_certain and self.kind is OrganKind.GOVERNMENT

    @property
    def below_city(self) -> bool:
        """True only where it is sure that the organ is of a county, a township or below."""
        return self.level_certain and self.level in (Level.COUNTY, Level.TOWNSHIP)


@dataclass(frozen=True)
class _Parsed:
    level: Level
    level_certain: bool
    rest: str  # what follows the last place name: 信访局, 人民政府, ""


_SUFFIXES = {
    "自治区": Level.PROVINCE,
    "省": Level.PROVINCE,
    "自治州": Level.CITY,
    "地区": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "市": Level.UNKNOWN,  # of a prefecture or of a county
    "自治县": Level.COUNTY,
    "自治旗": Level.COUNTY,
    "林区": Level.COUNTY,
    "特区": Level.COUNTY,
    "县": Level.COUNTY,
    "旗": Level.COUNTY,
    "区": Level.COUNTY,
    "街道办事处": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
    "苏木": Level.TOWNSHIP,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
}
_SUFFIX = re.compile("|".join(sorted(_SUFFIXES, key=len, reverse=True)))
_EXTENDS = frozenset("省市州县区旗镇乡街")
_NOISE = re.compile(r"[\s　]+|^关于|^中华人民共和国|的$|[（(].*$")
_YEAR = re.compile(r"(19|20)\d\d年度?")


def profile_of(report: AnnualReport) -> OrganProfile:
    """Level and kind of the report's organ; the prose settles what the name leaves open."""
    prose = "\n".join(report.prose().values())
    before, named, _ = report.title.partition("政府信息公开")
    name = _clean(report.organ) or (_clean(before) if named else "")
    parsed = _parse(name)
    kind, kind_certain = _kind(name, parsed, prose)
    level, level_certain = parsed.level, parsed.level_certain
    if parsed.rest.endswith(tuple(_data()["levelless"])):
        level, level_certain = Level.UNKNOWN, False  # 花都汽车城管委会 is of no ordinary level
    if not level_certain:
        level, level_certain = _level_by_prose(name, kind, prose)
    sent_out = name.endswith((*_data()["levelless"], *_data()["special_areas"]))
    return OrganProfile(
        level,
        kind,
        level_certain and kind_certain,
        level_certain,
        kind_certain,
        kind is OrganKind.GOVERNMENT and kind_certain and not sent_out and "街道" not in name,
    )


def _clean(name: str) -> str:
    return _YEAR.sub("", _NOISE.sub("", name)).strip("0123456789年度")


def _parse(name: str) -> _Parsed:
    """Read place names from the left; the last one says the level."""
    if name.startswith(("国家", "国务院")):
        return _Parsed(Level.NATIONAL, True, name)
    masked = _masked(name)
    level, certain, at = Level.UNKNOWN, False, 0
    if name[:1] in _EXTENDS - {"街"} and len(name) > 2 and 0 not in masked:
        own = _level_of(name[0], name[0], level)  # 区统计局: the place name is left out
        if _next_place(name, 0, masked) is None:
            return _Parsed(*own, name[1:])
    while (end := _next_place(name, at, masked)) is not None:
        place = name[at:end]
        suffix = next(
            one for one in sorted(_SUFFIXES, key=len, reverse=True) if place.endswith(one)
        )
        level, certain = _level_of(place, suffix, level)
        at = end
    return _Parsed(level, certain, name[at:])


def _masked(name: str) -> frozenset[int]:
    """Positions of characters that stand in a word that is no place name: 市场, 城乡, 乡村."""
    return frozenset(
        at + shift
        for word in _data()["masked"]
        for at in _occurrences(name, word)
        for shift in range(len(word))
    )


def _occurrences(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at != -1:
        found.append(at)
        at = text.find(word, at + len(word))
    return found


def _next_place(name: str, at: int, masked: frozenset[int]) -> int | None:
    """Where the place name that begins at `at` ends, or None."""
    if at and name.startswith(tuple(_data()["organ_begins"]), at):
        special = tuple(_data()["special_areas"])
        ends = [
            at + len(rest)
            for rest in (name[at : at + n] for n in range(2, 15))
            if rest.endswith(special)
        ]
        return ends[0] if ends else None
    for match in _SUFFIX.finditer(name, at + 1):
        end = match.end()
        if match.start() in masked or (
            end < len(name) and name[end] in _EXTENDS and end not in masked
        ):
            continue  # 新乡|市, 沙市|区: the character belongs to the name itself
        return end
    return None


def _level_of(place: str, suffix: str, above: Level) -> tuple[Level, bool]:
    if place.endswith(tuple(_data()["special_areas"])):
        return Level.UNKNOWN, False
    if suffix != "市":
        return _SUFFIXES[suffix], True
    if place in _data()["municipalities"]:
        return Level.PROVINCE, True
    if above is Level.CITY:
        return Level.COUNTY, True
    if place.removesuffix("市") in _prefecture_cities():
        return Level.CITY, True
    return Level.UNKNOWN, False


def _kind(name: str, parsed: _Parsed, prose: str) -> tuple[OrganKind, bool]:
    """By the end of the name; a bare place name is a government unless the prose speaks of 我局."""
    for group in _data()["endings"]:
        if parsed.rest.endswith(tuple(group["words"])):
            return OrganKind(group["kind"]), True
    departments = sum(prose.count(word) for word in _data()["self_names"]["department"])
    governments = sum(prose.count(word) for word in _data()["self_names"]["government"])
    if name.endswith(("街道", "街道办事处")):
        return OrganKind.GOVERNMENT, True  # 我办 is how a 街道办事处 speaks of itself
    if name and not parsed.rest:
        return OrganKind.GOVERNMENT, departments <= governments
    if departments > governments:
        return OrganKind.DEPARTMENT, False
    return (OrganKind.GOVERNMENT if governments else OrganKind.UNKNOWN), False


def _level_by_prose(name: str, kind: OrganKind, prose: str) -> tuple[Level, bool]:
    """A 市 that the name leaves open, or no name at all."""
    data = _data()
    if re.search(r"市(?!场)", name) and not name.endswith(tuple(data["special_areas"])):
        if any(sign in prose for sign in data["city_signs"]):
            return Level.CITY, False
        if kind is OrganKind.GOVERNMENT and any(one in prose for one in data["county_city_signs"]):
            return Level.COUNTY, False
        return Level.UNKNOWN, False
    if name:
        return Level.UNKNOWN, False
    counted = {
        level: sum(
            prose.count(word)
            for word, of in data["self_names"]["government"].items()
            if of == level
        )
        for level in ("county", "township", "city", "province")
    }
    best = max(counted, key=lambda level: counted[level])
    return (Level(best) if counted[best] else Level.UNKNOWN), False


@cache
def _data() -> Mapping[str, Any]:
    text = (files(__package__) / "organ_profile.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return loaded


@cache
def _prefecture_cities() -> frozenset[str]:
    return frozenset(str(_data()["prefecture_cities"]).split())
