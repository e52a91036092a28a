"""What this room adds to the case page: the archive file, the proposal, the tombstone."""

from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, DisposalState, FileKind
from gongkai.apps.cases.retention import keeping_of
from gongkai.apps.organs.access import may
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.office.cases.joining import Panel, Step, register_panel, register_step

ARCHIVED = frozenset(("archived",))


def _may_be_proposed(case: Case) -> bool:
    keeping = keeping_of(case, clock.today())
    over = keeping is not None and clock.today() > keeping.until
    return over and not case.disposals.exclude(state=DisposalState.DECLINED).exists()


def _waits(case: Case) -> bool:
    return case.disposals.filter(state=DisposalState.PROPOSED).exists()


def _panel(actor: Actor, case: Case) -> dict[str, Any]:
    keeping = keeping_of(case, clock.today())
    if keeping is None:
        return {}
    rows = case.files.filter(kind=FileKind.ARCHIVE, removed_at=None)
    return {
        "keeping": keeping,
        "mark": MARK_LABELS[keeping.mark],
        "file": rows.filter(destroyed_at=None).last(),
        "gone": case.disposals.filter(state=DisposalState.DONE).first(),
        "waiting": case.disposals.filter(state=DisposalState.PROPOSED).first(),
        "may_open": may(actor, "case.unmask", case.organ_id),
    }


register_step(
    Step(
        "case.dispose_propose",
        "office_disposal_propose",
        "提出销毁",
        ARCHIVED,
        330,
        _may_be_proposed,
    )
)
register_step(Step("case.dispose", "office_disposal_decide", "批准销毁", ARCHIVED, 331, _waits))
register_panel(Panel("归档和保管", "office/cases/panels/archive.html", _panel, 90))
