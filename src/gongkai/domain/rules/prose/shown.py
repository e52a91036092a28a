"""What the prose rules share: the prose read once a subject, and how places and numbers are said."""

from collections.abc import Iterable
from decimal import Decimal
from weakref import WeakKeyDictionary

from gongkai.domain.findings import Quote
from gongkai.domain.reports.annual_report import format_number
from gongkai.domain.reports.forms import Form
from gongkai.domain.reports.prose import ProseFacts, read_prose
from gongkai.domain.reports.prose.claims import Claim
from gongkai.domain.reports.prose.readings import ReadingValue
from gongkai.domain.reports.prose.text import Sentence
from gongkai.domain.rules.subject import Subject

_READ: "WeakKeyDictionary[Subject, ProseFacts]" = WeakKeyDictionary()
_PREVIOUS: "WeakKeyDictionary[Subject, ProseFacts]" = WeakKeyDictionary()
BOTH_SIDES = (
    "请核对登记台账，查明正文和表格哪一处有误，改正有误的一处；两处都对的，请在正文写明口径。"
)


def facts_of(subject: Subject) -> ProseFacts:
    """The prose of the subject's report, read once for all rules."""
    facts = _READ.get(subject)
    if facts is None:
        facts = _READ[subject] = read_prose(subject.report)
    return facts


def previous_facts_of(subject: Subject) -> ProseFacts | None:
    """The prose of last year's report, or None where it was not given."""
    if subject.previous is None:
        return None
    facts = _PREVIOUS.get(subject)
    if facts is None:
        facts = _PREVIOUS[subject] = read_prose(subject.previous)
    return facts


def place_of(section: str, sentence: Sentence) -> str:
    """一（二）, or 第五部分 where no sub-section is known."""
    return f"{section}{sentence.label}" if sentence.label else f"第{section}部分"


def place_of_claim(claim: Claim) -> str:
    return place_of(claim.frame.text.section, claim.frame.sentence)


def number_with_unit(value: Decimal, unit: str = "件") -> str:
    return f"{format_number(value)} {unit or '件'}"


def table_words(reading: ReadingValue, column: str, form: Form) -> str:
    """表三“本年新收”总计 — how a reading is named in a message."""
    table = {"t2": "表二", "t3": "表三", "t4": "表四"}[reading.cells[0][0][:2]]
    if table != "表三":
        return f"{table}“{reading.name}”"
    columns = dict(form.applicant_columns) | {"organisations": "法人或其他组织"}
    return f"{table}“{reading.name}”{columns.get(column, '总计')}"


def reading_words(reading: ReadingValue, column: str, form: Form, unit: str) -> str:
    """表三“本年新收＋上年结转”总计 5 件."""
    values = " 或 ".join(format_number(one) for one in reading.values)
    return f"{table_words(reading, column, form)} {values} {unit or '件'}"


def cells_of(readings: Iterable[ReadingValue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for one in readings for cell, _ in one.cells))


def distinct(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quotes))
