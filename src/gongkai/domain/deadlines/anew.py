"""The clock of a new answer after a reversal: the day the decision set, or the place's choice where it set none."""

from datetime import date

from gongkai.domain.deadlines.due import Due, Ground, Role, Step
from gongkai.domain.deadlines.register import clocks, due_from
from gongkai.domain.law import Local
from gongkai.domain.working_days.calendar import Calendar

KEY = "reply_again"


def reply_again(
    received_on: date, ordered: date | None, calendar: Calendar, local: Local
) -> Due | None:
    """The last day of the new answer. `ordered`: as the decision or judgment says. None: no period.

    Raises OutsideCalendar.
    """
    if ordered is not None:
        step = Step(ordered, Role.END, "决定书、裁判文书写明的期限，不顺延")
        ground = Ground("生效的复议决定、裁判", "verified")
        own = clocks()[KEY]
        return Due(KEY, own.label, ordered, (ground,), (step,), consequence=own.consequence)
    choice = local.choice("reply_after_reversal")
    if choice.value == "no-period":
        return None
    made = due_from(KEY, received_on, calendar, local)
    return Due(
        KEY,
        made.label,
        made.day,
        (*made.basis, Ground.of_choice(choice)),
        made.steps,
        made.unsettled,
        made.notes,
        made.consequence,
    )
