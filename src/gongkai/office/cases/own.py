"""The steps of the desk itself: confirming, assigning, splitting and joining."""

from gongkai.apps.cases.actions.splitting import BEFORE_ANSWER
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.standing import OPEN
from gongkai.office.cases.joining import Step, register_step


def _was_split(case: Case) -> bool:
    return case.joined_into_id is None and case.events.filter(kind="split_off").exists()


def _is_joined(case: Case) -> bool:
    return case.joined_into_id is not None


STEPS = (
    Step("case.handle", "office_case_confirm", "确认收到", frozenset(("arrived",)), 10, machine="confirm"),
    Step("case.assign", "office_case_assign", "交办", frozenset(("received",)), 20, machine="assign"),
    Step("case.assign", "office_case_reassign", "改派", OPEN - {"arrived", "received"}, 810),
    Step("case.register", "office_case_split", "另立一件", BEFORE_ANSWER, 820),
    Step("case.register", "office_case_join", "并入另一件", BEFORE_ANSWER, 830),
    Step("case.register", "office_case_merge_back", "并回原件", BEFORE_ANSWER, 840, _was_split),
    Step("case.register", "office_case_unjoin", "取消并入", BEFORE_ANSWER, 5, _is_joined),
)  # fmt: skip

for _step in STEPS:
    register_step(_step)
