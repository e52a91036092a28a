"""What is carried from step to step while the example is stored."""

import datetime as dt
from dataclasses import dataclass, field

from gongkai.apps.audit.actions import Draft
from gongkai.apps.audit.actor import Actor
from gongkai.apps.clock import CHINA
from gongkai.apps.disclosure.models import Column, Ending, Item
from gongkai.apps.example.piece import Piece
from gongkai.apps.organs.models import Organ, Person


@dataclass
class County:
    """What was loaded before the content: organs and columns by folder and code, people by login.

    `drafts` are rows of the log, written at the end in order of time.
    """

    organs: dict[str, Organ]
    columns: dict[tuple[str, str], Column]
    people: dict[str, Person]
    now: dt.datetime
    seed: int
    drafts: list[Draft] = field(default_factory=list)

    def actor(self, slug: str, post: str = "head") -> Actor:
        """Who did it, for the log."""
        person, organ = self.people[f"{slug}-{post}"], self.organs[slug]
        return Actor(person.pk, person.full_name, organ_id=organ.pk, organ_name=organ.name)


@dataclass(frozen=True)
class End:
    """When and why a piece is no longer public."""

    at: dt.datetime
    ending: str
    note: str


@dataclass
class Trail:
    """The revision of a piece, its submission, and who reviewed it when (gate, person, instant)."""

    revision_id: int
    submission_id: int
    submitted_at: dt.datetime
    reviews: list[tuple[str, Person, dt.datetime]]


@dataclass
class Stored:
    """A piece and its row."""

    piece: Piece
    item: Item
    end: End | None
    trail: Trail | None = None


def end_of(piece: Piece, now: dt.datetime) -> End | None:
    """The end that a withdrawal or a 公示期 has already brought; None while the piece is public."""
    if piece.withdrawn:
        at = piece.at + dt.timedelta(days=2)
        return End(at, Ending.WITHDRAWN, piece.withdrawn) if at <= now else None
    last = piece.notice_period_end
    if last is None or last >= now.astimezone(CHINA).date():
        return None
    after = last + dt.timedelta(days=1)
    at = dt.datetime(after.year, after.month, after.day, 0, 0, 20, tzinfo=CHINA)
    return End(at, Ending.EXPIRED, f"公示期至{last}，期满后不再公示。")
