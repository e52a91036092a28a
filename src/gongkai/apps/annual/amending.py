"""A change of the year's own rows in a locked year: recorded as an amendment, or refused in the words of this app."""

from gongkai.apps.annual.refusals import Refused
from gongkai.apps.audit.actor import Actor
from gongkai.apps.periods.actions import Change, YearLocked, touch


def amend(actor: Actor, change: Change, reason: str) -> None:
    """`periods.actions.touch`; Refused where the year is locked and no reason was given."""
    try:
        touch(actor, change, reason)
    except YearLocked as no:
        raise Refused(str(no)) from no
