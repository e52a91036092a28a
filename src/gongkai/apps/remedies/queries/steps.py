"""Which facts may be recorded of a remedy now."""

from collections.abc import Sequence

from gongkai.apps.remedies.data.events import EventKind, event_kinds
from gongkai.apps.remedies.facts import Fact
from gongkai.apps.remedies.models import Remedy

# What is most likely next stands first.
ORDER = ("copy_received", "answered", "decided", "appeal_decided", "decision_received", "appealed",
         "accepted", "hearing", "procedure", "extended")  # fmt: skip
# Recorded with acts and pages of their own.
APART = frozenset(("brought", "settled", "remark", "void"))


def next_facts(remedy: Remedy, facts: Sequence[Fact]) -> list[EventKind]:
    """Those whose turn it is, the likeliest first."""
    held = {one.kind for one in facts}
    found = []
    for kind in event_kinds().values():
        if kind.key in APART or remedy.kind not in kind.kinds:
            continue
        if held >= set(kind.needs) and not held & set(kind.bars) and _open_to(remedy, kind.key):
            found.append(kind)
    return sorted(found, key=lambda one: ORDER.index(one.key))


def may_settle(remedy: Remedy) -> bool:
    """Whether a result stands and what follows from it has not been recorded."""
    return remedy.state == "decided"


def _open_to(remedy: Remedy, kind: str) -> bool:
    if kind in ("decided", "answered", "accepted", "copy_received", "procedure", "extended"):
        return remedy.state == "open"
    if kind == "appealed":
        return remedy.state == "decided"
    if kind == "appeal_decided":
        return remedy.state == "open"
    return True
