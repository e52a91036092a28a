"""检索记录: where, by which words, on which day, by whom: needed before "does not exist" may be found."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.cases.models import Case, Sheet, SheetKind, SheetState
from gongkai.apps.cases.recording import expect, locked
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.sheets import keep_sheet
from gongkai.apps.organs.access import require


def record_search(
    actor: Actor,
    case: Case,
    *,
    places: Sequence[str],
    words: Sequence[str],
    on: dt.date,
    searcher: str,
    found: str,
    seen: int | None = None,
) -> Sheet:
    """One search: every place and word, the day, who did it, and what came out. It lies sealed."""
    require(actor, "case.handle", case.organ_id)
    where = [one.strip() for one in places if one.strip()]
    by = [one.strip() for one in words if one.strip()]
    for what, given in (
        ("检索的地方（档案室、办公系统、业务处室……）", where),
        ("检索用的词", by),
        ("检索人", searcher.strip()),
        ("检索的结果", found.strip()),
    ):
        if not given:
            raise Refused(f"请填写{what}。")
    if on > clock.today():
        raise Refused(f"检索日期（{on.isoformat()}）还没有到，请核对。")
    with transaction.atomic():
        row = locked(case)
        expect(row, seen)
        if row.closed_on is not None and row.state != "replying_again":
            raise Refused("这件申请已经办结，不能再补检索记录。")
        if row.arrived_on is not None and on < row.arrived_on:
            raise Refused(
                f"检索日期早于到件之日（{row.arrived_on.isoformat()}），请核对：检索应当针对这件申请。"
            )
        content = {
            "places": where,
            "words": by,
            "on": on.isoformat(),
            "searcher": searcher.strip(),
            "found": found.strip(),
        }
        sheet = keep_sheet(actor, row, SheetKind.SEARCH, content)
        audit.record(
            actor,
            "case.handle",
            subject=row,
            after={"sheet": sheet.pk, "places": len(where), "words": len(by)},
        )
    return sheet


def drop_search(actor: Actor, sheet: Sheet, *, seen: int | None = None) -> None:
    """A search that was recorded wrongly no longer counts; it stays on file."""
    require(actor, "case.handle", sheet.case.organ_id)
    with transaction.atomic():
        row = locked(sheet.case)
        expect(row, seen)
        if sheet.kind != SheetKind.SEARCH or sheet.state == SheetState.DROPPED:
            raise Refused("没有这条检索记录，或者已经不再使用。")
        sheet.state = SheetState.DROPPED
        sheet.save(update_fields=["state"])
        audit.record(actor, "case.handle", subject=row, after={"sheet": sheet.pk, "dropped": True})
