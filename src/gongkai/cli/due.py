"""`gongkai due`: the last days of an application, and how they were counted."""

import argparse
import json
from datetime import date
from typing import Any

from gongkai.cli.asked import Misused, answered, day_of, local_of, number_of, text_of
from gongkai.cli.output import write_text
from gongkai.domain.deadlines import (
    Arrival,
    Consultation,
    Consulted,
    Correction,
    Due,
    Extension,
    Fee,
    History,
    LongerPeriod,
    Overview,
    channels,
    due_from,
    due_if_told_late,
    overview,
    simple_clocks,
)
from gongkai.domain.deadlines.history import Act
from gongkai.domain.working_days import Calendar, load_calendar


def run(options: argparse.Namespace) -> int:
    return answered(_run, options)


def _run(options: argparse.Namespace) -> int:
    local = local_of(options.local)
    calendar = load_calendar(local, day_of(options.known_on, "--known-on"))
    if options.list:
        from gongkai.cli.due_text import register_text

        write_text(register_text(), None)
        return 0
    if options.clock is not None:
        return _simple(options, calendar)
    history = _history(options)
    as_of = day_of(options.on, "--on")
    made = overview(history, calendar, local, as_of)
    if options.format == "json":
        from gongkai.domain.deadlines.output import overview_to_dict

        _say(overview_to_dict(made))
    else:
        from gongkai.cli.due_text import overview_text

        write_text(overview_text(made, explain=options.explain), None)
    return _status(made, as_of)


def _status(made: Overview, as_of: date | None) -> int:
    """1 when the reply was late, or is overdue on the day of looking."""
    first = made.standings[0]
    if first.late_by:
        return 1
    overdue = isinstance(first.clock, Due) and as_of is not None and as_of > first.clock.day
    return 1 if overdue and first.done_on is None else 0


def _simple(options: argparse.Namespace, calendar: Calendar) -> int:
    """One clock that a start day alone decides."""
    if options.clock not in simple_clocks():
        raise Misused(
            f"没有“{options.clock}”这个期限，或者它由多件事决定；可用的有："
            f"{'、'.join(simple_clocks())}。"
        )
    start = day_of(options.start, "--start")
    if start is None:
        clock = simple_clocks()[options.clock]
        raise Misused(f"请用 --start 写明起算的日子（{clock.starts}）。")
    made = _from_start(options, start, calendar)
    if options.format == "json":
        from gongkai.domain.deadlines.output import SCHEMA, clock_to_dict

        _say({"schema": SCHEMA, **clock_to_dict(made)})
    else:
        from gongkai.cli.due_text import clock_text

        write_text(clock_text(made, explain=options.explain), None)
    return 0


def _from_start(options: argparse.Namespace, start: date, calendar: Calendar) -> Due:
    local = local_of(options.local)
    if options.told is None:
        return due_from(options.clock, start, calendar, local)
    if not simple_clocks()[options.clock].longest:
        raise Misused("--told 只用于申请行政复议（review_application）和直接起诉（suit_direct）。")
    told_on = None if options.told == NEVER_TOLD else day_of(options.told, "--told")
    if told_on is not None and told_on < start:
        raise Misused("--told 早于 --start。")
    return due_if_told_late(options.clock, start, told_on, calendar, local)


def _say(made: dict[str, Any]) -> None:
    write_text(json.dumps(made, ensure_ascii=False) + "\n", None)


def _history(options: argparse.Namespace) -> History:
    """From the file, or from the options; not from both."""
    given = [name for name in FACTS if getattr(options, name)]
    if options.file is not None:
        if given:
            raise Misused(f"给出了记录文件，就不要再用 --{given[0].replace('_', '-')}。")
        from gongkai.domain.deadlines.recorded import parse_history

        return parse_history(text_of(options.file), str(options.file))
    if options.received is None and options.arrived is None:
        raise Misused(
            "请写明收到申请的日子，例如 gongkai due --received 2026-03-02，或者给出记录文件。"
        )
    return History(_arrival(options), tuple(_acts(options)), day_of(options.replied, "--replied"))


def _arrival(options: argparse.Namespace) -> Arrival:
    received = day_of(options.received, "--received")
    arrived = day_of(options.arrived, "--arrived") or received
    assert arrived is not None
    way = channels().get(options.channel)
    if way is None:
        known = "、".join(f"{one.key}（{one.label}）" for one in channels().values())
        raise Misused(f"没有“{options.channel}”这种提交方式；可用的有：{known}。")
    if way.rule(arrived).received == "arrival":
        if received is not None and received != arrived:
            raise Misused(f"{way.label}以到件之日为收到之日，--arrived 与 --received 应是同一天。")
        return Arrival(way.key, arrived)
    return Arrival(way.key, arrived, received)


def _acts(options: argparse.Namespace) -> list[Act]:
    acts: list[Act] = []
    noticed = day_of(options.correction_sent, "--correction-sent")
    answer = day_of(options.correction_received, "--correction-received")
    if noticed is not None:
        limit = number_of(options.correction_limit, "--correction-limit", 1, 60)
        served = day_of(options.correction_served, "--correction-served")
        acts.append(Correction(noticed, served, limit, answer))
    elif answer is not None:
        raise Misused("写明了收到补正的日子，还要用 --correction-sent 写明补正告知书发出的日子。")
    for name, consulted in PARTIES.items():
        for text in getattr(options, name) or ():
            acts.append(_consultation(text, f"--{name.replace('_', '-')}", consulted))
    notified = day_of(options.extension_notified, "--extension-notified")
    if notified is not None:
        days = number_of(options.extension_days, "--extension-days", 1, 60) or 20
        approved = day_of(options.extension_approved, "--extension-approved")
        acts.append(Extension(notified, days, approved))
    elif options.extension_days or options.extension_approved:
        raise Misused("延期还要用 --extension-notified 写明告知申请人的日子。")
    fee_sent = day_of(options.fee_sent, "--fee-sent")
    paid = day_of(options.fee_paid, "--fee-paid")
    if fee_sent is not None:
        acts.append(Fee(fee_sent, day_of(options.fee_served, "--fee-served"), paid))
    elif paid is not None:
        raise Misused("写明了缴费的日子，还要用 --fee-sent 写明收费通知书发出的日子。")
    told = day_of(options.longer_notified, "--longer-notified")
    until = day_of(options.longer_until, "--longer-until")
    if told is not None and until is not None:
        acts.append(LongerPeriod(told, until))
    elif told is not None or until is not None:
        raise Misused("延迟答复要同时写明 --longer-notified 和 --longer-until。")
    return acts


def _consultation(text: str, name: str, consulted: Consulted) -> Consultation:
    """发出[,收到[,答复]], `-` for what is not known; for another organ 发出[,要求答复[,答复]]."""
    parts = [part.strip() for part in text.split(",")]
    if not 1 <= len(parts) <= 3:
        raise Misused(f"{name} 应写作 发出日,收到日,答复日，不知道的写 -。")
    sent, second, answered_on = (
        day_of(None if part == "-" else part, name) for part in (*parts, "-", "-")[:3]
    )
    if sent is None:
        raise Misused(f"{name} 缺少发出的日子。")
    if consulted is Consulted.OTHER_ORGAN:
        return Consultation(consulted, sent, None, answered_on, second)
    return Consultation(consulted, sent, second, answered_on)


NEVER_TOLD = "未告知"
PARTIES = {
    "third_party": Consulted.THIRD_PARTY,
    "joint_organ": Consulted.JOINT_ORGAN,
    "other_organ": Consulted.OTHER_ORGAN,
}
FACTS = (
    "received",
    "arrived",
    "correction_sent",
    "correction_served",
    "correction_limit",
    "correction_received",
    *PARTIES,
    "extension_approved",
    "extension_notified",
    "extension_days",
    "fee_sent",
    "fee_served",
    "fee_paid",
    "longer_notified",
    "longer_until",
    "replied",
)
