"""Runs of numbered items: 一是 … 二是 … 三是, （一） … （二）, 1. … 2.: gaps and repeats."""

import re
from dataclasses import dataclass, field

from gongkai.domain.wording.slip import Slip

_NUMERALS = "一二三四五六七八九十"
# 虽然取得一定成绩，但一是…；二是…
# Looked for behind the numeral, which is the rarer: one sign is passed over, then what stands before it.
_BEGINS = (
    r"(?:(?<=^.)|(?<=[。；;，,：:、\s）)!！?？但即].)|(?<=现在.)|(?<=主要.)|(?<=问题.)|(?<=如下.))"
)
_STYLES = (
    (re.compile(rf"([{_NUMERALS}]){_BEGINS}是(?![否一])", re.MULTILINE), "{}是"),
    (re.compile(rf"([{_NUMERALS}]){_BEGINS}要(?=[\u3400-\u9fff])", re.MULTILINE), "{}要"),
    (re.compile(r"^[ 　]*[（(]([一二三四五六七八九十])[）)]", re.MULTILINE), "（{}）"),
)


@dataclass
class _Run:
    """One run, by the places of its items."""

    items: list[tuple[int, int, int]] = field(default_factory=list)  # ordinal, start, end

    @property
    def last(self) -> int:
        return self.items[-1][0]


def broken_runs(text: str) -> list[Slip]:
    """Items that do not follow the one before; runs may be nested, and every 一 begins a new one."""
    found: list[Slip] = []
    for pattern, form in _STYLES:
        found += _broken(text, pattern, form)
    return sorted(found, key=lambda slip: slip.start)


def _broken(text: str, pattern: re.Pattern[str], form: str) -> list[Slip]:
    found: list[Slip] = []
    open_runs: list[_Run] = []
    for match in pattern.finditer(text):
        ordinal = _NUMERALS.index(match.group(1)) + 1
        item = (ordinal, match.start(1), match.end())
        if ordinal == 1:
            found += _repeated_first(text, open_runs, item, form)
            open_runs.append(_Run([item]))
            continue
        fitting = next((run for run in reversed(open_runs) if run.last == ordinal - 1), None)
        if fitting is None:
            found.append(_misfit(text, open_runs, item, form))
            fitting = open_runs[-1] if open_runs else _Run()
        if fitting in open_runs:
            del open_runs[open_runs.index(fitting) + 1 :]
        else:
            open_runs.append(fitting)
        fitting.items.append(item)
    return found


def _repeated_first(
    text: str, open_runs: list[_Run], item: tuple[int, int, int], form: str
) -> list[Slip]:
    """一是 … 一是 in one paragraph with nothing but one sentence in between."""
    if not open_runs or len(open_runs[-1].items) > 1:
        return []
    _, start, _ = open_runs[-1].items[0]
    between = text[start : item[1]]
    if between.rstrip().endswith(("：", ":")):
        return []  # the second run stands inside the first item
    if "\n" in between or len(re.findall(r"[。；;]", between)) > 1 or len(between) > 120:
        return []
    first = form.format("一")
    return [
        Slip(
            item[1],
            item[2],
            text[item[1] : item[2]],
            f"“{first}”连续出现两次",
            (form.format("二"),),
            False,
        )
    ]


def _misfit(text: str, open_runs: list[_Run], item: tuple[int, int, int], form: str) -> Slip:
    ordinal, start, end = item
    here = form.format(_NUMERALS[ordinal - 1])
    if not open_runs:
        reason, expected = (
            f"“{here}”之前没有“{form.format(_NUMERALS[ordinal - 2])}”",
            form.format("一"),
        )
    elif open_runs[-1].last == ordinal:
        reason, expected = f"“{here}”出现两次", form.format(_NUMERALS[min(ordinal, 9)])
    else:
        last = open_runs[-1].last
        reason = f"“{form.format(_NUMERALS[last - 1])}”之后是“{here}”"
        expected = form.format(_NUMERALS[min(last, 9)])
    return Slip(start, end, text[start:end], reason, (expected,), False)
