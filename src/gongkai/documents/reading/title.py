"""Title, organ and year, from the title, the statistical period, or the first sentences."""

import re
from collections.abc import Sequence

from gongkai.documents.reading.chrome import metadata_of, without_name
from gongkai.documents.reading.values import chinese_number
from gongkai.domain.reports.labels import normalise

_YEAR = r"(?:(?:19|20)\d\d|二[〇○Oo零0][〇○Oo零0一二三四五六七八九]{2})"
_TITLE = re.compile(
    r"(?P<front>.{0,60}?)(?:的)?(?:政府|政务)?信息公开(?:工作)?(?:情况)?(?:的)?(?:年度?)?(?:工作)?(?:情况)?(?:的)?"
    r"(?:年度)?(?:报告|年报)(?:\([^()]*\))?(?:[-_—|].{0,40})?\Z"
)
_FRONT_YEAR = re.compile(rf"({_YEAR})(?:年度?)?")
_FRONT_END = re.compile(rf"{_YEAR}年度?\Z")
_PERIOD = re.compile(rf"({_YEAR})年?1月1日(?:起?至|到|—|-|~|—)+.{{0,12}}?12月31日")
_PERIOD_START = re.compile(rf"统计.{{0,20}}?({_YEAR})年?1月1日")
_ANY_YEAR = re.compile(rf"({_YEAR})年")
_ORGAN_END = re.compile(
    r"(?:局|府|办|委|院|会|厅|室|处|站|街道|镇|乡|中心|区|县|市|省|队|所|旗|盟|州|部|署|行|公司|办公室|大队|支队)\Z"
)
_NAMED = re.compile(r"[^：:\d]{1,10}[：:]")  # 标题：…, 当前位置：… are not the title itself
_LONGEST = 70
_COMPILER = re.compile(
    r"(?:现公布|现将|由)([^，。；、由]{2,30}?)(?:编制|根据|20\d\d年|二〇|政府信息公开)"
)


class Title:
    """A title as printed, taken apart."""

    def __init__(self, printed: str) -> None:
        self.printed = printed.strip()
        found = _TITLE.match(normalise(printed))
        self.found = (
            found is not None
            and "通知" not in printed
            and "。" not in printed.rstrip("。")
            and not printed.rstrip().endswith(("：", ":"))  # 现将…年度报告如下：
        )
        self.year: int | None = None
        self.organ = ""
        if found and self.found:
            front = found.group("front")
            years = list(_FRONT_YEAR.finditer(front))
            if years:
                last = years[-1]
                self.year = _year(last.group(1))
                self.organ = _organ(front[: last.start()]) or _organ(front[last.end() :])
            else:
                self.organ = _organ(front)


def _organ(text: str) -> str:
    return re.sub(r"\A(?:关于|的)|(?:关于|的|年度|年)\Z", "", text).strip("-—_:：")


def _year(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    return chinese_number(re.sub("[○Oo0]", "〇", text))


def is_title(text: str) -> bool:
    """Whether a line is the title of a report (organ and year may be missing)."""
    return len(text) <= 2 * _LONGEST and len(normalise(text)) <= _LONGEST and Title(text).found


def _is_front(line: str) -> bool:
    """Whether a line can stand over the rest of a title: 某县人民政府, 某县人民政府2025年."""
    return _ORGAN_END.search(_FRONT_END.sub("", line)) is not None


def _over_two_lines(line: str, following: str) -> str:
    """A title whose end stands in the next line; the line alone where that is not so."""
    whole = line.strip() + following.strip()
    begun = "信息公开" in normalise(line) and len(following.strip()) <= 12
    return whole if begun and not is_title(following) and is_title(whole) else line


def find_title(lines: Sequence[str]) -> Title | None:
    """The fullest title among the lines before the text."""
    best: Title | None = None
    best_score = -1
    for number, printed in enumerate(lines):
        line = without_name(printed)
        if not is_title(line) and number + 1 < len(lines):
            line = _over_two_lines(line, lines[number + 1])
        if not is_title(line) or _NAMED.match(line):
            continue
        title = Title(line)
        before = lines[number - 1].strip() if number else ""
        if not title.organ and 2 <= len(before) <= 40 and _is_front(normalise(before)):
            title = Title(before + line.strip())
        score = 2 * bool(title.organ) + 2 * bool(title.year)
        if score >= best_score:
            best, best_score = title, score
    return best


def year_of(title: Title | None, preface: str, section_one: str) -> int | None:
    """The report year: title, then statistical period, then the first year named in the text."""
    if title is not None and title.year:
        return title.year
    for text in (preface, section_one):
        folded = normalise(text)
        found = _PERIOD.search(folded) or _PERIOD_START.search(folded)
        if found:
            return _year(found.group(1))
    for text in (preface, section_one):
        found = _ANY_YEAR.search(normalise(text))
        if found:
            return _year(found.group(1))
    return None


def has_period(text: str) -> bool:
    """Whether a text states the statistical period of a report."""
    folded = normalise(text)
    return bool(_PERIOD_START.search(folded) or (_PERIOD.search(folded) and "统计" in folded))


def organ_of(
    title: Title | None, head: Sequence[str], preface: str, signature: Sequence[str]
) -> str:
    """The organ: from the title, the signature, the metadata before the text, the preface."""
    if title is not None and title.organ:
        return title.organ
    for line in signature:
        squeezed = normalise(line)
        if _ORGAN_END.search(squeezed) and len(squeezed) <= 30:
            return squeezed
    named = metadata_of(head, "organ")
    if named:
        return named
    found = _COMPILER.search(normalise(preface))
    return found.group(1) if found and _ORGAN_END.search(found.group(1)) else ""
