"""On which days before and after the due day the program reminds by itself."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.domain.law.strict_yaml import read


@dataclass(frozen=True)
class Reminding:
    """`before`: days left; `late_every`: after the day, each so many days."""

    before: frozenset[int]
    late_every: int

    def falls_on(self, days_left: int) -> bool:
        """Whether the program says something with so many days left (negative: late)."""
        if days_left >= 0:
            return days_left in self.before
        return -days_left == 1 or -days_left % self.late_every == 0


def parse_reminding(text: str, path: str) -> Reminding:
    """Read the days. LawDataError for anything else than days."""
    given = read(text, path).mapping(("before", "late_every"))
    return Reminding(
        frozenset(one.integer(0, 60) for one in given["before"].sequence()),
        given["late_every"].integer(1, 60),
    )


@cache
def reminding() -> Reminding:
    """The days in use."""
    text = (Path(__file__).parent / "reminding.yaml").read_text(encoding="utf-8")
    return parse_reminding(text, "annual/data/reminding.yaml")
