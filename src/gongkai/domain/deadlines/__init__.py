"""Clocks: functions of what was recorded, each giving a day, its grounds and the way it was counted."""

from gongkai.domain.deadlines.anew import reply_again
from gongkai.domain.deadlines.due import Due, Ground, Role, Step, Waiting
from gongkai.domain.deadlines.history import (
    Arrival,
    Consultation,
    Consulted,
    Correction,
    Extension,
    Fee,
    History,
    HistoryError,
    LongerPeriod,
)
from gongkai.domain.deadlines.overview import Overview, Standing, overview, own_period
from gongkai.domain.deadlines.receipt import channels, receipt
from gongkai.domain.deadlines.register import clocks, due_from, due_if_told_late, simple_clocks
from gongkai.domain.deadlines.reply import ReplyClock, reply

__all__ = [
    "Arrival",
    "Consultation",
    "Consulted",
    "Correction",
    "Due",
    "Extension",
    "Fee",
    "Ground",
    "History",
    "HistoryError",
    "LongerPeriod",
    "Overview",
    "ReplyClock",
    "Role",
    "Standing",
    "Step",
    "Waiting",
    "channels",
    "clocks",
    "due_from",
    "due_if_told_late",
    "overview",
    "own_period",
    "receipt",
    "reply",
    "reply_again",
    "simple_clocks",
]
