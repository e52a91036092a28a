"""A record of sending, arrival or return was amended: the 送达 it belongs to says the same from then on."""

from gongkai.apps import clock
from gongkai.apps.cases.data.events import event_kinds
from gongkai.apps.cases.history import ASKED
from gongkai.apps.cases.models import Dispatch, Event
from gongkai.apps.cases.queries.steps import facts_of
from gongkai.apps.cases.refusals import Refused

SENT = ("serve", "sent_again")
ARRIVED = ("delivered", "correction_served", "fee_served", "reasons_served", "party_received")
RETURNED = "returned"


def follow(held: Event, made: Event) -> None:
    """`made` takes the place of `held` (kind "void": it never happened). In the transaction of the act.

    Refused where the days of the sending, its arrival and its return would contradict each other.
    """
    sent = _dispatch_of(held)
    if sent is None:
        return
    void = made.kind == "void"
    if held.kind in ARRIVED:
        sent.delivered_on = None if void else made.on
    elif held.kind == RETURNED:
        sent.failed_on = None if void else made.on
    elif void:
        if sent.delivered_on or sent.failed_on:
            raise Refused("这一次送达已经登记了收到或者退回，请先作废那条记录。")
        sent.voided_at = clock.now()
    else:
        sent.sent_on = made.on
    if void and held.kind in (*ARRIVED, RETURNED):
        sent.proof_note, sent.proof = "", None
    _in_order(sent)
    sent.save()


def _dispatch_of(event: Event) -> Dispatch | None:
    """The one a record belongs to; None where it names no letter, or one that went out before the program."""
    if event.facts.get("dispatch"):
        return Dispatch.recorded.filter(pk=event.facts["dispatch"]).first()
    rows = Dispatch.objects.filter(letter_id=_letter_of(event))
    if event.kind in ARRIVED:
        return rows.filter(delivered_on=event.on).last()
    if event.kind in SENT or event_kinds()[event.kind].letter:
        return rows.filter(sent_on=event.on).first()
    return None


def _letter_of(event: Event) -> int | None:
    if event.kind != "party_received":
        return event.facts.get("letter")
    asked = [one for one in facts_of(event.case) if one.kind in ASKED]
    asked = [one for one in asked if one.facts["party"] == event.facts["party"]]
    return asked[0].facts.get("letter") if asked else None


def _in_order(sent: Dispatch) -> None:
    signed = sent.letter.signed_on
    if signed is not None and sent.sent_on < signed:
        raise Refused(f"送出的日期早于文书的落款日期（{signed.isoformat()}），请核对。")
    for day, what in ((sent.delivered_on, "收到"), (sent.failed_on, "退回")):
        if day is not None and day < sent.sent_on:
            raise Refused(
                f"{what}的日期（{day.isoformat()}）早于送出的日期（{sent.sent_on.isoformat()}），请核对。"
            )
