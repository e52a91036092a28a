"""`gongkai calendar`: which days are working days, by which notice, and what is missing."""

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gongkai.cli.asked import Misused, answered, day_of, local_of
from gongkai.cli.output import write_text
from gongkai.domain.working_days import Calendar, CalendarDay, load_calendar, notices, outlook

SCHEMA = "gongkai.calendar/1"


def run(options: argparse.Namespace) -> int:
    return answered(_run, options)


def _run(options: argparse.Namespace) -> int:
    known_on = day_of(options.known_on, "--known-on")
    calendar = load_calendar(local_of(options.local), known_on)
    work = {"check": _check, "show": _show, "count": _count}[options.what]
    return work(options, calendar)


def _check(options: argparse.Namespace, calendar: Calendar) -> int:
    on = day_of(options.on, "--on")
    assert on is not None
    seen = outlook(calendar, on)
    held = [
        {"year": one.year, "number": one.number, "published_on": one.published_on.isoformat()}
        for one in notices()
        if one.year in calendar.years
    ]
    if options.format == "json":
        made = {"on": on.isoformat(), "missing": list(seen.missing), "overdue": seen.overdue}
        _say({**made, "notices": held})
    else:
        lines = [seen.sentence]
        if options.explain:
            lines += [
                f"  {one['year']}年：{one['number']}（{one['published_on']}公布）" for one in held
            ]
        write_text("\n".join(lines) + "\n", None)
    return 1 if seen.overdue else 0


def _show(options: argparse.Namespace, calendar: Calendar) -> int:
    first, last = _span(options.when)
    looked = [calendar.look(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    if options.format == "json":
        _say({"days": [_day(one) for one in looked]})
        return 0
    working = sum(one.working for one in looked)
    lines = []
    if len(looked) > 1:
        lines.append(f"{options.when}：工作日{working}天，休息日{len(looked) - working}天")
    else:
        lines.append("工作日" if working else "休息日")
    lines += _lines(looked, everything=options.explain or len(looked) == 1)
    write_text("\n".join(lines) + "\n", None)
    return 0


def _lines(looked: list[CalendarDay], *, everything: bool) -> Iterator[str]:
    for one in looked:
        if everything or one.source:
            kind = "上班" if one.working else "休息"
            source = f"（{one.source}）" if one.source else ""
            mark = "，暂定" if one.provisional else ""
            yield f"  {one.day.isoformat()} {one.weekday}  {kind}  {one.reason}{source}{mark}"
    if any(one.provisional for one in looked):
        yield "  其中有放假安排尚未公布的日子，按法定假日和周末暂定。"


def _count(options: argparse.Namespace, calendar: Calendar) -> int:
    after, until = day_of(options.after, "第一天"), day_of(options.until, "最后一天")
    assert after is not None and until is not None
    if until < after:
        raise Misused("最后一天早于第一天。")
    looked = [calendar.look(after + timedelta(days=n + 1)) for n in range((until - after).days)]
    number = sum(one.working for one in looked)
    provisional = any(one.provisional for one in looked)
    if options.format == "json":
        _say({"working_days": number, "provisional": provisional})
        return 0
    lines = [f"{after.isoformat()}（不计）至{until.isoformat()}：{number}个工作日"]
    lines += _lines(looked, everything=options.explain)
    write_text("\n".join(lines) + "\n", None)
    return 0


def _span(text: str) -> tuple[date, date]:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if match is None:
        raise Misused(f"“{text}”不是有效的日期，应写作 2026、2026-10 或 2026-10-08。")
    year, month, day = match.groups()
    if day:
        one = day_of(text, "日期")
        assert one is not None
        return one, one
    first = day_of(f"{year}-{month or '01'}-01", "日期")
    assert first is not None
    following = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    if month is None:
        following = date(first.year + 1, 1, 1)
    return first, following - timedelta(days=1)


def _day(one: CalendarDay) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "weekday": one.weekday,
        "working": one.working,
        "reason": one.reason,
        "source": one.source,
        "provisional": one.provisional,
    }


def _say(made: dict[str, Any]) -> None:
    write_text(json.dumps({"schema": SCHEMA, **made}, ensure_ascii=False) + "\n", None)
