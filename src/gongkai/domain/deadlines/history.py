"""What was recorded of one application: acts with their days. Conclusions are drawn elsewhere.

The order in which acts were recorded means nothing; their days do.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# An application older than this is not open any more; the bound keeps counting short.
LONGEST_HISTORY = timedelta(days=366 * 5)


class HistoryError(ValueError):
    """The record contradicts itself; the message is a sentence for the clerk."""


class Consulted(StrEnum):
    """Who is asked. The law treats each one's silence in its own way."""

    THIRD_PARTY = "third_party"
    JOINT_ORGAN = "joint_organ"
    OTHER_ORGAN = "other_organ"
    INTERNAL_UNIT = "internal_unit"

    @property
    def label(self) -> str:
        return CONSULTED_LABELS[self.value]


CONSULTED_LABELS = {
    "third_party": "第三方",
    "joint_organ": "共同制作机关",
    "other_organ": "其他机关",
    "internal_unit": "内设机构",
}


@dataclass(frozen=True, order=True)
class Arrival:
    """How the application came. `confirmed_on` is the day both sides confirmed, or the organ did by phone."""

    channel: str
    arrived_on: date
    confirmed_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Correction:
    """补正: one notice of all points, and the corrected application. `limit` in working days."""

    noticed_on: date
    served_on: date | None = None
    limit: int | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class Consultation:
    """征求意见. `received_on` needs proof; `answer_by` is the day set for another organ."""

    consulted: Consulted
    sent_on: date
    received_on: date | None = None
    answered_on: date | None = None
    answer_by: date | None = None


@dataclass(frozen=True)
class Extension:
    """延期. `approved_on` is the day the head of the 公开工作机构 approved; nobody else's approval counts."""

    notified_on: date
    days: int
    approved_on: date | None = None


@dataclass(frozen=True)
class LongerPeriod:
    """Art. 35: an excessive request with good reason gets a longer period, told to the applicant."""

    notified_on: date
    until: date


@dataclass(frozen=True)
class Fee:
    """收费通知 and payment."""

    noticed_on: date
    served_on: date | None = None
    paid_on: date | None = None


Act = Correction | Consultation | Extension | LongerPeriod | Fee


@dataclass(frozen=True)
class History:
    """One application. `replied_on` is the day the reply was handed over or posted."""

    arrival: Arrival
    acts: tuple[Act, ...] = ()
    replied_on: date | None = None

    def __post_init__(self) -> None:
        """Raises HistoryError when days contradict each other."""
        first = self.arrival.arrived_on
        _in_order(("到件之日", first), ("确认之日", self.arrival.confirmed_on))
        _in_order(("到件之日", first), ("答复之日", self.replied_on))
        for act in self.acts:
            for chain in _chains(act):
                _in_order(("到件之日", first), *chain)
            if isinstance(act, Extension) and not 1 <= act.days <= 60:
                raise HistoryError(f"延长的天数写的是{act.days}，应为 1 至 20 个工作日。")
            if isinstance(act, Correction) and act.limit is not None and not 1 <= act.limit <= 60:
                raise HistoryError(f"补正期限写的是{act.limit}个工作日，应为 1 至 60。")

    # Each order is total, so that equal records give equal answers however they were recorded.

    def corrections(self) -> list[Correction]:
        """In order of their notices."""
        found = [act for act in self.acts if isinstance(act, Correction)]
        return sorted(
            found, key=lambda act: _days(act.noticed_on, act.answered_on, act.served_on, act.limit)
        )

    def consultations(self) -> list[Consultation]:
        found = [act for act in self.acts if isinstance(act, Consultation)]
        return sorted(
            found,
            key=lambda act: (
                act.consulted,
                *_days(act.sent_on, act.answered_on, act.received_on, None),
                act.answer_by or date.max,
            ),
        )

    def extensions(self) -> list[Extension]:
        found = [act for act in self.acts if isinstance(act, Extension)]
        return sorted(
            found, key=lambda act: _days(act.notified_on, act.approved_on, None, act.days)
        )

    def longer_periods(self) -> list[LongerPeriod]:
        found = [act for act in self.acts if isinstance(act, LongerPeriod)]
        return sorted(found, key=lambda act: (act.notified_on, act.until))

    def fees(self) -> list[Fee]:
        found = [act for act in self.acts if isinstance(act, Fee)]
        return sorted(
            found, key=lambda act: _days(act.noticed_on, act.paid_on, act.served_on, None)
        )


def _days(
    first: date, second: date | None, third: date | None, number: int | None
) -> tuple[date, date, date, int]:
    """A key to sort by; what is not known comes last."""
    return first, second or date.max, third or date.max, number or 0


Named = tuple[str, date | None]


def _chains(act: Act) -> list[tuple[Named, ...]]:
    """Days of an act that must follow each other."""
    if isinstance(act, Correction):
        notice: Named = ("发出补正告知书之日", act.noticed_on)
        return [
            (notice, ("补正告知书送达之日", act.served_on)),
            (notice, ("收到补正之日", act.answered_on)),
        ]
    if isinstance(act, Consultation):
        sent: Named = ("发出征求意见函之日", act.sent_on)
        received: Named = ("对方收到之日", act.received_on)
        return [
            (sent, received, ("对方答复之日", act.answered_on)),
            (sent, ("要求答复之日", act.answer_by)),
        ]
    if isinstance(act, Extension):
        return [(("延期告知之日", act.notified_on),), (("批准延期之日", act.approved_on),)]
    if isinstance(act, LongerPeriod):
        return [(("延迟答复告知之日", act.notified_on), ("告知的答复期限", act.until))]
    served: Named = ("收费通知书送达之日", act.served_on)
    return [(("发出收费通知书之日", act.noticed_on), served, ("缴费之日", act.paid_on))]


def _in_order(*named: Named) -> None:
    known = [(name, day) for name, day in named if day is not None]
    for (early_name, early), (late_name, late) in zip(known, known[1:], strict=False):
        if late < early:
            raise HistoryError(
                f"{late_name}（{late.isoformat()}）早于{early_name}（{early.isoformat()}），请核对。"
            )
        if late - early > LONGEST_HISTORY:
            raise HistoryError(
                f"{late_name}（{late.isoformat()}）与{early_name}（{early.isoformat()}）相隔五年以上，请核对。"
            )
