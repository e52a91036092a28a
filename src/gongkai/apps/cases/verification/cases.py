"""Every case: its events, the words of its row, its standing, and what the year's report counts of it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from itertools import islice

from gongkai.apps import clock
from gongkai.apps.audit.models import Entry
from gongkai.apps.cases.law import Versions, law_versions, laws_on
from gongkai.apps.cases.models import Case, Event, Figures
from gongkai.apps.cases.recording import words_digest
from gongkai.apps.cases.standing import put_standing
from gongkai.apps.cases.verification.events import check_events, entries_of
from gongkai.apps.cases.verification.figures import BROKEN, check_figures
from gongkai.apps.cases.verification.verdict import Verdict
from gongkai.apps.sealing import BrokenSeal

BATCH = 200
STANDING = {
    "state": "状态",
    "joined_into_id": "并入的申请",
    "counted": "是否计入年报",
    "arrived_on": "到件日期",
    "received_on": "收到申请之日",
    "due_on": "答复期限",
    "due_provisional": "期限暂定",
    "waits_for": "期限等待",
    "next_due_on": "最近一个期限",
    "next_due": "最近期限是什么",
    "extended": "已延期",
    "consulting": "正在征求意见的",
    "undelivered": "答复被退回",
    "closed_on": "办结日期",
    "outcome": "办理结果",
    "variant": "办理结果情形",
    "late_by": "逾期工作日",
    "events_held": "记录数",
    "applicant_kind": "申请人类别",
}


def verify_cases(verdict: Verdict, report: Callable[[int], object] = lambda cases: None) -> None:
    """Read every case once, in batches; faults go into the verdict."""
    seen: set[str] = set()
    versions = law_versions()
    for cases in _batches():
        events, figures = _by_case(Event, cases), _by_case(Figures, cases)
        entries = entries_of("Case", (one.pk for one in cases))
        for case in cases:
            held = events.get(case.pk, [])
            verdict.cases, verdict.events = verdict.cases + 1, verdict.events + len(held)
            rows = entries.get(str(case.pk), {})
            check_events(f"申请{case.number}", held, rows, verdict)
            _check_words(case, held, rows, verdict)
            given = _as_given(case, held, rows)
            _check_standing(case, given, held, versions, verdict)
            if case.kind == "application":
                check_figures(given, held, figures.get(case.pk, []), versions, verdict)
        seen |= {str(one.pk) for one in cases}
        report(verdict.cases)
    registered = Entry.objects.filter(subject_kind="Case", act__in=("case.register", "case.online"))
    known = registered.order_by().values_list("subject_id", "subject_label").distinct()
    for pk, label in known.iterator():
        if pk not in seen:
            verdict.add("missing", f"审计日志里登记过“{label}”，现在没有这件申请：整件被删除。")


def _batches() -> Iterator[list[Case]]:
    rows = Case.objects.order_by("pk").prefetch_related("parties").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _by_case(model: type, cases: Sequence[Case]) -> dict[int, list]:  # type: ignore[type-arg]
    order = "number" if model is Event else "pk"
    found: dict[int, list] = {}  # type: ignore[type-arg]
    for row in model.objects.filter(case__in=cases).order_by("case_id", order):  # type: ignore[attr-defined]
        found.setdefault(row.case_id, []).append(row)
    return found


def _check_words(
    case: Case, events: Sequence[Event], entries: dict[int, Entry], verdict: Verdict
) -> None:
    last = entries.get(events[-1].entry_seq or 0) if events else None
    said = last.after.get("case") if last is not None and isinstance(last.after, dict) else None
    try:
        held = words_digest(case)
    except (BrokenSeal, ValueError):
        return  # named among the seals
    if said is not None and said != held:
        verdict.add(
            "words",
            f"申请{case.number}登记的内容（机关、申请编号、摘要、描述、获取方式、承办人、登记时间或者当事人）"
            "在最后一条记录之后被改动，没有办理记录。",
        )


def _as_given(case: Case, events: Sequence[Event], entries: dict[int, Entry]) -> Case:
    """The case with the applicant's kind as it was given first; what events made of it comes after."""
    first = entries.get(events[0].entry_seq or 0) if events else None
    said = first.after if first is not None and isinstance(first.after, dict) else {}
    again = copy(case)
    again.applicant_kind = str(said.get("applicant_kind", case.applicant_kind))
    return again


def _check_standing(
    case: Case, given: Case, events: Sequence[Event], versions: Versions, verdict: Verdict
) -> None:
    """Computed anew as of the day on which it was computed, under the law of that day."""
    if not events:
        if case.events_held:
            verdict.add("standing", f"申请{case.number}写着有{case.events_held}条记录，实际没有。")
        return
    day, first = case.standing_on, events[-1].recorded_at.astimezone(clock.CHINA).date()
    if day is None or not first <= day <= clock.today():
        verdict.add("standing", f"申请{case.number}的计算日期（{day}）不对：应当在{first}以后。")
        return
    wrong = _wrong_standing(case, given, events, day, versions)
    if wrong:
        verdict.add("standing", f"申请{case.number}的{'、'.join(wrong)}与办理记录推出的不符。")


def _wrong_standing(
    case: Case, given: Case, events: Sequence[Event], day: dt.date, versions: Versions
) -> list[str]:
    """Names of columns that differ; the fewest, where the law was changed on that very day."""
    found: list[list[str]] = []
    for law in laws_on(day, versions):
        again = copy(given)
        try:
            with clock.stopped_at(dt.datetime.combine(day, dt.time(12), clock.CHINA)):
                put_standing(again, events, law)
        except BROKEN:
            found.append(["全部结论"])
            continue
        differing = [
            label for name, label in STANDING.items() if getattr(again, name) != getattr(case, name)
        ]
        if not differing:
            return []
        found.append(differing)
    return min(found, key=len)
