"""成批交办: one person is charged with several cases; each is an act of its own."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.registering import assign
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import Forbidden
from gongkai.apps.organs.models import Person

MOST = 200


@dataclass(frozen=True)
class NotAssigned:
    """A case that was left as it was, and why, as a sentence."""

    case: Case
    why: str


def assign_all(
    actor: Actor, cases: Iterable[tuple[Case, int]], person: Person, *, on: dt.date
) -> tuple[int, tuple[NotAssigned, ...]]:
    """Charge a person with cases, each given with the number of records its page showed.

    How many were, and which were not: a refusal of one leaves the others done.
    """
    given = list(cases)
    if not given:
        raise Refused("请先勾选要交办的申请。")
    if len(given) > MOST:
        raise Refused(f"一次最多交办{MOST}件，请分批办理。")
    done, left = 0, []
    for case, seen in given:
        try:
            assign(actor, case, person, on=on, seen=seen)
        except (Refused, Forbidden) as no:
            left.append(NotAssigned(case, str(no)))
        else:
            done += 1
    return done, tuple(left)
