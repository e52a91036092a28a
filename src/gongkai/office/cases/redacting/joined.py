"""The redaction desk on the case page: a step while the answer is prepared, and a panel of its files."""

from typing import Any

from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.redactions import redactions_of
from gongkai.apps.organs.access import may
from gongkai.office.cases.joining import Panel, Step, register_panel, register_step
from gongkai.office.cases.redacting.desk import in_work
from gongkai.office.cases.redacting.finding import ACTS

# While the answer is prepared and until it is served.
STATES = frozenset(
    ("handling", "consulting_third_party", "consulting_organ", "asking_reasons", "charging",
     "extended", "to_review", "decided", "replying_again")
)  # fmt: skip


def _panel(actor: Actor, case: Case) -> dict[str, Any]:
    if not any(may(actor, act, case.organ_id) for act in ACTS):
        return {}
    rows = [in_work(one) for one in redactions_of(case)]
    return {"rows": rows} if rows else {}


register_step(Step("letter.write", "office_redactions", "区分处理", STATES, order=340))
register_panel(Panel("区分处理", "office/cases/panels/redactions.html", _panel, order=60))
