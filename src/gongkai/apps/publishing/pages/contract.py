"""What a kind of page must tell the engine, and what it gets in return.

The engine knows nothing of articles or lists. It asks every kind which of its pages a change touches,
has them rendered in bulk, and writes what differs. A kind never writes, never asks which files
exist, and never remembers anything: the same database gives the same bytes, in any order, in any
process (no time of rendering, no random value, no counter in a page).

Rules for a kind:

- A key stands for one page for ever; it may own several files (a page and its JSON). What a key owned
  before and no longer yields is removed by the engine: for a page that must go, yield nothing.
- Lists are paged by files that stay: part 0 is the head (`index.html`, the newest), the older parts are
  numbered from the oldest and hold a fixed number of items by rank of first publication, so that
  a new item touches the head only, and the part that it fills.
- `keys_for` asks for the items that changed, never for all: its cost must not grow with the site.
- `render` reads for all its keys together (a few queries for 200 keys), not page by page.
- Two keys may own the same path only with the same bytes (an attachment that two items share).
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple, Protocol


class PageKey(NamedTuple):
    """Which page: the name of its kind, the row it shows, and the part of it (0 if undivided)."""

    kind: str
    id: int
    part: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}:{self.part}"

    @classmethod
    def parse(cls, text: str) -> "PageKey":
        """The inverse of `str(key)`."""
        kind, row, part = text.split(":")
        return cls(kind, int(row), int(part))


class Rendered(NamedTuple):
    """One file of a page. `path` is below the public folder: "jyj/2025/12.html", no leading slash.

    `body` is the file's bytes; or a stored file (below MEDIA_ROOT) to be copied, for attachments
    that do not belong in memory; or None when the file must go.
    """

    key: PageKey
    path: str
    body: bytes | Path | None


class Failed(NamedTuple):
    """This page cannot be made now: its old files stay, and the office is shown `reason`.

    `reason` is a sentence: what is missing, where, what to do ("网站信息里没有填写网站标识码……").
    """

    key: PageKey
    reason: str


class CannotRender(Exception):
    """May be raised by `render` instead of yielding `Failed`; the engine then renders page by page."""


class PageKind(Protocol):
    """One kind of page. Instances hold no state."""

    @property
    def name(self) -> str:
        """The first word of its keys: "item", "column" … No colon."""

    def keys_for(self, subjects: AbstractSet[str]) -> AbstractSet[PageKey]:
        """The pages of this kind that a change of `subjects` touches, and no others.

        Subjects are those of `changes` ("item:12", "column:7", "organ:3", "guide:3"). The subject
        "site:1" never arrives here: it touches everything, and the engine renders `all_keys`.
        """

    def all_keys(self) -> Iterator[PageKey]:
        """Every page of this kind, streamed."""

    def render(self, keys: Sequence[PageKey]) -> Iterator[Rendered | Failed]:
        """The files of these pages (at most a few hundred keys of this kind), in any order."""
