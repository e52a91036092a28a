"""Procedures on the way to an answer, each a story told in days: it yields the day on which it goes on.

A generator returns the day on which the case may be decided.
"""

import datetime as dt
from collections.abc import Callable, Generator

from gongkai.apps.cases.actions import charging, closing, consulting, correcting, extending, reasons
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.searching import record_search
from gongkai.apps.cases.models import Case, Party
from gongkai.apps.cases.parties import Identity
from gongkai.apps.cases.queries.steps import due_named
from gongkai.apps.example.city.desk import CityDesk
from gongkai.apps.example.city.plans import Plan
from gongkai.documents.letters import templates

Told = Generator[dt.date, None, dt.date]
Procedure = Callable[[CityDesk, Plan, Case, dt.date], Told]
WORK = 2  # working days until the next step, where nothing else decides


def fresh(case: Case) -> Case:
    """The row as it stands now."""
    return Case.objects.get(pk=case.pk)


def notice(
    desk: CityDesk,
    case: Case,
    day: dt.date,
    template: str,
    values: dict[str, str] | None = None,
    *,
    served: str = "direct",
    party: Party | None = None,
) -> Told:
    """A letter of the procedure: written, signed, sent; the day on which it arrived."""
    letter = desk.sign(case, day, template, values, addressee=party)
    arrives = desk.send(letter, day, served)
    yield arrives
    desk.arrived(letter, arrives)
    return arrives


def correction(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """The applicant is told what is missing, and answers."""
    day = yield from _told_to_correct(desk, plan, case, day)
    day = desk.days.after(day, 3 + plan.number % 5)
    yield day
    with desk.on(day):
        correcting.record_correction(
            desk.actor("case", day),
            fresh(case),
            on=day,
            description=plan.description + "以2023年印发的为准。",
            came=Came(
                "registered_post" if plan.number % 2 else "in_person", "补正：以2023年印发的为准。"
            ),
        )
    return desk.days.after(day, plan.pace)


def _told_to_correct(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    with desk.on(day):
        correcting.prepare_correction(
            desk.actor("case", day), fresh(case), points=["请写明文号或者印发的年份。"]
        )
    values = {"correction_how": "可以写明在哪里看到过这份信息。"}
    return (yield from notice(desk, case, day, "N04", values, served=plan.served))


def correction_missed(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Told, and never answered: 逾期不补正."""
    day = yield from _told_to_correct(desk, plan, case, day)
    due = due_named(fresh(case), "correction_limit")
    assert due is not None
    day = desk.days.after(due.day, 1)
    yield day
    with desk.on(day):
        correcting.abandon_correction(desk.actor("case", day), fresh(case), on=day)
    return (yield from notice(desk, case, day, "N15-no-correction"))


def _third(opinion: str) -> Procedure:
    def told(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
        with desk.on(day):
            firm = Identity(
                name=f"示例实业有限公司{plan.number % 50 + 1}",
                address="示例市工业路2号（示例地址）",
            )
            party = consulting.add_party(
                desk.actor("case", day),
                fresh(case),
                role="third_party",
                identity=firm,
                kind="business",
            )
        values = {
            "asked_content": "与贵单位有关的合同文本。",
            "question": "是否同意公开？不同意的请说明理由。",
        }
        day = yield from notice(desk, case, day, "N07", values, served="post", party=party)
        if plan.number % 3 == 0:
            yield from notice(
                desk, case, day, "N09",
                {"consulted": "第三方", "reasons": "申请的信息可能涉及第三方的合法权益。"},
            )  # fmt: skip
        return (yield from _heard(desk, plan, party, day, opinion))

    return told


def _heard(desk: CityDesk, plan: Plan, party: Party, day: dt.date, opinion: str) -> Told:
    if opinion == "silent":
        last = consulting.silent_until(Party.objects.get(pk=party.pk))
        assert last is not None
        day = desk.days.after(last, 1)
    else:
        day = desk.days.after(day, 4 + plan.number % 8)
    yield day
    party, clerk = Party.objects.get(pk=party.pk), desk.actor("case", day)
    with desk.on(day):
        if opinion == "silent":
            consulting.record_silence(clerk, party)
        else:
            reason = "" if opinion == "agree" else "合同含有本公司的报价，属于商业秘密。"
            consulting.hear_opinion(
                clerk, party, on=day, opinion=opinion, reasons=reason,
                came=Came("registered_post", "意见答复单"),
            )  # fmt: skip
    return desk.days.after(day, WORK)


def organ_answers(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Another organ is asked, and says what it holds."""
    return (yield from _organ(desk, plan, case, day, "other_organ", "N12", "agree"))


def joint_silent(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """An organ that made the information too does not answer: taken as consent."""
    return (yield from _organ(desk, plan, case, day, "joint_organ", "N11", "silent"))


def _organ(
    desk: CityDesk, plan: Plan, case: Case, day: dt.date, role: str, letter: str, opinion: str
) -> Told:
    other = next(one for slug, one in desk.county.organs.items() if slug not in (desk.slug, "xzf"))
    with desk.on(day):
        party = consulting.add_party(desk.actor("case", day), fresh(case), role=role, organ=other)
    values = {"asked_content": plan.subject, "question": "是否由贵单位制作？是否同意公开？"}
    if letter == "N12":
        by = day + dt.timedelta(days=21)
        values["answer_by"] = by.isoformat()
    day = yield from notice(desk, case, day, letter, values, party=party)
    return (yield from _heard(desk, plan, party, day, opinion))


def unit(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """A unit of the organ's own is asked; no clock stops for it."""
    with desk.on(day):
        clerk = desk.actor("case", day)
        party = consulting.add_party(
            clerk, fresh(case), role="internal_unit", identity=Identity(name="规划科（示例）")
        )
        consulting.ask_opinion(clerk, party, on=day, answer_by=day + dt.timedelta(days=7))
    return (yield from _heard(desk, plan, party, day, "agree"))


def extension(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Proposed, agreed to by the head and told two working days before the end of the first period."""
    row = fresh(case)
    assert row.due_on is not None
    day = max(day, desk.days.before(row.due_on, 2))
    yield day
    with desk.on(day):
        sheet = extending.propose_extension(
            desk.actor("case", day),
            fresh(case),
            days=10 + plan.number % 11,
            reason="需要逐卷查找。",
        )
    with desk.on(day):
        extending.decide_extension(desk.actor("head", day), sheet, agree=True)
    yield from notice(desk, case, day, "N06")
    return desk.days.after(day, 3 + plan.number % 6)


def _fee(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    clerk, head = desk.actor("case", day), desk.actor("head", day)
    with desk.on(day):
        sheet = charging.propose_fee(
            clerk,
            fresh(case),
            scale="by_pages",
            pages=120 + plan.number % 90,
            reason="一件申请要求提供上百页。",
        )
    with desk.on(day):
        charging.decide_fee(head, sheet, agree=True)
    values = {"pay_how": "到示例市财政非税收入窗口缴纳。"}
    return (yield from notice(desk, case, day, "N13", values))


def fee(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Charged by pages, and paid."""
    day = yield from _fee(desk, plan, case, day)
    day = desk.days.after(day, 5)
    yield day
    with desk.on(day):
        receipt = f"示例票{plan.number:06d}"
        charging.record_payment(desk.actor("case", day), fresh(case), on=day, receipt=receipt)
    return desk.days.after(day, WORK)


def fee_missed(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Charged, and never paid: 逾期不缴费."""
    yield from _fee(desk, plan, case, day)
    due = due_named(fresh(case), "fee_payment")
    assert due is not None
    day = desk.days.after(due.day, 1)
    yield day
    with desk.on(day):
        charging.abandon_payment(desk.actor("case", day), fresh(case), on=day)
    return (yield from notice(desk, case, day, "N15-no-payment"))


def _asked_for_reasons(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    values = {"excess_facts": "一个月内提出四十一件内容相近的申请。", "limit": "7"}
    return (yield from notice(desk, case, day, "N05", values))


def reasons_poor(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Asked for reasons; they do not convince."""
    day = yield from _asked_for_reasons(desk, plan, case, day)
    day = desk.days.after(day, 4)
    yield day
    with desk.on(day):
        reasons.hear_reasons(
            desk.actor("case", day), fresh(case), on=day, given="想多了解一些。", reasonable=False,
            finding="没有说明各件申请之间的不同。", came=Came("in_person", "说明理由"),
        )  # fmt: skip
    return desk.days.after(day, WORK)


def reasons_good(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Asked for reasons; they convince, and a longer period is told."""
    day = yield from _asked_for_reasons(desk, plan, case, day)
    day = desk.days.after(day, 3)
    yield day
    with desk.on(day):
        reasons.hear_reasons(
            desk.actor("case", day), fresh(case), on=day, given="研究课题需要历年资料。", reasonable=True,
            finding="提供了课题立项书。", came=Came("in_person", "说明理由"),
        )  # fmt: skip
    row = fresh(case)
    assert row.due_on is not None
    until = row.due_on + dt.timedelta(days=45)
    told = {"reasons": "涉及六个年度的案卷。", "longer_until": until.isoformat()}
    yield from notice(desk, case, day, "N16", told)
    return desk.days.after(row.due_on, 10)


def search(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """Searched where it might lie; found nothing."""
    yield day
    with desk.on(day):
        record_search(
            desk.actor("case", day), fresh(case), places=["档案室", "办公系统"], words=[plan.subject[:8]],
            on=day, searcher="档案管理员（示例）", found="没有检索到",
        )  # fmt: skip
    return desk.days.after(day, WORK)


def withdrawal(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """The applicant takes the application back."""
    day = desk.days.after(day, plan.pace // 2)
    yield day
    with desk.on(day):
        came = Came("in_person", "已经从网站查到，撤回申请。")
        closing.withdraw(desk.actor("case", day), fresh(case), on=day, came=came)
    return (yield from notice(desk, case, day, "N15-withdrawn"))


PROCEDURES: dict[str, Procedure] = {
    "correction": correction,
    "correction-missed": correction_missed,
    "third-agrees": _third("agree"),
    "third-refuses": _third("refuse"),
    "third-silent": _third("silent"),
    "organ-answers": organ_answers,
    "joint-silent": joint_silent,
    "unit": unit,
    "extension": extension,
    "fee": fee,
    "fee-missed": fee_missed,
    "reasons-poor": reasons_poor,
    "reasons-good": reasons_good,
    "search": search,
    "withdrawal": withdrawal,
}


def answer_letter(outcome: str, variant: str) -> str:
    """The template of the answer."""
    from gongkai.domain.cases import way_of

    key = way_of(outcome, variant).letter
    assert key in templates()
    return key
