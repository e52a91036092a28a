"""What time alone brings: scheduled publication, the end of a 公示期, a new day, effects nobody woke for."""

import datetime as dt
import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import program
from gongkai.apps.cases.actions.drafting import sweep_drafts
from gongkai.apps.cases.attempts import forget_old
from gongkai.apps.cases.sweeping import sweep
from gongkai.apps.cases.tasks import recompute_if_due
from gongkai.apps.changes import actions as changes
from gongkai.apps.disclosure.actions.discarding import clear_discarded
from gongkai.apps.disclosure.actions.ending import expire_due
from gongkai.apps.disclosure.actions.publication import publish_due
from gongkai.apps.publishing.pages.turning import subjects_of_day
from gongkai.apps.publishing.place import configured_place

log = logging.getLogger(__name__)
SECONDS = 30
# In the state folder: the last day whose turning was carried out, the last day that was swept.
DAY = "day"
SWEPT = "swept"


# Steps of rooms above this one, by name; each looks itself whether something is due.
_more: dict[str, Callable[[dt.datetime], object]] = {}


def register_step(name: str, step: Callable[[dt.datetime], object]) -> None:
    """Have a room above do its part at every tick. The same name again replaces the step."""
    _more[name] = step


def tick(at: dt.datetime) -> None:
    """Everything that is due at `at`. Missed ticks lose nothing: the next one finds it due as well."""
    own = (_publish, _expire, _clear, _turn, _recompute, _drafts, _sweep, _wake)
    for step in (*own, *_more.values()):
        try:
            step(at)
        except Exception:
            log.exception("定时任务出错，稍后重试：%s", step.__name__)


def _publish(at: dt.datetime) -> None:
    publish_due(program("定时发布"), at)


def _expire(at: dt.datetime) -> None:
    expire_due(program("公示期满"), at)


def _clear(at: dt.datetime) -> None:
    """Files of discarded drafts whose removal was interrupted."""
    clear_discarded()


def _turn(at: dt.datetime) -> None:
    """On a new day in China: what pages say of this day. The note is written after the effects."""
    note = configured_place().state / DAY
    day = at.astimezone(clock.CHINA).date()
    try:
        since = dt.date.fromisoformat(note.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        since = day - dt.timedelta(days=1)
    if day <= since:
        return
    with transaction.atomic():
        if subjects := subjects_of_day(since, day):
            changes.changed(*sorted(subjects))
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(day.isoformat(), encoding="ascii")


def _recompute(at: dt.datetime) -> None:
    """Clocks of running applications, on a new day and after the rules changed."""
    recompute_if_due(at)


def _drafts(at: dt.datetime) -> None:
    """Application forms that nobody sent, and receipts, when their time is up."""
    sweep_drafts()


def _sweep(at: dt.datetime) -> None:
    """Once a day: sealed files of cases that no row names, tries long forgotten."""
    note, day = configured_place().state / SWEPT, at.astimezone(clock.CHINA).date().isoformat()
    if note.exists() and note.read_text(encoding="ascii") == day:
        return
    forget_old()
    if refused := sweep(at).refused:
        log.error("%s", refused)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(day, encoding="ascii")


def _wake(at: dt.datetime) -> None:
    changes.wake_due()


class Ticker(threading.Thread):
    """Ticks every `seconds` until `stop` is set. Lives and dies with the worker's process."""

    def __init__(self, stop: threading.Event, seconds: float = SECONDS) -> None:
        super().__init__(name="ticker", daemon=True)
        self.stop, self.seconds = stop, seconds

    def run(self) -> None:
        while not self.stop.is_set():
            close_old_connections()
            tick(clock.now())
            close_old_connections()
            self.stop.wait(self.seconds)
