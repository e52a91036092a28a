"""Reviews and suits after an answer: every result, a second instance, co-defendants, new answers, wrong records.

The example's city brings reviews and suits too; here there are more of them: days that are learned later than they
happened, records that are mended, a suit sent back, two defendants. How a matter is closed is the same.
"""

import datetime as dt
from collections.abc import Generator

from gongkai.apps.cases.models import Case
from gongkai.apps.example.city.disputes import settled
from gongkai.apps.example.city.plans import Plan
from gongkai.apps.example.city.procedures import fresh
from gongkai.apps.remedies.actions.following import correct_record, record_fact
from gongkai.apps.remedies.actions.registering import Brought, register_remedy
from gongkai.apps.remedies.models import Remedy, RemedyEvent
from proof.year_simulation.desks import YearDesk

Told = Generator[dt.date, None, dt.date]
Brings = Generator[dt.date, None, tuple[Remedy, dt.date]]
COURT, UPPER = "模拟县人民法院", "模拟市人民政府"
REVIEWS = ("review-maintained", "review-rejected", "review-revoked", "review-unlawful",
           "review-not-accepted", "review-ended", "review-mediated", "review-running")  # fmt: skip
SUITS = ("suit-rejected", "suit-revoked", "suit-withdrawn", "suit-appealed", "suit-remanded")
WAYS = (*REVIEWS, *SUITS, "review-then-suit", "co-defendant", "review-corrected-record",
        "review-misread-day")  # fmt: skip


def dispute(desk: YearDesk, plan: Plan, case: Case, day: dt.date) -> Told:
    """What follows an answer that the applicant does not accept. `plan.remedy`: one of WAYS."""
    kind = plan.remedy
    if kind in ("review-then-suit", "co-defendant"):
        review, day = yield from _review(desk, plan, case, day, "review-maintained")
        return (yield from _suit(desk, plan, case, day, review))
    if kind.startswith("suit"):
        return (yield from _suit(desk, plan, case, day, None))
    result = {"review-corrected-record": "review-maintained", "review-misread-day": "review-ended"}
    _, day = yield from _review(desk, plan, case, day, result.get(kind, kind))
    return day


def say(desk: YearDesk, remedy: Remedy, kind: str, day: dt.date, on: dt.date | None = None, **facts: str) -> None:  # fmt: skip
    """Recorded on `day`, happened `on` (that day)."""
    with desk.on(day):
        record_fact(
            desk.actor("case", day),
            Remedy.objects.get(pk=remedy.pk),
            kind,
            on=on or day,
            facts=facts,
        )


def _review(desk: YearDesk, plan: Plan, case: Case, day: dt.date, result: str) -> Brings:
    brought = desk.days.after(day, 7)
    learned = desk.days.after(brought, 4)
    yield learned
    review = _registered(desk, plan, case, "review", brought, learned)
    say(desk, review, "accepted", learned, desk.days.after(brought, 2))
    say(desk, review, "copy_received", learned, procedure="simple")
    day = desk.days.after(learned, 4)
    yield day
    say(desk, review, "answered", day)
    decided = (
        desk.days.after(day, 12 + plan.number % 5)
        if result != "review-running"
        else desk.days.NEVER
    )
    known = desk.days.after(decided, 3) if decided != desk.days.NEVER else decided
    yield known
    number = f"模复〔{known.year}〕{plan.number}号"
    say(desk, review, "decided", known, decided, result=result, number=number)
    say(desk, review, "decision_received", known)
    day = yield from _record_mended(desk, plan, review, known)
    again = "review-revoked" in (result, Remedy.objects.get(pk=review.pk).result)
    day = yield from settled(desk, plan, case, review, day, again=again)
    return review, day


def _record_mended(desk: YearDesk, plan: Plan, review: Remedy, day: dt.date) -> Told:
    """The result, or the day of the decision, was written down wrongly; some days later it is mended."""
    if plan.remedy not in ("review-corrected-record", "review-misread-day"):
        return day
    day = desk.days.after(day, 6)
    yield day
    wrong = RemedyEvent.objects.get(remedy=review, kind="decided", replaced_by=None)
    facts, on = dict(wrong.facts), wrong.on
    if plan.remedy == "review-corrected-record":
        facts["result"] = "review-revoked"
    else:
        on = desk.days.after(wrong.on, 1)
    with desk.on(day):
        received = RemedyEvent.objects.get(remedy=review, kind="decision_received")
        assert received.on >= on
        correct_record(
            desk.actor("case", day), Remedy.objects.get(pk=review.pk), wrong, on=on, facts=facts,
            reason="核对决定书原件，登记有误。",
        )  # fmt: skip
    return day


def _suit(desk: YearDesk, plan: Plan, case: Case, day: dt.date, after: Remedy | None) -> Told:
    brought = desk.days.after(day, 6)
    learned = desk.days.after(brought, 5)
    yield learned
    together = plan.remedy == "co-defendant"
    suit = _registered(desk, plan, case, "suit", brought, learned, after, together=together)
    if together:
        _as_review_organ(desk, plan, brought, learned)
    say(desk, suit, "accepted", learned, desk.days.after(brought, 2))
    say(desk, suit, "copy_received", learned)
    for kind, wait in (("answered", 9), ("hearing", 10)):
        day = desk.days.after(learned, wait)
        yield day
        say(desk, suit, kind, day)
    day = desk.days.after(day, 11)
    yield day
    ends = {"suit-revoked": "suit-revoked", "suit-withdrawn": "suit-withdrawn"}
    result = ends.get(plan.remedy, "suit-rejected")
    number = f"（{day.year}）模行初{plan.number}号"
    say(desk, suit, "decided", day, result=result, number=number)
    say(desk, suit, "decision_received", day)
    if plan.remedy in ("suit-appealed", "suit-remanded"):
        day = yield from _appealed(desk, plan, suit, day, number)
    if plan.remedy == "suit-remanded":
        return day  # before the first instance again
    again = result == "suit-revoked"
    return (yield from settled(desk, plan, case, suit, day, again=again))


def _appealed(desk: YearDesk, plan: Plan, suit: Remedy, day: dt.date, number: str) -> Told:
    day = desk.days.after(day, 8)
    yield day
    say(desk, suit, "appealed", day)
    day = desk.days.after(day, 25)
    yield day
    result = "appeal-remanded" if plan.remedy == "suit-remanded" else "appeal-rejected"
    say(desk, suit, "appeal_decided", day, result=result, number=number)
    return day


def _registered(
    desk: YearDesk, plan: Plan, case: Case, kind: str, brought: dt.date, learned: dt.date,
    after: Remedy | None = None, *, together: bool = False,
) -> Remedy:  # fmt: skip
    government = "模拟县人民政府" if desk.slug != "xzf" else UPPER
    role = "respondent" if kind == "review" else "co_defendant_maker" if together else "defendant"
    told = Brought(
        kind=kind, role=role, against=f"对申请{case.number}的答复",
        forum=COURT if kind == "suit" else government, applicant=plan.name,
    )  # fmt: skip
    with desk.on(learned):
        return register_remedy(
            desk.actor("case", learned), desk.organ, told,
            brought_on=brought, learned_on=learned, case=fresh(case), after_review=after,
        )  # fmt: skip


def _as_review_organ(desk: YearDesk, plan: Plan, brought: dt.date, learned: dt.date) -> None:
    """The county government stands beside the department: as review organ it counts nothing (2.4)."""
    told = Brought(
        kind="suit", role="co_defendant_review", against=f"模复{plan.number}号复议决定",
        forum="模拟市中级人民法院", applicant=plan.name, through_review=True,
    )  # fmt: skip
    with desk.on(learned):
        register_remedy(
            desk.county.who("xzf-case", learned), desk.county.organs["xzf"], told,
            brought_on=brought, learned_on=learned,
        )  # fmt: skip
