"""Who acts: plain values, so that an action needs no request and no session."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HeldPost:
    """A post in force on the day of acting. `kind` is a value of `organs.models.PostKind`."""

    kind: str
    organ_id: int
    # Every organ at or below `organ_id`, for posts that look after others' work.
    organ_and_below: frozenset[int] = frozenset()
    # Organs that were merged into `organ_id` by the day of acting: their unfinished work is its own.
    taken_over: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """`person_id` is None for the program itself (scheduled publishing, set-up)."""

    person_id: int | None
    name: str
    posts: tuple[HeldPost, ...] = ()
    organ_id: int | None = None
    organ_name: str = ""
    address: str = ""

    @property
    def is_program(self) -> bool:
        return self.person_id is None


def program(name: str = "系统自动") -> Actor:
    """The program acting by itself: a scheduled publication, a list whose 公示期 has ended."""
    return Actor(person_id=None, name=name)
