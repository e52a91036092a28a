"""被责令重新答复: the clock of the new answer on the same application; 表三 counts the first answer only."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.apps.cases.history import Fact
from gongkai.domain.deadlines import Due, Standing, reply_again
from gongkai.domain.deadlines.overview import lateness
from gongkai.domain.law import Local
from gongkai.domain.working_days import Calendar


@dataclass(frozen=True)
class Reversal:
    """The last reversal of a case. `due` None where the decision set no day and the place's rules set none."""

    on: dt.date
    due: Due | None
    served_on: dt.date | None

    def standing(self, calendar: Calendar, as_of: dt.date) -> Standing | None:
        """The clock as `domain.deadlines.overview` gives the others."""
        if self.due is None:
            return None
        if self.served_on is not None:
            return Standing(self.due, self.served_on, lateness(self.due, self.served_on, calendar))
        late = lateness(self.due, as_of, calendar)
        left = -late if late else calendar.count(as_of, self.due.day)
        return Standing(self.due, left=left)


def reversal_of(facts: Sequence[Fact], calendar: Calendar, local: Local) -> Reversal | None:
    """None where nothing was reversed. `facts` in the order of recording. Raises OutsideCalendar."""
    found: Fact | None = None
    served: dt.date | None = None
    for one in facts:
        if one.kind == "overturn":
            found, served = one, None
        elif one.kind == "serve" and found is not None and served is None:
            served = one.on
    if found is None:
        return None
    ordered = found.facts.get("due_on")
    day = dt.date.fromisoformat(str(ordered)) if ordered else None
    return Reversal(found.on, reply_again(found.on, day, calendar, local), served)
