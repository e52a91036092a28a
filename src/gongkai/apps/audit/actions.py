"""Adding to the log. There is no function that changes or removes a row, and there will be none."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.audit.actor import Actor
from gongkai.apps.audit.models import ChainHead, Entry, Outcome

# What the first row is bound to.
GENESIS = "0" * 64
FIELDS = (
    "seq", "at", "person_id", "person_name", "organ_id", "organ_name", "address", "act", "subject_kind",
    "subject_id", "subject_label", "outcome", "before", "after", "note",
)  # fmt: skip


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
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("审计记录必须与行为写在同一个事务里")
    head = _locked_head()
    entry = Entry(
        seq=head.seq + 1,
        at=(at or clock.now()).astimezone(dt.UTC),
        person_id=actor.person_id,
        person_name=actor.name,
        organ_id=actor.organ_id,
        organ_name=actor.organ_name,
        address=actor.address,
        act=act,
        subject_kind=kind or (type(subject).__name__ if subject is not None else ""),
        subject_id=str(getattr(subject, "pk", "") or ""),
        subject_label=str(subject)[:300] if subject is not None else "",
        outcome=outcome,
        before=_plain(before),
        after=_plain(after),
        note=note,
        previous_hash=head.hash or GENESIS,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save()
    return entry


def digest(entry: Entry) -> str:
    """SHA-256 over the row's fields, in a fixed form, and the hash of the row before."""
    values = {name: getattr(entry, name) for name in FIELDS}
    values["at"] = values["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    form = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{form}".encode()).hexdigest()


def _locked_head() -> ChainHead:
    # SQLite's immediate transactions already let one writer in; PostgreSQL needs the row lock.
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    return head or ChainHead.objects.get_or_create(pk=1)[0]


def _plain(values: Mapping[str, Any] | None) -> Any:
    """JSON values only: what is stored is what was hashed."""
    if values is None:
        return None
    return json.loads(json.dumps(dict(values), ensure_ascii=False, default=str))
