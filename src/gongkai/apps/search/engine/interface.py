"""What is searched, what is asked, what is answered; and what an implementation must do."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from markupsafe import Markup


class SearchError(Exception):
    """The search cannot answer. The message is a sentence for the reader."""


class IndexMissing(SearchError):
    """Nothing has been indexed yet."""


class IndexBusy(SearchError):
    """Another process writes to the index."""


@dataclass(frozen=True, slots=True)
class Label:
    """A code and the word for it, as they stood when the document was indexed."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Force:
    """From when and until when a 行政规范性文件 holds; `ended_on` is the first day it no longer does."""

    effective_on: dt.date
    ended_on: dt.date | None = None
    ended_word: str = ""

    def word_on(self, day: dt.date) -> str:
        """尚未施行, 有效, or the word of its end (废止, 失效)."""
        if self.ended_on is not None and self.ended_on <= day:
            return f"已{self.ended_word or '失效'}"
        return "尚未施行" if self.effective_on > day else "有效"


@dataclass(frozen=True, slots=True)
class Document:
    """One public edition or guide, with all that a line of results shows: the answer needs no database.

    `path`: below the site's root, of a page that is not an item's (a guide: `item_id` 0, `edition_id`
    its version).
    `organs` and `columns` are paths from the root to the document's own; the last one is its own.
    """

    key: str
    item_id: int
    edition_id: int
    title: str
    text: str
    published_at: dt.datetime
    organs: Sequence[Label]
    columns: Sequence[Label]
    kind: Label
    organ_name: str = ""
    organ_has_below: bool = False
    files_text: str = ""
    file_types: Sequence[str] = ()
    document_number: str = ""
    index_number: str = ""
    topic: Label | None = None
    force: Force | None = None
    path: str = ""


class Order:
    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Query:
    """One question. Empty filters do not filter; `own`: of the organ itself, not of those below it."""

    text: str = ""
    organ: str = ""
    own: bool = False
    column: str = ""
    topic: str = ""
    kind: str = ""
    year_from: int | None = None
    year_to: int | None = None
    validity: str = ""
    file_type: str = ""
    order: str = Order.RELEVANCE
    page: int = 1
    size: int = 10
    on: dt.date = dt.date(1970, 1, 1)  # the day for which validity is told
    facets: bool = True


# Codes of the filter `validity`.
VALIDITY = {"in_force": "现行有效", "not_yet": "尚未施行", "ended": "已废止、失效"}
MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a filter with the number of results it leaves."""

    code: str
    name: str
    count: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of results. `title_html` and `passage` are safe HTML with `<mark>`."""

    item_id: int
    edition_id: int
    slug: str
    published_at: dt.datetime
    title: str
    title_html: Markup
    passage: Markup
    organ: str
    organ_name: str
    column: Label
    kind: Label
    document_number: str
    index_number: str
    validity: str
    file_types: Sequence[str]
    in_attachment: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """`notes` are sentences about how the question was understood; `suggestion` another question."""

    total: int
    hits: Sequence[Hit] = ()
    facets: dict[str, list[Count]] = field(default_factory=dict)
    suggestion: str = ""
    notes: Sequence[str] = ()
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class State:
    """What the index holds: its version and how many documents."""

    name: str
    documents: int


@runtime_checkable
class Building(Protocol):
    """An index being built aside. Nobody searches it until `finish`."""

    def index(self, documents: Iterable[Document]) -> None: ...

    def remove(self, keys: Iterable[str]) -> None: ...

    def settle(self) -> None:
        """Bring what was given so far to disk; what comes after is little."""
        ...

    def finish(self) -> State:
        """Put it in the place of the old one, at once and whole."""
        ...

    def abandon(self) -> None: ...


class SearchBackend(Protocol):
    """What the indexer and the pages use. Writing is for one process at a time."""

    def index(self, documents: Iterable[Document], removing: Iterable[str] = ()) -> None:
        """Replace these documents and take those away, visible together when this returns."""
        ...

    def remove(self, keys: Iterable[str]) -> None: ...

    def search(self, query: Query) -> Results:
        """Raises SearchError with a sentence when there is no index or it does not answer."""
        ...

    def rebuild(self, words: Iterable[str]) -> Building:
        """Begin an index aside whose segmenter knows these words."""
        ...

    def state(self) -> State: ...
