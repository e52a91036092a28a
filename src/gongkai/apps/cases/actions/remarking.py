"""工作记录: what a handler wants the next reader to know; a record like the others, it changes no state."""

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, Event
from gongkai.apps.cases.plain_words import identities_of, refuse_personal
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import may, require

LONGEST = 500


def remark(actor: Actor, case: Case, text: str, *, seen: int | None = None) -> Event:
    """Add a remark of today. Handlers and reviewers may; names and numbers of people are refused."""
    act = "case.review" if may(actor, "case.review", case.organ_id) else "case.handle"
    require(actor, act, case.organ_id)
    said = text.strip()
    if not said:
        raise Refused("请写下要记录的内容。")
    if len(said) > LONGEST:
        raise Refused(f"工作记录最多{LONGEST}字，现在有{len(said)}字，请写短一些。")
    refuse_personal("工作记录", said, identities_of(case.parties.all()))
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        return record_event(actor, row, "remark", clock.today(), act=act, note=said)
