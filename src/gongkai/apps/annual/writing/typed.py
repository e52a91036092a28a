"""Figures typed by hand in a part: those the program knows are offered as fields, wrong counts are found."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from gongkai.apps.annual.data.counts import counts
from gongkai.apps.annual.writing.assembling import Assembled
from gongkai.apps.annual.writing.values import short_label
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.prose import Judged, ProseFacts, Verdict

# Words that limit a number to a part of the year's: it is no statement of the whole.
_PARTIAL = re.compile(r"其中|平均|每[年月季周次]|上年|去年|下一?年|将|计划|同比|增加|减少|分别")
_WHOLE = re.compile(r"全年|本年|共|累计|总计|合计")
_CLAUSE = re.compile(r"[，。；\n]")
LONGEST_CLAUSE = 60
# More typed figures than this in one report are a table pasted as text; the first are shown.
MOST_TYPED = 200


@dataclass(frozen=True)
class Typed:
    """A figure written by hand: `number` as typed at `start` of the part's printed text, and the field it says.

    `words`: the words around it, from `at` of the section's text. `value`: what the field holds now; None where nobody has stated it.
    """

    part: str
    section: str
    at: int
    start: int
    number: str
    words: str
    field: str
    label: str
    value: str | None
    whole: bool = False  # the words say that it is the whole year's

    @property
    def agrees(self) -> bool:
        return self.value is not None and self.number == self.value


def typed_figures(assembled: Assembled, facts: ProseFacts) -> tuple[Typed, ...]:
    """Every typed figure whose field is known, in the order of the parts; bound ones are left out."""
    found = [
        *islice(_of_tables(assembled, facts), MOST_TYPED),
        *islice(_of_counts(assembled), MOST_TYPED),
    ]
    order = {key: at for at, key in enumerate(assembled.parts)}
    return tuple(sorted(found, key=lambda one: (order[one.part], one.start)))


def _of_tables(assembled: Assembled, facts: ProseFacts) -> Iterator[Typed]:
    """Claims that hold and mean one cell. Claims that do not hold are findings of the desk's rules."""
    form = assembled.report.form
    for one in facts.judged:
        cell = _one_cell(one)
        if cell is None:
            continue
        frame = one.claim.frame
        quote = frame.text.quote(frame.quantity.start, frame.quantity.end)
        digits = re.search(r"\d+(?:\.\d+)?", quote.text)
        if digits is None or quote.start is None:
            continue
        part = assembled.part_at(quote.section, quote.start)
        if not part:
            continue
        start = quote.start + digits.start() - assembled.spans[part].start
        if start < 0 or (assembled.parts[part].bound_in(start, start + len(digits[0])) is not None):
            continue
        number = format_number(one.claim.value)
        if digits[0] != number:
            continue  # 1.2万件: the field would print it otherwise
        around = one.claim.quote
        yield Typed(
            part,
            quote.section,
            around.start or 0,
            start,
            number,
            around.text,
            cell,
            short_label(cell, form),
            assembled.values.get(cell),
        )


def _one_cell(one: Judged) -> str | None:
    if one.verdict is not Verdict.HOLDS or not one.fitting:
        return None
    cells = one.fitting[0].cells
    return cells[0][0] if len(cells) == 1 and cells[0][1] == 1 else None


def _of_counts(assembled: Assembled) -> Iterator[Typed]:
    """培训3次, 政务动态120条: counts of section 一, by the words of `data/counts.yaml`."""
    for part, span in assembled.spans.items():
        if span.section != "一":
            continue
        filled = assembled.parts[part]
        taken: set[int] = set()
        for one in counted_stretches(filled.text):
            if one.start in taken or filled.bound_in(one.start, one.end) is not None:
                continue
            taken.add(one.start)
            yield Typed(
                part,
                span.section,
                span.start + one.at,
                one.start,
                filled.text[one.start : one.end],
                one.words,
                one.field,
                counts()[one.field].label,
                assembled.values.get(one.field),
                _WHOLE.search(one.words) is not None,
            )


@dataclass(frozen=True)
class Counted:
    """A number that words name as a count of section 一: `words` around it, from `at` of the text."""

    field: str
    start: int
    end: int
    at: int
    words: str


def counted_stretches(text: str) -> Iterator[Counted]:
    """Every number whose words are those of a count and speak of the whole year's; by count, then by place."""
    for key, pattern in _patterns().items():
        for match in pattern.finditer(text):
            start, end = match.span("after" if match["after"] else "before")
            at, clause = _clause(text, match.start(), end)
            if not _PARTIAL.search(clause):
                yield Counted(key, start, end, at, clause)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Count → how it is written: 政务动态120条, 举办培训3次; 举办3次培训."""
    number = r"\d+(?:\.\d+)?"
    return {
        key: re.compile(
            rf"(?:{one.words})(?:共|累计|合计|计)?(?P<after>{number})\s*{one.unit}"
            rf"|(?<![\d.])(?P<before>{number})\s*{one.unit}(?:的)?(?:{one.words})"
        )
        for key, one in counts().items()
        if one.words
    }


def _clause(text: str, start: int, end: int) -> tuple[int, str]:
    """(offset, words) between the two stops around a stretch; no further than `LONGEST_CLAUSE` to either side."""
    first, last = max(0, start - LONGEST_CLAUSE), min(len(text), end + LONGEST_CLAUSE)
    stops = [one.end() for one in _CLAUSE.finditer(text, first, start)]
    after = _CLAUSE.search(text, end, last)
    begin = stops[-1] if stops else first
    return begin, text[begin : after.start() if after else last]
