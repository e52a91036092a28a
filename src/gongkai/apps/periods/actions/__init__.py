"""Locking a year; and what stands between an act and a locked year."""

from gongkai.apps.periods.actions.amending import Change, YearLocked, amending, touch
from gongkai.apps.periods.actions.locking import lock_year

__all__ = ["Change", "YearLocked", "amending", "lock_year", "touch"]
