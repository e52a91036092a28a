"""A history as a small YAML file: a list of acts, each with its days.

- arrival: {channel: online, arrived_on: 2026-03-02, confirmed_on: 2026-03-02, evidence: 系统回执}
- correction: {noticed_on: 2026-03-05, served_on: 2026-03-06, limit: 10, answered_on: 2026-03-12}
- consultation: {with: third_party, sent_on: 2026-03-16, received_on: 2026-03-18, answered_on: 2026-03-27}
- extension: {approved_on: 2026-04-01, notified_on: 2026-04-02, days: 10}
- fee: {noticed_on: 2026-04-03, served_on: 2026-04-07, paid_on: 2026-04-10}
- longer_period: {notified_on: 2026-04-20, until: 2026-06-30}
- reply: {replied_on: 2026-04-30}
"""

from collections.abc import Callable
from datetime import date

from gongkai.domain.deadlines.history import (
    Act,
    Arrival,
    Consultation,
    Consulted,
    Correction,
    Extension,
    Fee,
    History,
    HistoryError,
    LongerPeriod,
)
from gongkai.domain.deadlines.receipt import channels
from gongkai.domain.law.strict_yaml import Node, read

MOST_ACTS = 200


def parse_history(text: str, path: str) -> History:
    """Read one application. LawDataError with the line, or HistoryError where days contradict each other."""
    return history_from(read(text, path))


def history_from(root: Node) -> History:
    """The same from a node that was read already."""
    nodes = root.sequence()
    if len(nodes) > MOST_ACTS:
        raise root.error(f"超过 {MOST_ACTS} 项记录")
    arrival: Arrival | None = None
    replied_on: date | None = None
    acts: list[Act] = []
    for node in nodes:
        ((name, given),) = _single(node)
        if name == "arrival":
            if arrival is not None:
                raise node.error("到件（arrival）只能有一项")
            arrival = _arrival(given)
        elif name == "reply":
            if replied_on is not None:
                raise node.error("答复（reply）只能有一项")
            replied_on = given.mapping(("replied_on",))["replied_on"].day()
        elif name in ACTS:
            acts.append(ACTS[name](given))
        else:
            known = "、".join(("arrival", *ACTS, "reply"))
            raise node.error(f"未知的记录“{name}”；可用的有：{known}")
    if arrival is None:
        raise HistoryError("没有到件（arrival）的记录，无法计算。")
    return History(arrival, tuple(acts), replied_on)


def _single(node: Node) -> list[tuple[str, Node]]:
    entries = list(node.entries().items())
    if len(entries) != 1:
        raise node.error("每一项应只有一个名称，例如 - reply: {replied_on: 2026-04-30}")
    return [(str(name), given) for name, given in entries]


def _arrival(node: Node) -> Arrival:
    given = node.mapping(("channel", "arrived_on"), ("confirmed_on", "evidence"))
    return Arrival(
        given["channel"].choice(tuple(channels())),
        given["arrived_on"].day(),
        _day(given, "confirmed_on"),
        given["evidence"].text() if "evidence" in given else "",
    )


def _correction(node: Node) -> Correction:
    given = node.mapping(("noticed_on",), ("served_on", "limit", "answered_on"))
    limit = given["limit"].integer(1, 60) if "limit" in given else None
    return Correction(
        given["noticed_on"].day(), _day(given, "served_on"), limit, _day(given, "answered_on")
    )


def _consultation(node: Node) -> Consultation:
    given = node.mapping(("with", "sent_on"), ("received_on", "answered_on", "answer_by"))
    return Consultation(
        Consulted(given["with"].choice(tuple(Consulted))),
        given["sent_on"].day(),
        _day(given, "received_on"),
        _day(given, "answered_on"),
        _day(given, "answer_by"),
    )


def _extension(node: Node) -> Extension:
    given = node.mapping(("notified_on", "days"), ("approved_on",))
    return Extension(
        given["notified_on"].day(), given["days"].integer(1, 60), _day(given, "approved_on")
    )


def _fee(node: Node) -> Fee:
    given = node.mapping(("noticed_on",), ("served_on", "paid_on"))
    return Fee(given["noticed_on"].day(), _day(given, "served_on"), _day(given, "paid_on"))


def _longer_period(node: Node) -> LongerPeriod:
    given = node.mapping(("notified_on", "until"))
    return LongerPeriod(given["notified_on"].day(), given["until"].day())


ACTS: dict[str, Callable[[Node], Act]] = {
    "correction": _correction,
    "consultation": _consultation,
    "extension": _extension,
    "fee": _fee,
    "longer_period": _longer_period,
}


def _day(given: dict[str, Node], key: str) -> date | None:
    return given[key].day() if key in given else None
