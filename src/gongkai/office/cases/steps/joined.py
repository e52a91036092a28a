"""The steps and panels that procedure and decision add to the case page."""

from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.actions.publishing_on import why_not_publish
from gongkai.apps.cases.models import Case, SheetKind, SheetState
from gongkai.apps.cases.queries.decisions import newest_decision
from gongkai.apps.cases.queries.similar import GROUNDS, similar_to
from gongkai.apps.cases.queries.steps import due_named, facts_of, last_fact
from gongkai.apps.cases.sheets import latest_sheet
from gongkai.apps.cases.standing import OPEN
from gongkai.domain.cases import machine, outcome_label
from gongkai.office.cases.joining import Panel, Step, register_panel, register_step
from gongkai.office.cases.steps.consulting import asked_rows


def from_of(act: str) -> frozenset[str]:
    """The states in which the machine knows this act."""
    return frozenset(machine().acts[act].sources)


def _application(case: Case) -> bool:
    return case.kind == "application"


def _unserved(kind: str, since: str):  # type: ignore[no-untyped-def]
    def shown(case: Case) -> bool:
        facts = facts_of(case)
        sent, got = last_fact(facts, since), last_fact(facts, kind)
        return sent is not None and (got is None or got.number < sent.number)

    return shown


def _over(clock_key: str):  # type: ignore[no-untyped-def]
    def shown(case: Case) -> bool:
        due = due_named(case, clock_key)
        return due is not None and clock.today() > due.day

    return shown


def _sheet(kind: str, *states: str):  # type: ignore[no-untyped-def]
    return lambda case: latest_sheet(case, kind, *states) is not None


def _no_sheet(kind: str):  # type: ignore[no-untyped-def]
    def shown(case: Case) -> bool:
        return _application(case) and (
            latest_sheet(case, kind, SheetState.OPEN, SheetState.APPROVED) is None
        )

    return shown


def _reasonable(case: Case) -> bool:
    heard = last_fact(facts_of(case), "hear_reasons")
    return heard is not None and heard.facts["reasonable"] is True


def _to_decide(case: Case) -> bool:
    decision = newest_decision(case)
    return decision is not None and decision.approved is None


def _published(case: Case) -> bool:
    return not why_not_publish(case) and last_fact(facts_of(case), "published") is None


def _withheld(case: Case) -> bool:
    return case.reassessments.filter(done_on=None).exists()


ENDED = frozenset(("served", "archived"))
CLOSED = ENDED | {"withdrawn", "correction_abandoned", "payment_abandoned"}
EXTENSION, FEE = SheetKind.EXTENSION, SheetKind.FEE
STEPS = (
    Step("case.review", "office_step_review", "审核处理意见", frozenset(("to_review",)), 30, _to_decide),
    Step("case.extend", "office_step_extend_decide", "审批延期", from_of("extend"), 32, _sheet(EXTENSION, SheetState.OPEN)),
    Step("fee.decide", "office_step_fee_decide", "决定是否收费", from_of("charge"), 34, _sheet(FEE, SheetState.OPEN)),
    Step("case.handle", "office_step_extend_notify", "告知延期", from_of("extend"), 36, _sheet(EXTENSION, SheetState.APPROVED), "extend"),
    Step("case.handle", "office_step_fee_notify", "发出收费通知", from_of("charge"), 38, _sheet(FEE, SheetState.APPROVED), "charge"),
    Step("case.propose", "office_step_decide", "拟办", from_of("propose"), 50),
    Step("case.handle", "office_step_correct_received", "收到补正", from_of("correct"), 51, machine="correct", takes="corrected"),
    Step("case.handle", "office_step_correct_served", "补正告知书送达", from_of("correct"), 50, _unserved("correction_served", "notify_correction")),
    Step("case.handle", "office_step_correct_abandon", "逾期不补正", from_of("abandon_correction"), 53, _over("correction_limit")),
    Step("case.handle", "office_step_reasons_hear", "申请人说明的理由", frozenset(("asking_reasons",)), 54, machine="hear_reasons", takes="reasons"),
    Step("case.handle", "office_step_reasons_served", "说明理由告知书送达", frozenset(("asking_reasons",)), 53, _unserved("reasons_served", "ask_reasons")),
    Step("case.handle", "office_step_fee_paid", "缴费", from_of("pay"), 56, machine="pay", takes="payment"),
    Step("case.handle", "office_step_fee_served", "收费通知书送达", from_of("pay"), 55, _unserved("fee_served", "charge")),
    Step("case.handle", "office_step_fee_abandon", "逾期不缴费", from_of("abandon_payment"), 58, _over("fee_payment")),
    Step("case.handle", "office_step_correct", "告知补正", from_of("notify_correction"), 60, _application, "notify_correction"),
    Step("case.handle", "office_step_consult", "征求意见", from_of("ask_third_party"), 62, takes="opinion"),
    Step("case.handle", "office_step_search", "检索记录", from_of("propose") | from_of("ask_third_party"), 64, _application),
    Step("case.handle", "office_step_extend", "提出延期", from_of("extend"), 66, _no_sheet(EXTENSION), "extend"),
    Step("case.handle", "office_step_longer", "告知延迟答复的期限", from_of("propose"), 68, _reasonable),
    Step("case.archive", "office_step_archive", "归档", from_of("archive"), 300, machine="archive"),
    Step("case.reassess", "office_step_reassess", "评估能否公开", ENDED, 310, _withheld),
    Step("item.hand_over", "office_step_publish", "转为主动公开", ENDED, 320, _published),
    Step("case.handle", "office_step_reasons", "要求说明理由", from_of("ask_reasons"), 850, _application),
    Step("case.handle", "office_step_fee", "收费测算", from_of("charge"), 855, _no_sheet(FEE)),
    Step("case.handle", "office_step_withdraw", "申请人撤回", from_of("withdraw"), 860, takes="withdrawal"),
    Step("case.amend", "office_step_amend", "更正办理记录", OPEN | CLOSED | {"under_review", "in_court"}, 890),
)  # fmt: skip


def _decision_panel(actor: Actor, case: Case) -> dict[str, Any]:
    versions = list(case.decisions.select_related("drafted_by", "reviewed_by").order_by("-version"))
    if not versions:
        return {}
    return {"versions": [(one, outcome_label(one.outcome, one.variant)) for one in versions]}


def _similar_panel(actor: Actor, case: Case) -> dict[str, Any]:
    if case.kind != "application" or case.state in CLOSED:
        return {}
    pointed = similar_to(case)
    return {"pointed": pointed, "grounds": GROUNDS} if pointed.any else {}


def _consult_panel(actor: Actor, case: Case) -> dict[str, Any]:
    rows = asked_rows(case, clock.today())
    return {"rows": rows} if rows else {}


for _step in STEPS:
    register_step(_step)
register_panel(Panel("处理意见", "office/cases/panels/decision.html", _decision_panel, 20))
register_panel(Panel("征求意见", "office/cases/panels/consult.html", _consult_panel, 30))
register_panel(Panel("可能相关的申请", "office/cases/panels/similar.html", _similar_panel, 40))
