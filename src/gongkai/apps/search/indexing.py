"""Keeping the index in step with what is public.

Every change leaves an `Effect` for the consumer "search". `catch_up` brings the changed items into the
index and deletes the effects when the index is on disk; killed in between, it does them once more.

A rebuild reads everything into an index aside while the old one goes on being searched and changed. What
`catch_up` does meanwhile it also writes into a journal; before the new index takes the old one's
place, the journal's subjects are read again. So neither index ever shows what is not public.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from gongkai.apps.changes.models import Effect
from gongkai.apps.disclosure.models import Edition
from gongkai.apps.search import locks
from gongkai.apps.search.engine.interface import Building, IndexMissing, SearchBackend, State
from gongkai.apps.search.guides import guide_documents, public_guides
from gongkai.apps.search.places import read_places
from gongkai.apps.search.queries import (
    county_words,
    documents_of,
    item_documents,
    keys_touched,
    public_item_ids,
)

CONSUMER = "search"
BATCH = 500
WRITER, REBUILD = "writer", "rebuild"
_PART = 2_000  # documents that become visible together where one change touches very many
Progress = Callable[[int, int], None]


def catch_up(backend: SearchBackend, wait: float = 20.0) -> int:
    """Do what is due; the number of documents looked at. IndexBusy while another process is at it.

    Where there is no index yet, the first one is built.
    """
    try:
        backend.state()
    except IndexMissing:
        return rebuild(backend, wait=wait).documents if _due().exists() else 0
    done = 0
    with locks.held(WRITER, wait):
        while effects := _next_effects():
            subjects = {effect.subject for effect in effects}
            done += _bring_in(backend, keys_touched(subjects))
            _note(subjects)
            Effect.objects.filter(pk__in=[effect.pk for effect in effects]).delete()
    return done


def _next_effects() -> list[Effect]:
    """Single items first: the new name of an organ concerns thousands and must not hold them up."""
    items = list(_due().filter(subject__startswith="item:")[:BATCH])
    return items or list(_due()[:1])


def _due():  # type: ignore[no-untyped-def]
    return Effect.objects.filter(consumer=CONSUMER).order_by("id")


def _bring_in(backend: SearchBackend | Building, keys: set[str]) -> int:
    places, in_order = read_places(), sorted(keys)
    for at in range(0, len(in_order), _PART):
        part = in_order[at : at + _PART]
        documents = documents_of(part, places)
        if isinstance(backend, Building):
            backend.remove(part)
            backend.index(documents)
        else:
            backend.index(documents, removing=part)
    return len(in_order)


def rebuild(
    backend: SearchBackend, tell: Progress = lambda done, total: None, wait: float = 20.0
) -> State:
    """The whole index anew from the database, put in place at once. IndexBusy where one is being built."""
    with locks.held(REBUILD, wait):
        with locks.held(WRITER, wait):
            _journal().parent.mkdir(parents=True, exist_ok=True)
            _journal().write_text("", encoding="ascii")
        # What is due now is done by reading everything; what comes later is due or in the journal.
        covered = list(_due().values_list("pk", flat=True))
        building = backend.rebuild(county_words())
        try:
            _fill(building, tell)
            building.settle()
            with locks.held(WRITER, 600.0):
                subjects = _journal().read_text("ascii").split()
                _bring_in(building, keys_touched(subjects))
                state = building.finish()
                _journal().unlink()
        except BaseException:
            building.abandon()
            raise
        for at in range(0, len(covered), BATCH):
            Effect.objects.filter(pk__in=covered[at : at + BATCH]).delete()
    return state


def _fill(building: Building, tell: Progress) -> None:
    guides = len(public_guides())
    total, places, part = Edition.objects.public().count() + guides, read_places(), []
    done = guides
    tell(0, total)
    building.index(guide_documents(None, places))
    for item in public_item_ids():
        part.append(item)
        if len(part) == _PART // 4:
            building.index(item_documents(part, places))
            done += len(part)
            part = []
            tell(done, total)
    building.index(item_documents(part, places))
    tell(done + len(part), total)


def _journal() -> Path:
    return Path(settings.INDEX_ROOT) / "rebuild.journal"


def _note(subjects: set[str]) -> None:
    """For the index that is being built aside. A journal whose rebuild was killed is taken away."""
    journal = _journal()
    if not journal.exists():
        return
    if not locks.is_held(REBUILD):
        journal.unlink(missing_ok=True)
        return
    with journal.open("a", encoding="ascii") as file:
        file.write("".join(f"{subject}\n" for subject in sorted(subjects)))
        file.flush()
        os.fsync(file.fileno())
