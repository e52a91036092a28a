"""表二 第二十条第（一）项, from the ledger of normative documents on the last day of the year."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal

from gongkai.apps.annual.compiling.figures import Behind, Figure
from gongkai.apps.cases.queries.ledger import Period
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.queries.normative import (
    NormativeNumbers,
    Register,
    numbers_by_organ,
    register_of,
)

KEYS = ("made", "repealed", "in_force")
RULES = ("t2.rules.made", "t2.rules.repealed", "t2.rules.in_force")
NO_RULES = "规章只能由国务院部门、省级和设区的市级人民政府制定（《立法法》第九十一条、第九十三条），本级为0。"
_BRACKETS = str.maketrans("〔〕［］【】()", "[][][][]")


def register(organs: Collection[int], period: Period) -> Register:
    """What the ledger of documents held at the period's moment, to be counted more than once. Two queries."""
    return register_of(organs, period.last, period.as_of)


def normative_numbers(
    organs: Collection[int],
    period: Period,
    moments: Mapping[int, dt.datetime] | None = None,
    held: Register | None = None,
) -> Mapping[int, NormativeNumbers]:
    """Organ → its three lists on the last day of the year. Two queries for any number of organs, none with `held`.

    `moments`: organs whose lists are wanted as they were known earlier than the period's moment. `held`: their
    `register` of the same period.
    """
    return numbers_by_organ(
        organs, period.last, known_at=period.as_of, moments=moments, register=held
    )


def normative_figures(numbers: NormativeNumbers) -> dict[str, Figure]:
    """制发, 废止, 现行有效 of 行政规范性文件, each with its documents."""
    made = {}
    for key in KEYS:
        documents: list[NormativeDocument] = getattr(numbers, key)
        cell = f"t2.normative.{key}"
        made[cell] = Figure(cell, Decimal(len(documents)), "ledger", _behind(documents))
    return made


def rules_figures(*, may_make_rules: bool) -> dict[str, Figure]:
    """规章: zero where the organ cannot make any; elsewhere stated."""
    if may_make_rules:
        return {}
    return {cell: Figure(cell, Decimal(0), "law", note=NO_RULES) for cell in RULES}


def number_key(document: NormativeDocument) -> str:
    """The 发文字号 as it is compared: the same document written with other brackets or spaces."""
    plain = unicodedata.normalize("NFKC", document.document_number).translate(_BRACKETS)
    return "".join(plain.split()).casefold()


def _behind(documents: list[NormativeDocument]) -> Callable[[], Iterable[Behind]]:
    return lambda: (Behind("normative", one.pk, str(one), one.made_on) for one in documents)
