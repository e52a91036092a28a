"""Recording that something changed, inside the act that changed it.

A subject is a word and a number: `item:12`, `column:7`, `organ:3`, `guide:3`, `annual:3` (an organ's
reports), `standard:3` (its 标准目录), `site:1`. Consumers (`publishing`, `search`) register when their app is ready; the rooms below
never know them.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.changes.models import Effect

SUBJECT_KINDS = ("item", "column", "organ", "guide", "annual", "standard", "site")
_consumers: dict[str, Callable[[], object]] = {}


def register(consumer: str, wake: Callable[[], object]) -> None:
    """`wake()` is called after the commit of every change; it only has to start the consumer's task."""
    _consumers[consumer] = wake


def changed(*subjects: str) -> None:
    """Record that these subjects changed. Call inside the transaction of the act."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("变动必须与行为写在同一个事务里")
    _check(subjects)
    at = clock.now()
    Effect.objects.bulk_create(
        Effect(consumer=consumer, subject=subject, recorded_at=at)
        for subject in subjects
        for consumer in _consumers
    )
    for wake in _consumers.values():
        transaction.on_commit(wake, robust=True)


def changed_for(consumer: str, *subjects: str) -> None:
    """One consumer has to do these again (the others have not changed). In the caller's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("变动必须与行为写在同一个事务里")
    _check(subjects)
    at = clock.now()
    Effect.objects.bulk_create(
        Effect(consumer=consumer, subject=subject, recorded_at=at) for subject in subjects
    )
    transaction.on_commit(_consumers[consumer], robust=True)


def wake_due() -> None:
    """Wake every consumer that has effects waiting: a program was killed before it could."""
    waiting = Effect.objects.order_by().values_list("consumer", flat=True).distinct()
    for consumer in waiting:
        if wake := _consumers.get(consumer):
            wake()


def _check(subjects: Iterable[str]) -> None:
    for subject in subjects:
        kind, _, number = subject.partition(":")
        if kind not in SUBJECT_KINDS or not number.isdigit():
            raise ValueError(f"变动的对象写法不对：{subject}")
