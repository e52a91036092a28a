"""Items that another room makes and answers for: the page of an annual report is changed by its acts alone.

The room names itself here when the program starts; this room knows no other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from gongkai.apps.disclosure.models import Item
from gongkai.apps.disclosure.refusals import Refused

# Of an item the sentence that says whose it is and where to act; "" where it is nobody's.
Keeper = Callable[[Item], str]
_keepers: list[Keeper] = []
_own_act: ContextVar[bool] = ContextVar("own_act", default=False)


def register_keeper(keeper: Keeper) -> None:
    """Have the acts on items ask before they change one."""
    if keeper not in _keepers:
        _keepers.append(keeper)


@contextmanager
def own_act() -> Iterator[None]:
    """Inside it the keeper's own act writes and publishes what it keeps."""
    before = _own_act.set(True)
    try:
        yield
    finally:
        _own_act.reset(before)


def is_own_act() -> bool:
    """Whether what happens now is done by the room that keeps the item."""
    return _own_act.get()


def kept_by(item: Item) -> str:
    """Whose the item is, as a sentence; "" where everybody with the right may act on it."""
    if item.pk is None:
        return ""
    return next(filter(None, (keeper(item) for keeper in _keepers)), "")


def not_kept(*items: Item) -> None:
    """Refused where another room answers for one of them, unless it is that room that acts."""
    if is_own_act():
        return
    for one in items:
        if sentence := kept_by(one):
            raise Refused(sentence)
