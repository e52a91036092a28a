"""The life of one application, day by day: every channel, procedure and result, and records that were wrong."""

import datetime as dt
from collections.abc import Generator
from dataclasses import dataclass, replace

from gongkai.apps.cases.actions import closing
from gongkai.apps.cases.actions.arriving import Came
from gongkai.apps.cases.actions.deciding import return_decision
from gongkai.apps.cases.actions.registering import Asked
from gongkai.apps.cases.actions.splitting import join, merge_back, split_off, unjoin
from gongkai.apps.cases.models import Case, PartyRole
from gongkai.apps.example.cases.desk import information
from gongkai.apps.example.city.plans import Plan
from gongkai.apps.example.city.procedures import PROCEDURES, answer_letter, fresh, notice
from proof.year_simulation.desks import YearDesk, newest
from proof.year_simulation.disputes import dispute

Story = Generator[dt.date, None, None]
Told = Generator[dt.date, None, dt.date]
FORMS = {"give-otherwise": "扫描件", "part": "纸质复印件"}
YEAR_REASON = "核对送达回证，送达在另一个年度。"


@dataclass(frozen=True)
class Life:
    """A plan and what is particular: `twist` on the way; `answered_on`, `sent_on`: the very days of the answer and
    of its posting; `amended_on`, `amended_to`: on that day the record of the posting is found wrong."""

    plan: Plan
    twist: str = ""
    answered_on: dt.date | None = None
    sent_on: dt.date | None = None
    amended_on: dt.date | None = None
    amended_to: dt.date | None = None


def application(desk: YearDesk, life: Life) -> Story:
    """From its arrival to the archive and what follows."""
    plan = life.plan
    yield plan.arrives
    case = desk.submit(plan)
    wait = 0 if plan.channel in ("in_person", "registered_post") else 1
    day = desk.days.after(plan.arrives, wait)
    yield day
    desk.take(case, day, plan)
    desk.give_to_clerk(case, day)
    if life.twist.startswith("split"):
        day = yield from _split(desk, life, case, day)
    if life.twist.startswith("joined"):
        day = yield from _joined(desk, life, case, day)
    yield from _to_the_end(desk, life, case, day)


def _split(desk: YearDesk, life: Life, case: Case, day: dt.date) -> Told:
    """The second thing asked is a case of its own; or it is found to be one matter after all."""
    plan = life.plan
    with desk.on(day):
        asked = Asked(f"{plan.subject}的附件", f"{plan.subject}的附件和说明。")
        second = split_off(desk.actor("case", day), fresh(case), asked, on=day)
    if life.twist == "split-back":
        day = desk.days.after(day, 2)
        yield day
        with desk.on(day):
            merge_back(desk.actor("case", day), second, on=day)
        return day
    desk.give_to_clerk(second, day)
    desk.county.begun.append(_to_the_end(desk, _alone(life), second, day))
    return day


def _alone(life: Life) -> Life:
    return replace(life, twist="", plan=replace(life.plan, remedy=""), amended_on=None)


def _joined(desk: YearDesk, life: Life, case: Case, day: dt.date) -> Told:
    """The same applicant sends the same again. `joined-undone`: it was another matter, and is answered by itself."""
    day = desk.days.after(day, 1)
    yield day
    again = desk.submit(replace(life.plan, arrives=day, channel="in_person"))
    with desk.on(day):
        join(desk.actor("case", day), again, fresh(case), on=day)
    if life.twist != "joined-undone":
        return day
    day = desk.days.after(day, 2)
    yield day
    with desk.on(day):
        unjoin(desk.actor("case", day), fresh(again), on=day)
    desk.take(again, day)
    desk.give_to_clerk(again, day)
    desk.county.begun.append(_to_the_end(desk, _alone(life), again, day))
    return day


def _to_the_end(desk: YearDesk, life: Life, case: Case, day: dt.date) -> Story:
    plan = life.plan
    if life.twist == "withdrawn-undone":
        day = yield from _withdrawn_undone(desk, case, day)
    detour = (life.twist,) if life.twist in PROCEDURES else ()
    for key in (*plan.ending.procedures, *detour):
        started = desk.days.after(day, 1 if key != "search" else 2)
        yield started
        day = yield from PROCEDURES[key](desk, plan, case, started)
        yield day
    if plan.ending.path:
        day = yield from _answered(desk, life, case, _decided_on(desk, life, case, day))
    archived = desk.days.after(day, plan.archived_after)
    yield archived
    if plan.number % 4 == 0:  # the others wait for their file to be put together
        desk.archive(case, archived)
    if life.amended_on is not None and life.amended_to is not None:
        yield life.amended_on
        served = newest(case, "serve")
        other_year = served.on.year != life.amended_to.year
        desk.amend(served, life.amended_on, life.amended_to, YEAR_REASON if other_year else "")
        archived = life.amended_on
    if plan.remedy:
        yield from dispute(desk, plan, case, archived)


def _withdrawn_undone(desk: YearDesk, case: Case, day: dt.date) -> Told:
    """A withdrawal recorded on the wrong case: it ended, and runs again."""
    day = desk.days.after(day, 2)
    yield day
    with desk.on(day):
        came = Came("in_person", "撤回申请。")
        closing.withdraw(desk.actor("case", day), fresh(case), on=day, came=came)
    day = desk.days.after(day, 4)
    yield day
    desk.void(newest(case, "withdraw"), day, "撤回登记错了申请，这一件还在办理。")
    return day


def _decided_on(desk: YearDesk, life: Life, case: Case, day: dt.date) -> dt.date:
    """In good time; on the day that was asked for; or after the last day where the answer comes late."""
    row = fresh(case)
    if life.answered_on is not None:
        return max(day, life.answered_on)
    if life.twist == "late" and row.due_on is not None:
        return desk.days.after(row.due_on, 2 + life.plan.number % 6)
    return max(day, desk.days.after(row.received_on or day, life.plan.pace))


def _answered(desk: YearDesk, life: Life, case: Case, day: dt.date) -> Told:
    """Proposed, reviewed, signed, served; the day on which the answer arrived."""
    plan = life.plan
    yield day
    corrected = fresh(case).events.filter(kind="correct").exists()
    desk.decide(fresh(case), day, plan, corrected=corrected)
    if life.twist == "returned":
        with desk.on(day):
            reviewer = desk.actor("case-review", day)
            return_decision(reviewer, fresh(case), reason="理由写得太简单，请补充。")
        desk.decide(fresh(case), day, plan, corrected=corrected)
    desk.approve(fresh(case), day)
    if plan.ending.tells_third:
        party = fresh(case).parties.filter(role=PartyRole.THIRD_PARTY).latest("id")
        release = desk.days.after(day, 5)
        told = {
            "decided_content": plan.subject,
            "reasons": plan.ending.why,
            "release_on": release.isoformat(),
        }
        yield from notice(desk, case, day, "N10", told, party=party)
        day = release  # not before the third party was told
        yield day
    template = answer_letter(plan.ending.outcome, plan.ending.variant)
    form = FORMS.get(plan.ending.key, "电子文件") if plan.ending.encloses else ""
    values = {**({"form": form} if form else {}), **plan.ending.values}
    file = information(f"{plan.subject}（模拟）", "模拟内容。") if plan.ending.encloses else b""
    letter = desk.sign(case, day, template, values, enclosed=file)
    if life.sent_on is not None:
        day = life.sent_on
        yield day
    arrives = desk.send(letter, day, plan.served)
    yield arrives
    desk.arrived(letter, arrives)
    return arrives
