"""The working days of the city's time, one after another."""

import bisect
import datetime as dt

from gongkai.apps.example.days import working_days


class Days:
    """Working days from the first to the last day of the story; what comes later has not happened."""

    NEVER = dt.date.max

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.all = list(working_days(first, last))

    def after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after a day; of 0 the day itself or the next working one."""
        if count == 0:
            place = bisect.bisect_left(self.all, day)
        else:
            place = bisect.bisect_right(self.all, day) + count - 1
        return self.all[place] if place < len(self.all) else self.NEVER

    def before(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day before a day."""
        return self.all[max(0, bisect.bisect_left(self.all, day) - count)]
