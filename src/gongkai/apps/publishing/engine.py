"""Bringing the public folder to what the database says: due changes first, whole sweeps between them.

One process holds the folder at a time. Whoever finds it busy may go: the holder looks again after it
has let go, so a change that was committed in the meantime is never left lying.
"""

import os
from collections.abc import Sequence

from django.db import transaction

from gongkai.apps.audit.actor import Actor
from gongkai.apps.changes.models import Effect
from gongkai.apps.publishing.actions import rebuild_site
from gongkai.apps.publishing.batches import Options
from gongkai.apps.publishing.failures import forget_failures, remember_failures
from gongkai.apps.publishing.folder import Busy
from gongkai.apps.publishing.pages.contract import PageKind
from gongkai.apps.publishing.pages.kinds import kinds as every_kind
from gongkai.apps.publishing.place import Place, configured_place
from gongkai.apps.publishing.rounds import Outcome, Progress, Run
from gongkai.apps.publishing.sweep import sweep


def publish_due(
    *, kinds: Sequence[PageKind] | None = None, place: Place | None = None, retry: bool = False
) -> Outcome:
    """Carry out every due change. Safe to call at any time, from any process, any number of times.

    `retry` also takes changes that failed a moment ago.
    """
    run = _run(kinds, place, thorough=False)
    run.retry = retry
    while True:
        try:
            with run.folder.locked():
                run.begin()
                _drain(run)
        except Busy:
            run.outcome.busy = True
            return run.outcome
        if not run.due().exists():
            return run.outcome


def publish_everything(
    actor: Actor,
    *,
    kinds: Sequence[PageKind] | None = None,
    place: Place | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    wait: float = 600,
) -> Outcome:
    """Make every page again; write only what differs from what lies on disk, read byte by byte.

    `jobs` processes render; `progress` is told (pages done, pages in all); `wait` seconds at most for
    another process to let go of the folder, then `Busy`. Due changes are carried out in between.
    """
    run = _run(kinds, place, thorough=True)
    run.retry, run.jobs, run.progress = True, jobs, progress
    with run.folder.locked(wait):
        run.begin()
        # Recorded before it begins: killed half-way, the next start finishes it.
        rebuild_site(actor)
        _drain(run)
        run.mend_manifest()
    return run.outcome


def _run(kinds: Sequence[PageKind] | None, place: Place | None, *, thorough: bool) -> Run:
    place = place or configured_place()
    options = Options(thorough=thorough, sm3=place.sm3)
    return Run(every_kind() if kinds is None else kinds, place, options)


def _drain(run: Run) -> None:
    while run.changes() or _swept(run):
        pass
    run.forget_leftovers()
    if run.manifest.wants_compaction():
        run.restart_manifest()


def _swept(run: Run) -> bool:
    """Every page, because the site itself changed. False if it did not."""
    effects = list(run.due().filter(subject__startswith="site:"))
    if not effects:
        return False
    failed = sweep(run)
    os.sync()
    subjects = {effect.subject for effect in effects}
    with transaction.atomic():
        forget_failures(subjects)
        if failed:
            remember_failures(effects[0].subject, failed)
        else:
            Effect.objects.filter(id__in=[effect.id for effect in effects]).delete()
            run.outcome.effects += len(effects)
    run.tried.update(effect.id for effect in effects)
    return True
