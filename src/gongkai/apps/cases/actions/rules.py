"""本地规则: the county office's own days, answers to open questions and periods, version by version."""

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.cases.local_rules import NAME, newest
from gongkai.apps.cases.models import LocalRules
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.organs.access import require
from gongkai.domain.law import LawDataError, parse_local

MOST_CHARACTERS = 100_000


def set_local(actor: Actor, text: str, *, reason: str, seen: int | None = None) -> LocalRules:
    """A new version of the local file; from now on clocks run by it. Running cases are computed anew after it.

    `seen`: pk of the version that was shown, 0 for none. Refused, with the line, where the file cannot be read.
    """
    require(actor, "law.edit")
    if len(reason.strip()) < 4:
        raise Refused("请写明修改的理由，例如依据的文件。")
    if len(text) > MOST_CHARACTERS:
        raise Refused(f"本地规则超过{MOST_CHARACTERS // 10000}万字，请检查是否给错了文件。")
    try:
        parse_local(text, NAME)
    except LawDataError as no:
        raise Refused(str(no)) from no
    with transaction.atomic():
        before = newest()
        if seen is not None and seen != (before.pk if before else 0):
            raise Refused("本地规则刚刚由别人修改过，请刷新页面看过以后再改。")
        if before is not None and before.text == text:
            raise Refused("内容与现在的本地规则相同，没有修改。")
        made = LocalRules.objects.create(
            text=text,
            note=reason.strip()[:300],
            person_id=actor.person_id,
            person_name=actor.name[:80],
            recorded_at=clock.now(),
        )
        audit.record(
            actor,
            "law.edit",
            subject=made,
            before={"version": before.pk if before else None},
            after={"version": made.pk, "text": text[:4000]} | kept(made),
            note=reason.strip()[:300],
        )
    return made
