"""`touch`: asked by every act before it changes what a report counts."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.keeping import kept
from gongkai.apps.periods.models import Amendment
from gongkai.apps.periods.queries import locked_years

_reason: ContextVar[str] = ContextVar("amendment", default="")


@contextmanager
def amending(reason: str) -> Iterator[None]:
    """Acts inside that change a locked year are amendments for this reason; a blank one lets nothing through."""
    before = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(before)


class YearLocked(Exception):
    """The act would change a locked year without an amendment; the message says what to do."""


@dataclass(frozen=True)
class Change:
    """What would change: `years` whose report it moves; `before` and `after` without personal data."""

    years: Iterable[int]
    kind: str
    pk: int
    label: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    organ_id: int | None = None


def touch(actor: Actor, change: Change, amendment: str = "") -> tuple[Amendment, ...]:
    """Let a change through where its years are open; else record it as an amendment, or refuse.

    In the transaction of the act. Raises YearLocked where `amendment` (the reason) is empty, and
    none was given around the act (`amending`).
    """
    amendment = amendment.strip() or _reason.get()
    locked = locked_years(change.years)
    if not locked:
        return ()
    if not amendment.strip():
        named = "、".join(f"{year}年度" for year in sorted(locked))
        raise YearLocked(
            f"{named}的年报数据已经锁定，{change.label}不能直接改动。确需更正的，请写明更正理由，"
            "作为锁定后的更正登记，下次汇总时单独列明。"
        )
    return tuple(_amend(actor, change, year, amendment) for year in sorted(locked))


def _amend(actor: Actor, change: Change, year: int, reason: str) -> Amendment:
    made = Amendment.objects.create(
        year=year,
        organ_id=change.organ_id,
        subject_kind=change.kind,
        subject_id=str(change.pk),
        label=change.label[:200],
        before=dict(change.before) if change.before is not None else None,
        after=dict(change.after) if change.after is not None else None,
        reason=reason.strip()[:500],
        person_id=actor.person_id,
        person_name=actor.name[:80],
        recorded_at=clock.now(),
    )
    audit.record(
        actor,
        "year.amend",
        subject=made,
        before=change.before,
        after={"year": year, "of": f"{change.kind} {change.pk}"} | kept(made),
        note=made.reason,
    )
    return made
