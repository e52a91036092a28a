"""How a review or a suit may end, and the column of 表四 that counts it: a table the county office may change."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from gongkai.apps.remedies.models import ResultColumns
from gongkai.domain.law.norms import MARKS
from gongkai.domain.law.strict_yaml import Node, read

COLUMNS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
# Of the second instance only: as the first instance ended; not ended yet.
SECOND = {"first": "从一审结果", "pending": "尚未审结"}


@dataclass(frozen=True)
class Result:
    """One ending. `second`: of a second instance. `column` a key of COLUMNS or SECOND."""

    key: str
    label: str
    kinds: tuple[str, ...]
    second: bool
    column: str
    article: str
    mark: str


def parse_results(text: str, path: str) -> dict[str, Result]:
    """Read the table; LawDataError for anything unknown."""
    return {str(key): _result(str(key), one) for key, one in read(text, path).entries().items()}


def _result(key: str, node: Node) -> Result:
    given = node.mapping(("label", "kinds", "column", "article", "mark"), ("when",))
    second = "when" in given and given["when"].choice(("first", "second")) == "second"
    return Result(
        key,
        given["label"].text(),
        tuple(one.choice(("review", "suit")) for one in given["kinds"].sequence()),
        second,
        given["column"].choice(tuple(COLUMNS | SECOND) if second else tuple(COLUMNS)),
        given["article"].text(),
        given["mark"].choice(MARKS),
    )


@cache
def results() -> Mapping[str, Result]:
    """Every ending as shipped."""
    text = (Path(__file__).parent / "data" / "results.yaml").read_text(encoding="utf-8")
    return parse_results(text, "remedies/data/results.yaml")


def results_in_use() -> Mapping[str, Result]:
    """The endings with the columns that the county office has chosen. One query."""
    return _with(ResultColumns.objects.all())


def results_at(moment: dt.datetime) -> Mapping[str, Result]:
    """The endings as the county office had chosen them by a moment. One query."""
    return _with(ResultColumns.objects.filter(recorded_at__lte=moment))


def _with(versions: "QuerySet[ResultColumns]") -> Mapping[str, Result]:
    chosen = versions.order_by("-id").values_list("columns", flat=True).first() or {}
    return {
        key: replace(one, column=chosen[key], mark="practice") if key in chosen else one
        for key, one in results().items()
    }


def endings_of(kind: str, *, second: bool) -> list[Result]:
    """What may be chosen for a review, a first or a second instance."""
    return [
        one
        for one in results().values()
        # A second instance may also change the judgment: then it ends as a first instance may.
        if kind in one.kinds and (not one.second or second)
    ]
