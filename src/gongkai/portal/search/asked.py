"""What an address of the search page asks. Whatever cannot be read is left out, nothing fails."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from gongkai.apps import clock
from gongkai.apps.search.engine.interface import MOST_PAGES, VALIDITY, Order, Query

SIZE, MOST_A_PAGE = 10, 50
# Characters of a value that are looked at; a question beyond its own bound is cut with a sentence.
_LONGEST_VALUE, _LONGEST_QUESTION = 60, 400
_YEARS = range(1949, 2101)


@dataclass(frozen=True)
class Asked:
    """The fields of the form, as they stand in an address."""

    q: str = ""
    organ: str = ""
    own: str = ""
    column: str = ""
    topic: str = ""
    kind: str = ""
    year: str = ""
    year_from: str = ""
    year_to: str = ""
    validity: str = ""
    file_type: str = ""
    order: str = ""
    page: int = 1
    size: int = SIZE

    @property
    def query(self) -> Query:
        """For the engine; validity is told for today."""
        only = int(self.year) if self.year else None
        return Query(
            text=self.q,
            organ=self.organ,
            own=bool(self.own),
            column=self.column,
            topic=self.topic,
            kind=self.kind,
            year_from=only or (int(self.year_from) if self.year_from else None),
            year_to=only or (int(self.year_to) if self.year_to else None),
            validity=self.validity,
            file_type=self.file_type,
            order=Order.DATE if self.order == "date" else Order.RELEVANCE,
            page=self.page,
            size=self.size,
            on=clock.today(),
        )

    def address(self, **changes: Any) -> str:
        """The same question changed; back on its first page unless a page is named."""
        changed = replace(self, **({"page": 1} | changes))
        values = {name: getattr(changed, name) for name in FIELDS}
        values = {name: value for name, value in values.items() if value}
        if changed.page > 1:
            values["page"] = changed.page
        if changed.size != SIZE:
            values["size"] = changed.size
        return "/search/?" + urlencode(values) if values else "/search/"

    def carried(self, *without: str) -> list[tuple[str, str]]:
        """What a form of the page carries along."""
        return [
            (name, value)
            for name in FIELDS
            if name not in without and (value := getattr(self, name))
        ]


FILTERS = (
    ("organ", "own", "column", "topic", "kind")
    + ("year", "year_from", "year_to", "validity", "file_type")
)  # fmt: skip
FIELDS = ("q", *FILTERS, "order")


def read_asked(given: QueryDict) -> Asked:
    """From the address."""
    values = {name: given.get(name, "")[:_LONGEST_VALUE].strip() for name in FIELDS}
    values["q"] = given.get("q", "")[:_LONGEST_QUESTION].strip()
    for name in ("year", "year_from", "year_to"):
        year = _number(values[name], 0)
        values[name] = str(year) if year in _YEARS else ""
    values["validity"] = values["validity"] if values["validity"] in VALIDITY else ""
    values["own"] = "1" if values["own"] and values["organ"] else ""
    values["order"] = "date" if values["order"] == "date" else ""
    return Asked(
        **values,
        page=max(1, min(_number(given.get("page", ""), 1), MOST_PAGES)),
        size=max(1, min(_number(given.get("size", ""), SIZE), MOST_A_PAGE)),
    )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
