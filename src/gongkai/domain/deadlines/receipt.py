"""The day an application counts as received, by channel, with its evidence (Art. 31)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from gongkai.domain.deadlines.due import Due, Ground, Role, Step, Waiting
from gongkai.domain.deadlines.history import Arrival, HistoryError
from gongkai.domain.law.norms import MARKS, norm, norms
from gongkai.domain.law.strict_yaml import Node, read

RECEIVED = ("arrival", "confirmation")


@dataclass(frozen=True)
class ReceiptRule:
    """From `since` on: which day is the day of receipt."""

    since: date
    received: str
    basis: Ground


@dataclass(frozen=True)
class Channel:
    """A way in. `same_day`: the organ must confirm with the applicant on the day of arrival."""

    key: str
    label: str
    same_day: bool
    rules: tuple[ReceiptRule, ...]

    def rule(self, on: date) -> ReceiptRule:
        """The rule in force; HistoryError before there was one."""
        in_force = [one for one in self.rules if one.since <= on]
        if not in_force:
            raise HistoryError(
                f"{on.isoformat()} 早于{self.rules[0].since.isoformat()}，没有可用的收件规定。"
            )
        return in_force[-1]


def parse_channels(text: str, path: str) -> dict[str, Channel]:
    """Read channels from YAML text; LawDataError when out of order."""
    return {str(key): _channel(str(key), node) for key, node in read(text, path).entries().items()}


def _channel(key: str, node: Node) -> Channel:
    given = node.mapping(("label", "rules"), ("same_day",))
    rules = []
    for since, one in given["rules"].entries().items():
        if type(since) is not date:
            raise one.error(f"“{since}”不是有效的日期")
        rules.append(_rule(since, one))
    same_day = "same_day" in given and given["same_day"].value is True
    return Channel(
        key, given["label"].text(), same_day, tuple(sorted(rules, key=lambda one: one.since))
    )


def _rule(since: date, node: Node) -> ReceiptRule:
    given = node.mapping(("received", "norm", "mark"), ("article",))
    source = given["norm"].choice(tuple(norms()))
    article = given["article"].text() if "article" in given else ""
    basis = Ground(norm(source).cite(article), given["mark"].choice(MARKS))
    return ReceiptRule(since, given["received"].choice(RECEIVED), basis)


@cache
def channels() -> dict[str, Channel]:
    """Every channel by key."""
    text = (files(__package__) / "channels.yaml").read_text(encoding="utf-8")
    return parse_channels(text, "deadlines/channels.yaml")


def channel(key: str) -> Channel:
    """One channel. Raises HistoryError, naming those there are."""
    if key not in channels():
        known = "、".join(f"{one.key}（{one.label}）" for one in channels().values())
        raise HistoryError(f"没有“{key}”这种提交方式；可用的有：{known}。")
    return channels()[key]


@dataclass(frozen=True)
class Receipt:
    """The day of receipt, or None while a confirmation is missing."""

    day: date | None
    waits_for: str
    basis: Ground
    evidence: str
    notes: tuple[str, ...]


def receipt(arrival: Arrival) -> Receipt:
    """The day of receipt by the rule of the channel in force on the day of arrival."""
    way = channel(arrival.channel)
    rule = way.rule(arrival.arrived_on)
    notes = []
    if rule.received == "arrival":
        return Receipt(arrival.arrived_on, "", rule.basis, arrival.evidence, ())
    if arrival.confirmed_on is None:
        waits_for = "与申请人确认收到申请" if way.same_day else "双方确认收到申请"
        return Receipt(None, waits_for, rule.basis, arrival.evidence, ())
    if way.same_day and arrival.confirmed_on > arrival.arrived_on:
        notes.append(
            f"{way.label}应当在到件当日（{arrival.arrived_on.isoformat()}）与申请人确认；"
            f"实际于{arrival.confirmed_on.isoformat()}确认，请记录未能当日确认的原因。"
        )
    if not arrival.evidence:
        notes.append("没有记录确认的证据（电话记录、回执等），请补记。")
    return Receipt(arrival.confirmed_on, "", rule.basis, arrival.evidence, tuple(notes))


def confirmation(arrival: Arrival) -> Due | Waiting | None:
    """The clock for confirming: the day of arrival for letters without signature, else none."""
    way = channel(arrival.channel)
    rule = way.rule(arrival.arrived_on)
    if rule.received == "arrival":
        return None
    label = "与申请人确认收到申请"
    if not way.same_day:
        if arrival.confirmed_on is not None:
            return None
        return Waiting("confirmation", label, "双方确认收到申请", None, (rule.basis,))
    step = Step(arrival.arrived_on, Role.END, f"{way.label}到件，当日确认")
    return Due("confirmation", label, arrival.arrived_on, (rule.basis,), (step,))
