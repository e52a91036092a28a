"""Holding reviews and suits against the log and against what follows from their events."""

import datetime as dt
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.verification.events import check_events, entries_of
from gongkai.apps.cases.verification.figures import BROKEN
from gongkai.apps.cases.verification.verdict import Verdict
from gongkai.apps.remedies.facts import day_of, effective, ending
from gongkai.apps.remedies.models import Remedy, RemedyEvent, RemedyFigures
from gongkai.apps.remedies.recording import words_digest
from gongkai.apps.remedies.results import results_at
from gongkai.apps.remedies.standing import COUNTS, block_of, put_standing

BATCH = 200
STANDING = {
    "state": "状态",
    "brought_on": "提起日期",
    "result": "结果",
    "column": "表四的列",
    "concluded_on": "了结日期",
    "answer_due_on": "答复期限",
    "answered_on": "答复日期",
    "reply_due_on": "重新答复期限",
    "events_held": "记录数",
}


def verify_remedies(verdict: Verdict) -> None:
    """Every remedy: its events, its standing, its rows of 表四."""
    seen: set[str] = set()
    rows = Remedy.objects.order_by("pk").prefetch_related("events", "figures")
    for remedy in rows.iterator(chunk_size=BATCH):
        events = sorted(remedy.events.all(), key=lambda one: one.number)
        verdict.events += len(events)
        entries = entries_of("Remedy", [remedy.pk]).get(str(remedy.pk), {})
        check_events(str(remedy), events, entries, verdict)
        _check_words(remedy, events, entries, verdict)
        _check_standing(remedy, events, verdict)
        figures = sorted(remedy.figures.all(), key=lambda one: one.pk)
        _check_figures(remedy, events, figures, verdict)
        seen.add(str(remedy.pk))
    _check_missing(seen, verdict)


def _check_words(
    remedy: Remedy, events: Sequence[RemedyEvent], entries: Mapping[int, Entry], verdict: Verdict
) -> None:
    last = entries.get(events[-1].entry_seq or 0) if events else None
    said = last.after.get("words") if last is not None and isinstance(last.after, dict) else None
    if said is not None and said != words_digest(remedy):
        verdict.add(
            "words",
            f"{remedy}登记的内容（机关、申请、种类、登记号、地位、所涉行为、复议机关或者法院、案号、是否经过复议）"
            "在最后一条记录之后被改动，没有登记。",
        )


def _check_standing(remedy: Remedy, events: Sequence[RemedyEvent], verdict: Verdict) -> None:
    again = copy(remedy)
    try:
        put_standing(again, events)
    except BROKEN:
        verdict.add("standing", f"{remedy}的记录互相矛盾，推不出结论。")
        return
    wrong = [
        label for name, label in STANDING.items() if getattr(again, name) != getattr(remedy, name)
    ]
    if wrong:
        verdict.add("standing", f"{remedy}的{'、'.join(wrong)}与记录推出的不符。")


def _check_figures(
    remedy: Remedy,
    events: Sequence[RemedyEvent],
    figures: Sequence[RemedyFigures],
    verdict: Verdict,
) -> None:
    label = f"{remedy}的表四计数"
    if not figures:
        if events:
            verdict.add("figures", f"{label}不见了。")
        return
    for number, (one, following) in enumerate(zip(figures, [*figures[1:], None], strict=True), 1):
        if (following.since if following else None) != one.until:
            verdict.add("figures", f"{label}第{number}段的起止时间与后一段不相接。")
    last = figures[-1]
    current = {name: getattr(remedy, name, None) for name in COUNTS} | {"block": block_of(remedy)}
    if last.organ_id != remedy.organ_id or any(
        getattr(last, name) != value for name, value in current.items()
    ):
        verdict.add("figures", f"{label}现在的内容与这件复议、诉讼的结论不符。")
    for number, one in enumerate(figures, 1):
        if one.organ_id != remedy.organ_id or _held(one) not in _counted(remedy, events, one.since):
            verdict.add("figures", f"{label}第{number}段与当时的记录推出的不符。")
    if events and abs((figures[0].since - events[0].recorded_at).total_seconds()) > 60:
        verdict.add("figures", f"{label}不从第1条记录登记之时开始。")


def _held(one: RemedyFigures) -> dict[str, Any]:
    return {name: getattr(one, name) for name in COUNTS}


def _counted(
    remedy: Remedy, events: Sequence[RemedyEvent], at: dt.datetime
) -> list[dict[str, Any]]:
    """What the records of a moment gave, under the table of results of the moment; of several recorded in one
    instant, after each."""
    before = sum(one.recorded_at < at for one in events)
    known = sum(one.recorded_at <= at for one in events)
    made = []
    for number in range(before, known + 1):
        facts = effective(events[:number])
        try:
            end = ending(facts, results_at(at))
        except BROKEN:
            continue
        made.append(
            {
                "block": block_of(remedy),
                "column": end.column,
                "brought_on": day_of(facts, "brought"),
                "concluded_on": end.on,
            }
        )
    return made


def _check_missing(seen: set[str], verdict: Verdict) -> None:
    registered = Entry.objects.filter(subject_kind="Remedy", act="remedy.record").order_by()
    known = registered.values_list("subject_id", "subject_label").distinct()
    for pk, label in known.iterator():
        if pk not in seen:
            verdict.add("missing", f"审计日志里登记过“{label}”，现在没有：整件被删除。")
            seen.add(pk)
