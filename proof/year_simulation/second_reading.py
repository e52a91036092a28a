"""What the second count asks with: an organ, a year, a moment; raw values as days, instants, facts. Nothing of `gongkai`."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]
Select = Callable[[str], Rows]
Cells = dict[str, Decimal | None]


@dataclass(frozen=True)
class Asked:
    """Of one organ, in one year, as recorded at a moment (aware)."""

    organ: int
    year: int
    moment: dt.datetime

    def holds(self, value: Any) -> bool:
        """Whether it was recorded by the moment. Databases give an instant as text or as a value."""
        return value is not None and instant(value) <= self.moment


def instant(value: Any) -> dt.datetime:
    """An instant; what is stored without a zone is in UTC."""
    made = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    return made if made.tzinfo else made.replace(tzinfo=dt.UTC)


def day(value: Any) -> dt.date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def facts(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else json.loads(value)
