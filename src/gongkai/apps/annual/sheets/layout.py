"""How a sheet of figures is laid out: units as rows, or the months of one unit as columns."""

import re
import unicodedata

UNIT, CODE, MONTH, ITEM, MEASURE, EVIDENCE = (
    "单位", "统一社会信用代码", "月份", "项目", "计量单位", "依据",
)  # fmt: skip
WHOLE_YEAR = "全年"
MONTHS = {f"{number}月": number for number in range(1, 13)}

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_ERRORS = 100
HEAD_WITHIN = 10
LONGEST_FIGURE = 24


def plain(text: str) -> str:
    """A heading without blanks, line feeds, the mark of what must be filled, and its unit in brackets."""
    found = unicodedata.normalize("NFKC", "".join(text.split())).rstrip("*")
    return re.sub(r"\((?:单位:)?[^)]*\)$", "", found)


def month_of(text: str) -> int | None:
    """1 to 12, or None for the whole year. Raises ValueError."""
    said = plain(text)
    if said in ("", WHOLE_YEAR, "年", "合计"):
        return None
    number = re.fullmatch(r"(?:\d{4}[年\-])?0?(\d{1,2})月?(?:份)?", said)
    if number is None or not 1 <= int(number[1]) <= 12:
        raise ValueError(text)
    return int(number[1])
