"""Clocks as plain text: what a clerk reads on the screen and prints for the file."""

from collections.abc import Iterator

from gongkai.domain.deadlines import Due, Overview, Role, Standing, Step, Waiting, clocks
from gongkai.domain.deadlines.due import MARK_LABELS
from gongkai.domain.working_days.calendar import WEEKDAYS


def overview_text(made: Overview, *, explain: bool) -> str:
    """The reply's clock with its grounds, then the other clocks, a line each."""
    lines = []
    if made.received_on is not None:
        lines.append(f"收到申请：{made.received_on.isoformat()}")
    first, *others = made.standings
    lines += _head(first.clock)
    lines += _standing(first)
    lines += _body(first.clock, explain=explain)
    if others:
        lines += ["", "有关的其他期限："]
        for one in others:
            lines.append("  " + "".join(_head(one.clock)[:1]) + "".join(_standing(one)))
    return "\n".join(lines) + "\n"


def clock_text(made: Due, *, explain: bool) -> str:
    """One clock by itself."""
    return "\n".join([*_head(made), *_body(made, explain=explain)]) + "\n"


def register_text() -> str:
    """The register of clocks: name, meaning, from when."""
    lines = []
    for one in clocks().values():
        how = "" if one.length else "（由多件事决定，用记录计算）"
        lines.append(f"{one.key}  {one.label}，自{one.starts}起{how}")
        if one.consequence:
            lines.append(f"    {one.consequence}")
    return "\n".join(lines) + "\n"


def _head(clock: Due | Waiting) -> list[str]:
    if isinstance(clock, Waiting):
        until = clock.until
        end = f"，截止{until.day.isoformat()}（{until.weekday}）" if until else ""
        return [f"{clock.label}：期限尚未起算，等待{clock.waits_for}{end}"]
    mark = "（暂定）" if clock.provisional else ""
    return [f"{clock.label}：{clock.day.isoformat()}（{clock.weekday}）{mark}"]


def _standing(one: Standing) -> list[str]:
    if one.done_on is None:
        return [] if one.left is None else [f"  {_left(one.left)}"]
    if one.late_by is None:
        return [f"  已于{one.done_on.isoformat()}办理"]
    late = f"逾期{one.late_by}个工作日" if one.late_by else "未逾期"
    return [f"  {one.done_on.isoformat()}办理，{late}"]


def _left(days: int) -> str:
    if days < 0:
        return f"已逾期{-days}个工作日"
    return f"还有{days}个工作日" if days else "今天是最后一日"


def _body(clock: Due | Waiting, *, explain: bool) -> Iterator[str]:
    if isinstance(clock, Due):
        for sentence in clock.unsettled:
            yield f"  暂定：{sentence}"
        if clock.consequence:
            yield f"  后果：{clock.consequence}"
    elif clock.until is not None and clock.until.consequence:
        yield f"  后果：{clock.until.consequence}"
    for sentence in clock.notes:
        yield f"  请注意：{sentence}"
    if not explain:
        return
    yield "  依据："
    for ground in clock.basis:
        yield f"    {ground.text} [{MARK_LABELS[ground.mark]}]"
    counted = clock if isinstance(clock, Due) else clock.until
    if counted is not None:
        yield "  逐日计算：" if counted is clock else f"  {counted.label}，逐日计算："
        for line in _days(counted.steps):
            yield f"    {line}"


def _days(steps: tuple[Step, ...]) -> Iterator[str]:
    """One line a day; rest days in a row that have one reason share a line."""
    waiting: list[Step] = []
    for step in steps:
        alike = waiting and _alike(step) == _alike(waiting[-1])
        if waiting and not alike:
            yield _line(waiting)
            waiting = []
        if step.role in (Role.REST, Role.EXCLUDED):
            waiting.append(step)
        else:
            yield _line([step])
    if waiting:
        yield _line(waiting)


def _alike(step: Step) -> tuple[Role, str]:
    return step.role, _reason(step)


def _reason(step: Step) -> str:
    return "周末" if step.reason in WEEKDAYS else step.reason


def _line(steps: list[Step]) -> str:
    first, last = steps[0], steps[-1]
    days = f"{first.day.isoformat()} {first.weekday}"
    if first is not last:
        days += f" 至 {last.day.isoformat()} {last.weekday}"
    what = {
        Role.START: "起算",
        Role.COUNTED: f"第{first.number}个工作日",
        Role.EXCLUDED: "不计入",
        Role.REST: "休息",
        Role.END: "截止",
    }[first.role]
    reason = "" if first.reason == "工作日" else _reason(first)
    source = f"（{first.source}）" if first.source else ""
    return f"{days}  {what}  {reason}{source}".rstrip()
