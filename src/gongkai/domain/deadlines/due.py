"""What a clock answers: the day, its grounds, how it was counted, and what is not settled yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.domain.law import Choice, Parameter
from gongkai.domain.working_days.calendar import WEEKDAYS


class Role(StrEnum):
    """What a day is to a count. `END` is a day set by a notice, or moved off a holiday."""

    START = "start"
    COUNTED = "counted"
    EXCLUDED = "excluded"
    REST = "rest"
    END = "end"


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the count. `number` is the n-th day counted, for role COUNTED."""

    day: date
    role: Role
    reason: str
    number: int | None = None
    source: str = ""

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True)
class Ground:
    """A norm or a choice that the day rests on, and how firm it is (`mark`, see domain.law.norms)."""

    text: str
    mark: str

    @classmethod
    def of_parameter(cls, one: Parameter) -> "Ground":
        return cls(f"{one.label} {one.value} {UNIT_LABELS[one.unit]}：{one.source}", one.mark)

    @classmethod
    def of_choice(cls, one: Choice) -> "Ground":
        return cls(f"{one.question}：{one.answer}（{one.source}）", one.mark)


UNIT_LABELS = {"working_day": "个工作日", "day": "日", "month": "个月", "year": "年"}
MARK_LABELS = {
    "verified": "已核原文",
    "seen-in-part": "见到部分原文",
    "practice": "本地或实践做法",
    "memory": "待核原文",
    "design": "法律没有写明，程序的取值",
}


@dataclass(frozen=True)
class Due:
    """The last day. It is provisional while `unsettled` names something that can still move it.

    `notes` are facts a person should look at (an act out of time, a missing proof); they move nothing.
    """

    clock: str
    label: str
    day: date
    basis: tuple[Ground, ...]
    steps: tuple[Step, ...]
    unsettled: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    consequence: str = ""

    @property
    def provisional(self) -> bool:
        return bool(self.unsettled)

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True)
class Waiting:
    """The clock does not run: it waits for something. `until` is the other side's own last day."""

    clock: str
    label: str
    waits_for: str
    until: Due | None
    basis: tuple[Ground, ...]
    notes: tuple[str, ...] = ()
