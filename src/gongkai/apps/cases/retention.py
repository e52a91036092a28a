"""保管期限: how long an archived case is kept, and from which day it may be destroyed."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps.cases.law import law_in_use
from gongkai.apps.cases.models import Case, DisposalState
from gongkai.apps.cases.standing import effective
from gongkai.domain.cases import outcomes

LABELS = {"ordinary": "一般申请", "withheld": "不予公开、部分公开", "remedy": "有复议、诉讼"}
_WITHHELD = ("reassess", "open_part")
_BROUGHT = ("ask_review", "sue", "remedy_noted")
_SETTLED = ("uphold", "overturn")


@dataclass(frozen=True)
class Keeping:
    """`years` from the 1 January after the year in which the case was closed; `mark`: whose number it is."""

    category: str
    years: int
    until: dt.date
    mark: str
    source: str

    @property
    def label(self) -> str:
        return LABELS[self.category]


def keeping_of(case: Case, today: dt.date) -> Keeping | None:
    """How long this case is kept; None while it is not closed and archived."""
    if case.state != "archived" or case.closed_on is None:
        return None
    category = _category(case)
    local, _ = law_in_use()
    found = local.parameter(f"retention_{category}", on=today)
    years = int(found.number())
    until = dt.date(case.closed_on.year + years, 12, 31)
    return Keeping(category, years, until, found.mark, found.source)


def _category(case: Case) -> str:
    if any(one.kind in _BROUGHT for one in effective(case.events.all())):
        return "remedy"
    outcome = outcomes().get(case.outcome)
    withheld = outcome is not None and outcome.publication.key in _WITHHELD
    return "withheld" if withheld else "ordinary"


def held_by_remedy(case: Case) -> bool:
    """A review or suit over the case that is not over: nothing of it may be destroyed (诉讼保全)."""
    facts = effective(case.events.all())
    settled = {one.facts.get("remedy") for one in facts if one.kind in _SETTLED}
    brought = {one.facts.get("remedy") for one in facts if one.kind in _BROUGHT}
    # `remedies` is the other side of their own app's key; what they conclude is theirs to say.
    open_ones = case.remedies.filter(concluded_on=None).values_list("pk", flat=True)  # type: ignore[attr-defined]
    return bool((brought - settled) & set(open_ones)) or bool(open_ones)


def is_destroyed(case: Case) -> bool:
    """Only its tombstone is left."""
    return case.disposals.filter(state=DisposalState.DONE).exists()
