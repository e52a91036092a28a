"""Events against their rows of the log: of cases, and of whatever else keeps events in the same columns."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongkai.apps.audit.chain import plain, text
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.verification.verdict import Verdict

SAID = {
    "event": "序号",
    "kind": "事实",
    "on": "发生日期",
    "facts": "内容",
    "replaces": "所更正的记录",
}
NAMED = {"note": "说明", "person_id": "登记人编号", "person_name": "登记人", "at": "登记时间"}


def entries_of(kind: str, pks: Iterable[int]) -> dict[str, dict[int, Entry]]:
    """The log's rows of events, by subject and row number. `kind`: Case, Remedy."""
    found: dict[str, dict[int, Entry]] = {}
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=[str(one) for one in pks])
    for row in rows.iterator():
        if isinstance(row.after, dict) and "event" in row.after:
            found.setdefault(row.subject_id, {})[row.seq] = row
    return found


def check_events(
    label: str, events: Sequence[Any], entries: Mapping[int, Entry], verdict: Verdict
) -> None:
    """`events` in the order of their numbers; `label` names the case or remedy in the sentences."""
    by_pk = {one.pk: one for one in events}
    for expected, event in enumerate(events, 1):
        where = f"{label}第{event.number}条记录"
        if event.number != expected:
            verdict.add(
                "order", f"{label}的记录序号不连续：第{expected}条之处是第{event.number}条。"
            )
        entry = entries.get(event.entry_seq or 0)
        if entry is None:
            verdict.add("log", f"{where}没有对应的审计行：不是程序登记的，或者被移动过。")
            continue
        wrong = [name for name, same in _differences(event, entry, by_pk) if not same]
        if wrong:
            verdict.add(
                "event",
                f"{where}的{'、'.join(wrong)}与审计日志第{entry.seq}行不符：登记之后被改动。",
            )
    held = {one.entry_seq for one in events}
    for seq, entry in entries.items():
        if seq not in held:
            number = entry.after.get("event") if isinstance(entry.after, dict) else "?"
            verdict.add(
                "missing", f"{label}缺少第{number}条记录：审计日志第{seq}行写着它，办理记录里没有。"
            )
    for earlier, later in zip(events, events[1:], strict=False):
        if (earlier.entry_seq or 0) >= (later.entry_seq or 0):
            verdict.add(
                "order", f"{label}第{earlier.number}、{later.number}条记录的先后与审计日志不符。"
            )


def _differences(event: Any, entry: Entry, by_pk: Mapping[int, Any]) -> list[tuple[str, bool]]:
    said = entry.after if isinstance(entry.after, dict) else {}
    replaced = by_pk.get(event.replaces_id) if event.replaces_id else None
    given = {
        "event": event.number,
        "kind": event.kind,
        "on": event.on.isoformat(),
        "facts": plain(event.facts),
        "replaces": replaced.number if replaced else ("?" if event.replaces_id else None),
    }
    found = [(SAID[name], said.get(name) == value) for name, value in given.items()]
    return [
        *found,
        (NAMED["note"], text(event.note) == entry.note),
        (NAMED["person_id"], event.person_id == entry.person_id),
        (NAMED["person_name"], text(event.person_name, 80) == entry.person_name),
        (NAMED["at"], _same(event.recorded_at, entry.at)),
    ]


def _same(one: dt.datetime, other: dt.datetime) -> bool:
    return abs(one - other) < dt.timedelta(milliseconds=1)
