"""转为主动公开 (Art. 44): what several asked for becomes a draft of the disclosure desk, without the people."""

import html
from collections.abc import Sequence

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases import plain_words
from gongkai.apps.cases.models import Case
from gongkai.apps.cases.parties import identity_of
from gongkai.apps.cases.plain_words import identities_of, refuse_personal
from gongkai.apps.cases.recording import expect, locked, record_event
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.retention import is_destroyed
from gongkai.apps.disclosure.actions.writing import hand_over_item
from gongkai.apps.disclosure.models import Column, Item
from gongkai.apps.disclosure.refusals import Refused as NotWritten
from gongkai.apps.organs.access import require
from gongkai.domain.cases import outcomes

# Rules of the outcomes under which the information, or a part of it, may be published.
MAY_PUBLISH = ("consider", "already", "open_part")


def why_not_publish(case: Case) -> str:
    """The sentence that keeps a case from becoming a publication; "" where nothing does."""
    if is_destroyed(case):
        return "卷宗已经销毁，不能转为主动公开。"
    if case.kind != "application" or case.outcome not in outcomes():
        return "还没有办结的申请不能转为主动公开，请在答复送达以后办理。"
    if outcomes()[case.outcome].publication.key in MAY_PUBLISH:
        return ""
    if case.reassessments.filter(opened=True).exists():
        return ""
    return (
        f"“{outcomes()[case.outcome].label}”的信息不能转为主动公开；"
        "情形变化、可以公开的，请先做定期评估。"
    )


def without_people(case: Case, text: str) -> str:
    """A text of the case with every number masked and its parties called by their roles: a first draft."""
    people = ((one.get_role_display(), identity_of(one)) for one in case.parties.all())
    return plain_words.without_people(text, people)


def draft_publication(
    actor: Actor,
    case: Case,
    *,
    column: Column,
    title: str,
    text: str,
    others: Sequence[Case] = (),
    seen: int | None = None,
) -> Item:
    """A draft item in a column of the organ, linked from every case that asked for it.

    Needs `case.handle` and, by the disclosure desk's own act, `item.hand_over`: the organ's writers go on
    with it. Refused: personal data in title or text (the sentence repeats none), an outcome that lets
    nothing be published.
    """
    require(actor, "case.handle", case.organ_id)
    if not title.strip() or not text.strip():
        raise Refused("请填写标题和正文。")
    linked = [case, *(one for one in others if one.pk != case.pk)]
    with transaction.atomic():
        rows = [locked(one) for one in sorted(linked, key=lambda one: one.pk)]
        for row in rows:
            if row.pk == case.pk:
                expect(row, seen)
            if row.organ_id != case.organ_id:
                raise Refused("只能与本机关的申请一起转为主动公开。")
            why_not = why_not_publish(row)
            if why_not:
                raise Refused(f"{row.number}：{why_not}")
            refuse_personal("标题和正文", f"{title}\n{text}", identities_of(row.parties.all()))
        paragraphs = [one.strip() for one in text.splitlines() if one.strip()]
        body = [{"type": "paragraph", "value": f"<p>{html.escape(one)}</p>"} for one in paragraphs]
        try:
            item = hand_over_item(
                actor,
                organ=case.organ,
                column=column,
                values={"title": title.strip(), "body": body},
            )
        except NotWritten as no:
            raise Refused(str(no)) from no
        for row in rows:
            record_event(
                actor, row, "published", clock.today(), {"item": item.pk}, act="case.handle"
            )
    return item
