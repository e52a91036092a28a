"""表二 第二十条第（一）项, from the ledger of normative documents on the last day of the year."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from gongkai.apps.annual.compiling.figures import Behind, Figure, Scope
from gongkai.apps.disclosure.models import NormativeDocument
from gongkai.apps.disclosure.queries.normative import normative_numbers

RULES = ("t2.rules.made", "t2.rules.repealed", "t2.rules.in_force")
NO_RULES = "规章只能由国务院部门、省级和设区的市级人民政府制定（《立法法》第九十一条、第九十三条），本级为0。"


def normative_figures(scope: Scope) -> dict[str, Figure]:
    """制发, 废止, 现行有效 of 行政规范性文件, each with its documents. Two queries."""
    numbers = normative_numbers(scope.organs, scope.period.last, known_at=scope.moment)
    made = {}
    for key in ("made", "repealed", "in_force"):
        documents: list[NormativeDocument] = getattr(numbers, key)
        cell = f"t2.normative.{key}"
        made[cell] = Figure(cell, Decimal(len(documents)), "ledger", _behind(documents))
    return made


def rules_figures(scope: Scope) -> dict[str, Figure]:
    """规章: zero where the organ cannot make any; elsewhere stated."""
    if scope.may_make_rules:
        return {}
    return {cell: Figure(cell, Decimal(0), "law", note=NO_RULES) for cell in RULES}


def _behind(documents: list[NormativeDocument]) -> Callable[[], Iterable[Behind]]:
    return lambda: (Behind("normative", one.pk, str(one), one.made_on) for one in documents)
