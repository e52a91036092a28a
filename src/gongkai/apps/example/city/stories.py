"""The story of one application from its arrival to the archive; it stops where the city's time stops."""

import datetime as dt
import heapq
from collections.abc import Generator, Iterable
from dataclasses import replace

from gongkai.apps.cases.actions.deciding import return_decision
from gongkai.apps.cases.actions.registering import Asked, assign
from gongkai.apps.cases.actions.splitting import join, split_off
from gongkai.apps.cases.models import Case, PartyRole
from gongkai.apps.example.cases.desk import information
from gongkai.apps.example.city.desk import EVIDENCE, CityDesk
from gongkai.apps.example.city.disputes import dispute
from gongkai.apps.example.city.plans import Plan
from gongkai.apps.example.city.procedures import PROCEDURES, answer_letter, fresh, notice

Story = Generator[dt.date, None, None]
FORMS = {"give-otherwise": "扫描件", "part": "纸质复印件"}


def play(stories: Iterable[Story], last: dt.date) -> int:
    """Tell all stories together, day after day, until a day. Returns how many came to their end."""
    waiting: list[tuple[dt.date, int, Story]] = []
    for number, story in enumerate(stories):
        waiting.append((next(story), number, story))
    heapq.heapify(waiting)
    ended = 0
    while waiting and waiting[0][0] <= last:
        _, number, story = heapq.heappop(waiting)
        day = next(story, None)
        if day is None:
            ended += 1
        else:
            heapq.heappush(waiting, (day, number, story))
    return ended


def story(desk: CityDesk, plan: Plan) -> Story:
    """The whole life of a case."""
    yield plan.arrives
    case = desk.submit(plan)
    day = yield from _received(desk, plan, case)
    if plan.detour == "split":
        yield from _split(desk, plan, case, day)
    if plan.detour == "joined":
        yield from _joined(desk, plan, case, day)
        return
    yield from _to_the_end(desk, plan, case, day)


def _received(desk: CityDesk, plan: Plan, case: Case) -> Generator[dt.date, None, dt.date]:
    """Confirmed, and given to the clerk."""
    wait = 0 if plan.channel in ("in_person", "registered_post") else 1
    day = desk.days.after(plan.arrives, wait)
    yield day
    if fresh(case).state == "arrived":
        desk.confirm(fresh(case), day, EVIDENCE.get(plan.channel, "电话确认记录"))
    day = desk.days.after(day, plan.number % 2)
    yield day
    _assigned(desk, case, day)
    return day


def _assigned(desk: CityDesk, case: Case, day: dt.date) -> None:
    with desk.on(day):
        assign(
            desk.actor("head", day), fresh(case), desk.county.people[f"{desk.slug}-case"], on=day
        )


def _split(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Story:
    """One paper asked two things: the second becomes a case of its own, answered in the same way."""
    with desk.on(day):
        asked = Asked(f"{plan.subject}的附件", f"{plan.subject}的附件和说明。")
        second = split_off(desk.actor("case", day), fresh(case), asked, on=day)
    with desk.on(day):
        assign(desk.actor("head", day), second, desk.county.people[f"{desk.slug}-case"], on=day)
    yield from _to_the_end(desk, replace(plan, detour="", remedy=""), second, day)


def _joined(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Story:
    """The same applicant sends the same again: it is joined into the first, which is answered."""
    day = desk.days.after(day, 1)
    yield day
    again = desk.submit(replace(plan, arrives=day, channel="in_person"))
    with desk.on(day):
        join(desk.actor("case", day), again, fresh(case), on=day)
    yield from _to_the_end(desk, replace(plan, detour=""), case, day)


def _to_the_end(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Story:
    for key in (*plan.ending.procedures, *_detours(plan)):
        started = desk.days.after(day, 1 if key != "search" else 2)
        yield started
        day = yield from PROCEDURES[key](desk, plan, case, started)
        yield day
    if plan.ending.path:
        day = yield from _answered(desk, plan, case, _decided_on(desk, plan, case, day))
    archived = desk.days.after(day, plan.archived_after)
    yield archived
    desk.archive(case, archived)
    if plan.remedy:
        yield from dispute(desk, plan, case, archived)


def _detours(plan: Plan) -> tuple[str, ...]:
    return (plan.detour,) if plan.detour in PROCEDURES else ()


def _decided_on(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> dt.date:
    """The day of the proposal: in good time, or after the last day where the answer comes late."""
    row = fresh(case)
    if plan.detour == "late" and row.due_on is not None:
        return desk.days.after(row.due_on, 2 + plan.number % 6)
    usual = desk.days.after(row.received_on or day, plan.pace)
    return max(day, usual)


def _answered(
    desk: CityDesk, plan: Plan, case: Case, day: dt.date
) -> Generator[dt.date, None, dt.date]:
    """Proposed, reviewed, signed, served; the day on which the answer arrived."""
    yield day
    corrected = fresh(case).events.filter(kind="correct").exists()
    desk.decide(fresh(case), day, plan, corrected=corrected)
    if plan.detour == "returned":
        with desk.on(day):
            reviewer = desk.actor("case-review", day)
            return_decision(reviewer, fresh(case), reason="理由写得太简单，请补充。")
        desk.decide(fresh(case), day, plan, corrected=corrected)
    if plan.number % 4 == 0:
        day = desk.days.after(day, 1)  # the reviewer takes a day
        yield day
    desk.approve(fresh(case), day)
    if plan.ending.tells_third:
        party = fresh(case).parties.filter(role=PartyRole.THIRD_PARTY).latest("id")
        opened = desk.days.after(day, 3)
        told = {"decided_content": plan.subject, "reasons": plan.ending.why,
                "release_on": opened.isoformat()}  # fmt: skip
        day = max(opened, (yield from notice(desk, case, day, "N10", told, party=party)))
        yield day  # the third party is not told of a day that has already been
    template = answer_letter(plan.ending.outcome, plan.ending.variant)
    form = FORMS.get(plan.ending.key, "电子文件") if plan.ending.encloses else ""
    values = {**({"form": form} if form else {}), **plan.ending.values}
    file = information(f"{plan.subject}（示例）", "示例内容。") if plan.ending.encloses else b""
    letter = desk.sign(case, day, template, values, enclosed=file)
    arrives = desk.send(letter, day, plan.served)
    yield arrives
    desk.arrived(letter, arrives)
    return arrives
