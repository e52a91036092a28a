"""The pieces of one page as rows of a form: percent from the edges, ground, category, reason."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.apps.cases.actions.redacting import MOST_ON_A_PAGE, Piece
from gongkai.apps.cases.data.redacting import offered
from gongkai.apps.cases.models import RedactionPiece
from gongkai.apps.cases.refusals import Refused
from gongkai.documents.redacting import Mark, Pointed

PLACE = ("left", "top", "width", "height")
WORDS = ("ground", "category", "reason")
SIDES = {"left": "左边", "top": "上边", "width": "宽", "height": "高"}
_NAMED = re.compile(r"left-(\d{1,4})")
# The drawing's own measure: a page is so many units wide.
UNITS = 1000


@dataclass(frozen=True)
class Row:
    """As it was typed or stored. `key` names the row's fields; numbers are percent of the page."""

    key: int
    left: str = ""
    top: str = ""
    width: str = ""
    height: str = ""
    ground: str = ""
    category: str = ""
    reason: str = ""

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """Name, label and value of the four numbers."""
        return [(name, SIDES[name], getattr(self, name)) for name in PLACE]

    @property
    def is_blank(self) -> bool:
        return not any(getattr(self, name).strip() for name in PLACE)

    @property
    def is_whole(self) -> bool:
        return all(getattr(self, name).strip() for name in WORDS)


@dataclass(frozen=True)
class Box:
    """A rectangle in the drawing's units."""

    x: float
    y: float
    width: float
    height: float
    label: str = ""


def stored(pieces: Iterable[RedactionPiece]) -> list[Row]:
    return [
        Row(
            key,
            *(_percent(getattr(one, name)) for name in PLACE),
            one.ground,
            one.category,
            one.reason,
        )
        for key, one in enumerate(pieces)
    ]


def typed(post: Mapping[str, str]) -> list[Row]:
    """The rows as sent, without those that are blank or marked for removal."""
    keys = sorted(int(found[1]) for name in post if (found := _NAMED.fullmatch(name)))
    rows = [
        Row(key, *(str(post.get(f"{name}-{key}", ""))[:300] for name in (*PLACE, *WORDS)))
        for key in keys[: MOST_ON_A_PAGE + 50]
        if not post.get(f"drop-{key}")
    ]
    return [one for one in rows if not one.is_blank]


def pieces_of(rows: Iterable[Row], page: int) -> list[Piece]:
    """Refused where a place is not four numbers."""
    made = []
    for number, one in enumerate(rows, 1):
        try:
            values = [float(getattr(one, name)) / 100 for name in PLACE]
        except ValueError as why:
            raise Refused(
                f"第{number}处的位置没有写全：左边、上边、宽、高都要写 0 到 100 之间的数。"
            ) from why
        if not all(0 <= value <= 1 for value in values):
            raise Refused(f"第{number}处的位置要写 0 到 100 之间的数。")
        made.append(Piece(Mark(page, *values), one.ground, one.category, one.reason))
    return made


def taken(pointed: Pointed) -> Piece:
    """What was pointed out, taken over by a person; its ground and wording stay open to change."""
    usual = offered()["NO_THIRD"]
    category = f"{usual.categories[0]}（{pointed.kind}）"
    return Piece(pointed.mark, "NO_THIRD", category, usual.reason)


def covered(pointed: Pointed, pieces: Iterable[RedactionPiece]) -> bool:
    """Whether a piece lies over what is pointed out already."""
    mark = pointed.mark
    return any(
        one.left <= mark.left + 0.002
        and one.top <= mark.top + 0.002
        and one.left + one.width >= mark.right - 0.002
        and one.top + one.height >= mark.bottom - 0.002
        for one in pieces
    )


def box(mark: Mark, height: float, label: str = "") -> Box:
    """In units of a drawing UNITS wide and `height` high."""
    values = (mark.left * UNITS, mark.top * height, mark.width * UNITS, mark.height * height)
    return Box(*(round(one, 2) for one in values), label)


def box_of(row: Row, height: float) -> Box | None:
    """The same of a row; None where its numbers are not complete."""
    try:
        left, top, width, high = (float(getattr(row, name)) / 100 for name in PLACE)
    except ValueError:
        return None
    return box(Mark(1, left, top, width, high), height)


def _percent(value: float) -> str:
    return f"{value * 100:.3f}".rstrip("0").rstrip(".")
