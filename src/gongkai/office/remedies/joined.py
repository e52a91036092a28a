"""What reviews and suits add to the case page: a panel, and the step that registers one."""

from typing import Any

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.steps import standing_now
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.remedies.access import remedies_visible_to
from gongkai.apps.remedies.standing import STATES
from gongkai.domain.cases import machine
from gongkai.office.cases.joining import Panel, Step, register_panel, register_step

AFTER_ANSWER = frozenset(machine().acts["sue"].sources) | {"in_court", "replying_again"}


def _panel(actor: Actor, case: Case) -> dict[str, Any]:
    rows = remedies_visible_to(actor).filter(case=case).order_by("pk")
    found = [(one, STATES[one.state]) for one in rows]
    if not found:
        return {}
    try:
        return {"remedies": found, "reversal": standing_now(case).reversal}
    except Refused:
        return {"remedies": found}


register_panel(Panel("复议诉讼", "office/cases/panels/remedies.html", _panel, 300))
register_step(Step("remedy.record", "office_case_remedy", "登记复议、诉讼", AFTER_ANSWER, 315))
register_step(
    Step(
        "remedy.record",
        "office_case_remedy_unanswered",
        "登记复议、诉讼",
        frozenset(machine().states) - AFTER_ANSWER - {"draft"},
        850,
    )
)
