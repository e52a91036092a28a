"""The six sections: which line begins which, by number and title, whatever its depth."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.documents.blocks import TableBlock
from gongkai.documents.reading.lines import NUMBERS, Item, Line, heading_spellings
from gongkai.domain.reports.labels import label_index, normalise, similarity

_NUMBERED = re.compile(r"(?:第)?([一二三四五六七八])(?:部分)?[、.,:;](.*)\Z")
_ARABIC = re.compile(r"([1-6])[、.](.*)\Z")
_LONGEST = 42
_LONGEST_UNKNOWN = 26
_MOST = 300  # lines that may be headings; a report has six, its list of contents six more


@dataclass(frozen=True)
class Heading:
    """A line that begins a section. `number` is the section by title, `printed` the number there."""

    position: int  # in the items
    number: str
    printed: str
    title: str  # normalised, without number
    raw: str
    quality: int  # 4 number and title, 3 similar title, 2 title alone, 1 number alone

    @property
    def arabic(self) -> bool:
        """Whether its number is printed as 1、"""
        return bool(self.printed) and bool(_ARABIC.match(normalise(self.raw).strip("#:。;、")))


def find_headings(items: Sequence[Item]) -> dict[str, Heading]:
    """Section number → its heading; sections that were not found are absent."""
    candidates = []
    for position, item in enumerate(items):
        found = _candidate(position, item) if isinstance(item, Line) else None
        if found is not None:
            candidates.append(found)
        if len(candidates) > _MOST:
            break
    candidates = _without_contents_list(_without_subheadings(candidates))
    chosen: dict[str, Heading] = {}
    for quality in (4, 3, 2):
        for one in candidates:
            if one.quality == quality and one.number not in chosen:
                if quality < 4 and not _in_order(one, chosen):
                    continue
                chosen[one.number] = one
    _add_unknown_titles(items, chosen)
    return chosen


def _candidate(position: int, line: Line) -> Heading | None:
    raw = line.text.strip().strip("|\t｜ ")
    if len(raw) > 2 * _LONGEST or "|" in raw or "\t" in raw:
        return None
    text = normalise(raw).strip("#:。;、")
    if len(text) > _LONGEST or not text:
        return None
    numbered = _NUMBERED.match(text) or _ARABIC.match(text)
    printed, title = (numbered.group(1), numbered.group(2)) if numbered else ("", text)
    if (
        printed.isdecimal()
    ):  # 1、总体情况: only with a known title, for lists are numbered so as well
        if not any(title.strip("、:。") in known for known in heading_spellings().values()):
            return None
        printed = NUMBERS[int(printed) - 1]
    title = title.strip("、:。")
    if not title or "。" in title:
        return None
    spellings = heading_spellings()
    exact = [number for number, known in spellings.items() if title in known]
    if printed:
        if printed in exact:
            return Heading(position, printed, printed, title, raw, 4)
        if exact:
            return Heading(position, exact[0], printed, title, raw, 3)
        near = _nearest(title, printed)
        if near:
            return Heading(position, near, printed, title, raw, 4 if near == printed else 3)
        return None
    if exact and len(title) >= 4 and (line.block.level or len(title) >= 6):
        return Heading(position, exact[0], "", title, raw, 2)
    return None


@lru_cache(maxsize=4_000)
def _nearest(title: str, printed: str) -> str | None:
    scores = {
        number: max(similarity(title, one) for one in known)
        for number, known in heading_spellings().items()
    }
    best = max(scores, key=lambda number: (scores[number], number == printed))
    if scores.get(printed, 0.0) >= 0.5 and scores[printed] >= scores[best] - 0.1:
        return printed
    return best if scores[best] >= 0.75 else None


def _without_subheadings(candidates: list[Heading]) -> list[Heading]:
    """1、主动公开情况 is a part of 一、总体情况 where sections are numbered 一、二、三、."""
    arabic = [one for one in candidates if one.arabic]
    if len(arabic) == len(candidates) or not any(
        one.printed and one.quality >= 3 for one in candidates if not one.arabic
    ):
        return candidates
    return [one for one in candidates if not one.arabic]


def _without_contents_list(candidates: list[Heading]) -> list[Heading]:
    """Headings that follow one another without text between are a list of contents."""
    listed: set[int] = set()
    run: list[Heading] = []
    for one in candidates:
        if run and one.position != run[-1].position + 1:
            run = []
        run.append(one)
        if len(run) >= 3:
            listed.update(member.position for member in run)
    last = {one.number: one.position for one in candidates}
    return [
        one for one in candidates if one.position not in listed or last[one.number] == one.position
    ]


def _in_order(one: Heading, chosen: Mapping[str, Heading]) -> bool:
    """Between its neighbours in the form, as far as they are known."""
    index = NUMBERS.index(one.number)
    return all(
        (NUMBERS.index(number) < index) == (other.position < one.position)
        for number, other in chosen.items()
    )


def _add_unknown_titles(items: Sequence[Item], chosen: dict[str, Heading]) -> None:
    """A short line with the missing number at the place of the missing section."""
    if not chosen:
        return
    for index, number in enumerate(NUMBERS):
        if number in chosen:
            continue
        before = [chosen[one].position for one in NUMBERS[:index] if one in chosen]
        after = [chosen[one].position for one in NUMBERS[index + 1 :] if one in chosen]
        low, high = max(before, default=-1), min(after, default=len(items))
        for position in range(low + 1, high):
            item = items[position]
            if isinstance(item, TableBlock):
                continue
            found = _NUMBERED.match(normalise(item.text).strip("#"))
            if not found or found.group(1) != number:
                continue
            title = found.group(2).strip(":。、")
            if label_index("2021").exact(found.group()):
                continue
            if 2 <= len(title) <= _LONGEST_UNKNOWN and not re.search(r"[。;,\d]", title):
                chosen[number] = Heading(position, number, number, title, item.text.strip(), 1)
                break
