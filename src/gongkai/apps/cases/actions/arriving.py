"""来件 within a case: a correction, an opinion, a withdrawal that came in writing becomes a paper of the case."""

import datetime as dt
from dataclasses import dataclass

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.registering import register_paper
from gongkai.apps.cases.models import Case, Filing, Paper
from gongkai.apps.cases.queries.papers import unrecorded


@dataclass(frozen=True)
class Came:
    """What came: by which channel (keys of domain.deadlines.channels), what it says, what proves it."""

    channel: str = "in_person"
    text: str = ""
    evidence: str = ""


def paper_of_case(actor: Actor, case: Case, kind: str, came: Came, on: dt.date) -> Paper:
    """Register what came and put it into the case. Inside the transaction of the act that goes with it.

    What was registered when it came, and put into the case since, is not registered a second time.
    """
    for held in unrecorded(case):
        if (held.kind, held.arrived_on, held.channel) == (kind, on, came.channel):
            return held
    paper = register_paper(
        actor,
        case.organ,
        channel=came.channel,
        arrived_on=on,
        kind=kind,
        evidence=came.evidence,
        text=came.text,
    )
    Filing.objects.create(paper=paper, case=case, since=clock.now())
    return paper
