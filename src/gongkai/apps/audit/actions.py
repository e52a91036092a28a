"""Adding to the log. There is no function that changes or removes a row, and there will be none."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.chain import GENESIS, digest, plain, text
from gongkai.apps.audit.models import ChainHead, Entry, Outcome, Seal

BATCH = 1_000


@dataclass(frozen=True)
class Draft:
    """What one row will say. `subject` is a stored object: its `pk` and `str` are kept."""

    actor: Actor
    act: str
    subject: object | None = None
    kind: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    note: str = ""
    outcome: str = Outcome.DONE
    at: dt.datetime | None = None


def record(
    actor: Actor,
    act: str,
    *,
    subject: object | None = None,
    kind: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
    outcome: str = Outcome.DONE,
    at: dt.datetime | None = None,
) -> Entry:
    """One row for one act, in the transaction of the act itself.

    `subject` is a stored object (its `pk` and `str` are kept); `before` and `after` hold JSON values.
    Must be called inside `transaction.atomic()`: an act that is rolled back leaves no row.
    """
    head = _locked_head()
    entry = _entry(Draft(actor, act, subject, kind, before, after, note, outcome, at), head)
    entry.save(force_insert=True)
    head.save()
    return entry


def record_many(drafts: Iterable[Draft]) -> int:
    """Rows for many acts under one lock, in their order; for set-up and imports. Returns how many."""
    head = _locked_head()
    waiting, written = iter(drafts), 0
    while batch := [_entry(draft, head) for draft in islice(waiting, BATCH)]:
        Entry.objects.bulk_create(batch)
        written += len(batch)
    head.save()
    return written


def seal() -> Seal | None:
    """Bind what the log holds now into a seal. None where nothing was added since the last one."""
    with transaction.atomic():
        head = _locked_head()
        return _seal(head, clock.today())


def _seal(head: ChainHead, day: dt.date) -> Seal | None:
    if not head.seq or Seal.objects.filter(last_seq=head.seq).exists():
        return None
    return Seal.objects.create(day=day, last_seq=head.seq, root=head.hash, sealed_at=clock.now())


def _entry(draft: Draft, head: ChainHead) -> Entry:
    """The next row of the chain; moves `head` on to it."""
    actor, subject = draft.actor, draft.subject
    values: dict[str, Any] = {
        "seq": head.seq + 1,
        "at": (draft.at or clock.now()).astimezone(dt.UTC),
        "person_id": actor.person_id,
        "person_name": text(actor.name, 80),
        "organ_id": actor.organ_id,
        "organ_name": text(actor.organ_name, 120),
        "address": text(actor.address, 64),
        "act": text(draft.act, 60),
        "subject_kind": text(
            draft.kind or (type(subject).__name__ if subject is not None else ""), 40
        ),
        "subject_id": text(str(getattr(subject, "pk", "") or ""), 64),
        "subject_label": text(str(subject), 300) if subject is not None else "",
        "outcome": str(draft.outcome),
        "before": None if draft.before is None else plain(draft.before),
        "after": None if draft.after is None else plain(draft.after),
        "note": text(draft.note),
    }
    previous = head.hash or GENESIS
    entry = Entry(**values, previous_hash=previous, hash=digest(values, previous))
    head.seq, head.hash = entry.seq, entry.hash
    return entry


def _locked_head() -> ChainHead:
    """The end of the chain, locked. The first row of a new day seals the days before it."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("审计记录必须与行为写在同一个事务里")
    # SQLite's immediate transactions already let one writer in; PostgreSQL needs the row lock.
    heads = ChainHead.objects.select_for_update()
    head = heads.filter(pk=1).first()
    if head is None:
        ChainHead.objects.get_or_create(pk=1)
        head = heads.get(pk=1)
    today = clock.today()
    if head.day is not None and head.day != today:
        _seal(head, head.day)
    head.day = today
    return head
