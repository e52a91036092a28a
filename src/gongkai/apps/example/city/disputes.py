"""Reviews and suits after an answer, and the new answer where one was ordered."""

import datetime as dt
from collections.abc import Generator
from dataclasses import replace

from gongkai.apps.cases.models import Case
from gongkai.apps.cases.queries.conditions import Known
from gongkai.apps.example.cases.desk import information
from gongkai.apps.example.cases.past import say
from gongkai.apps.example.city.book import book
from gongkai.apps.example.city.desk import CityDesk
from gongkai.apps.example.city.plans import Plan
from gongkai.apps.example.city.procedures import fresh
from gongkai.apps.remedies.actions.following import settle
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.apps.remedies.models import Remedy

Told = Generator[dt.date, None, dt.date]
GOVERNMENT, UPPER, COURT = "示例市人民政府", "示例省人民政府", "示例市某区人民法院"


def dispute(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """What follows an answer that the applicant does not accept."""
    kind = plan.remedy
    if kind == "review-then-suit":
        review, day = yield from _review(desk, plan, case, day, "review-maintained")
        return (yield from _suit(desk, plan, case, day, "suit-rejected", after=review))
    if kind.startswith("suit"):
        result = "suit-rejected" if kind == "suit-appealed" else kind
        return (yield from _suit(desk, plan, case, day, result))
    _, day = yield from _review(desk, plan, case, day, "" if kind == "review-running" else kind)
    return day


def _review(
    desk: CityDesk, plan: Plan, case: Case, day: dt.date, result: str
) -> Generator[dt.date, None, tuple[Remedy, dt.date]]:
    brought = desk.days.after(day, 15)
    learned = desk.days.after(brought, 4)
    yield learned
    review = _registered(desk, plan, case, "review", brought, learned)
    say(desk, review, "accepted", desk.days.after(brought, 2))
    say(desk, review, "copy_received", learned, procedure="simple")
    day = desk.days.after(learned, 4)
    yield day
    say(desk, review, "answered", day)
    day = desk.days.after(day, 15)
    if not result:
        day = desk.days.NEVER  # still before the review organ
    yield day
    say(
        desk,
        review,
        "decided",
        day,
        result=result,
        number=f"示复〔{day.year}〕{plan.number}号（示例）",
    )
    day = yield from settled(desk, plan, case, review, day, again=result == "review-revoked")
    return review, day


def _suit(
    desk: CityDesk, plan: Plan, case: Case, day: dt.date, result: str, after: Remedy | None = None
) -> Told:
    brought = desk.days.after(day, 9)
    learned = desk.days.after(brought, 7)
    yield learned
    suit = _registered(desk, plan, case, "suit", brought, learned, after)
    say(desk, suit, "accepted", desk.days.after(brought, 3))
    say(desk, suit, "copy_received", learned)
    for kind, wait in (("answered", 9), ("hearing", 20)):
        day = desk.days.after(learned, wait)
        yield day
        say(desk, suit, kind, day)
    day = desk.days.after(day, 15)
    yield day
    number = f"（{day.year}）示行初{plan.number}号（示例）"
    say(desk, suit, "decided", day, result=result, number=number)
    say(desk, suit, "decision_received", day)
    if plan.remedy == "suit-appealed":
        day = desk.days.after(day, 8)
        yield day
        say(desk, suit, "appealed", day)
        day = desk.days.after(day, 30)
        yield day
        say(desk, suit, "appeal_decided", day, result="appeal-rejected", number=number)
    return (yield from settled(desk, plan, case, suit, day, again=result == "suit-revoked"))


def _registered(
    desk: CityDesk, plan: Plan, case: Case, kind: str, brought: dt.date, learned: dt.date,
    after: Remedy | None = None,
) -> Remedy:  # fmt: skip
    forum = COURT if kind == "suit" else UPPER if desk.slug == "xzf" else GOVERNMENT
    told = Brought(
        kind=kind,
        role="defendant" if kind == "suit" else "respondent",
        against=f"对申请{case.number}的答复",
        forum=forum,
        applicant=plan.name,
    )
    with desk.on(learned):
        return register_remedy(
            desk.actor("case", learned), desk.organ, told,
            brought_on=brought, learned_on=learned, case=fresh(case), after_review=after,
        )  # fmt: skip


def settled(
    desk: CityDesk, plan: Plan, case: Case, remedy: Remedy, day: dt.date, *, again: bool
) -> Told:
    """The file is closed two days later; `again`: a new answer was ordered, and is given on the same case."""
    day = desk.days.after(day, 2)
    yield day
    due = desk.days.after(day, 20) if again else None
    if due == desk.days.NEVER:
        due = day + dt.timedelta(days=28)
    with desk.on(day):
        settle(desk.actor("case", day), Remedy.objects.get(pk=remedy.pk), on=day, reply_again=again,
               reply_due_on=due)  # fmt: skip
    if again:
        day = yield from _answered_anew(desk, plan, case, desk.days.after(day, 9))
    return day


def _answered_anew(desk: CityDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """On the same case: the information is given after all."""
    yield day
    objected = any(said == "refuse" for said in Known(fresh(case)).opinions("third_party").values())
    give = replace(plan, ending=book().endings["give-overruled" if objected else "give"])
    corrected = fresh(case).events.filter(kind="correct").exists()
    desk.decide(fresh(case), day, give, corrected=corrected)
    desk.approve(fresh(case), day)
    file = information(f"{plan.subject}（示例）", "按照复议决定或者判决重新提供。")
    letter = desk.sign(case, day, "N14-open-give", {"form": "电子文件"}, enclosed=file)
    arrives = desk.send(letter, day, plan.served)
    yield arrives
    desk.arrived(letter, arrives)
    return arrives
