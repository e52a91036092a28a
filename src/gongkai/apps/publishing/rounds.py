"""One call of the engine: what is due, in rounds, under the folder's lock."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from gongkai.apps import clock
from gongkai.apps.changes.models import Effect
from gongkai.apps.publishing.batches import (
    PAGES_A_BATCH,
    Options,
    Plan,
    carry_out,
    prepare,
    together,
)
from gongkai.apps.publishing.failures import forget_failures, remember_failures
from gongkai.apps.publishing.manifest.log import BrokenManifest, ManifestLog, Record, read_manifest
from gongkai.apps.publishing.models import PublicFile
from gongkai.apps.publishing.pages.contract import CannotRender, PageKey, PageKind
from gongkai.apps.publishing.place import Place
from gongkai.apps.publishing.queries import due_effects

log = logging.getLogger(__name__)
EFFECTS_A_ROUND = 200
# Up to so many pages, each file waits for the disk; beyond, the disk is waited for once at the end.
DURABLE_PAGES = 32
Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """What one call did. `busy` if another process holds the folder (it will do the rest)."""

    pages: int = 0
    written: int = 0
    removed: int = 0
    effects: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    busy: bool = False

    def add(self, plan: Plan) -> None:
        self.pages += len(plan.pages)
        self.written += sum(1 for write in plan.writes if write.staged)
        self.removed += len(plan.ends)
        self.failures |= plan.failures
        for page in plan.pages:
            self.failures.pop(page, None)


class Run:
    """One call: what it has tried, and what came of it."""

    def __init__(self, kinds: Sequence[PageKind], place: Place, options: Options) -> None:
        self.kinds = {kind.name: kind for kind in kinds}
        self.place, self.options = place, options
        self.folder = place.folder()
        self.outcome = Outcome()
        self.tried: set[int] = set()
        self.retry, self.jobs = False, 1
        self.progress: Progress | None = None
        self.pending: set[str] = set()

    def due(self) -> "QuerySet[Effect]":
        return due_effects(clock.now(), without=self.tried, rested=not self.retry)

    # -- under the lock --------------------------------------------------------------------

    def begin(self) -> None:
        """The lock is held now: see what a killed process left."""
        self.manifest = ManifestLog(self.place.manifest)
        self.folder.sweep_staging()
        self.pending = set(self.folder.announced())

    def changes(self) -> bool:
        """One round of due changes, those of the whole site left out. False if there are none."""
        effects = list(self.due().exclude(subject__startswith="site:")[:EFFECTS_A_ROUND])
        if not effects:
            return False
        subjects = {effect.subject for effect in effects}
        keys, refused = self._keys(subjects)
        failed = self.pages(keys) if keys else {}
        failed |= refused
        self.outcome.failures |= refused
        self._finish(effects, failed)
        return True

    def _keys(self, subjects: set[str]) -> tuple[set[PageKey], dict[str, str]]:
        """The pages that the subjects touch; and subjects for which a kind could not even say."""
        try:
            return set().union(*(kind.keys_for(subjects) for kind in self.kinds.values())), {}
        except Exception as error:
            if len(subjects) > 1:
                keys, refused = set(), {}
                for subject in subjects:
                    found, wrong = self._keys({subject})
                    keys, refused = keys | found, refused | wrong
                return keys, refused
            (subject,) = subjects
            if isinstance(error, CannotRender):
                return set(), {subject: str(error)}
            log.exception("不能确定哪些页面受影响：%s", subject)
            reason = f"程序不能确定 {subject} 影响哪些页面（{type(error).__name__}：{error}）。请联系维护人员。"
            return set(), {subject: reason}

    def pages(self, keys: Iterable[PageKey]) -> dict[str, str]:
        """Make these pages now; what could not be made, with the reasons."""
        by_kind: dict[str, list[PageKey]] = {}
        for key in sorted(keys):
            by_kind.setdefault(key.kind, []).append(key)
        durable = sum(map(len, by_kind.values())) <= DURABLE_PAGES
        options = Options(durable, self.options.thorough, self.options.sm3)
        plans = (
            prepare(self.kinds[name], found[start : start + PAGES_A_BATCH], self.folder, options)
            for name, found in by_kind.items()
            for start in range(0, len(found), PAGES_A_BATCH)
        )
        failed: dict[str, str] = {}
        if durable:
            failed |= self.carry_out(together(plans))
        else:
            for plan in plans:
                failed |= self.carry_out(plan)
        if not durable:
            os.sync()
        return failed

    def carry_out(self, plan: Plan) -> dict[str, str]:
        carry_out(plan, self.folder, self.manifest, self.pending)
        self.outcome.add(plan)
        return plan.failures

    def _finish(self, effects: list[Effect], failed: dict[str, str]) -> None:
        """Strike out what is done; keep, and explain, what is not."""
        kept: dict[str, dict[str, str]] = {}
        if failed:
            for subject in {effect.subject for effect in effects}:
                touched = {subject}
                if subject not in failed:
                    touched = {str(key) for key in self._keys({subject})[0]}
                if reasons := {page: failed[page] for page in touched & failed.keys()}:
                    kept[subject] = reasons
        done = [effect.id for effect in effects if effect.subject not in kept]
        with transaction.atomic():
            Effect.objects.filter(id__in=done).delete()
            forget_failures({effect.subject for effect in effects} - kept.keys())
            for subject, reasons in kept.items():
                remember_failures(subject, reasons)
        self.outcome.effects += len(done)
        self.tried.update(effect.id for effect in effects if effect.subject in kept)

    def forget_leftovers(self) -> None:
        """Remove files that a killed process wrote and that belong to no page any more."""
        if not self.pending or self.outcome.failures:
            return
        owned = set(PublicFile.objects.filter(path__in=self.pending).values_list("path", flat=True))
        orphans = sorted(self.pending - owned)
        for path in orphans:
            self.folder.remove(path)
        self.manifest.append([], orphans, at=clock.now().isoformat("T", "seconds"))
        self.pending.clear()
        self.folder.confirm()

    def mend_manifest(self) -> None:
        """Begin the manifest's log anew if it says something else than the rows."""
        try:
            listed = read_manifest(self.place.manifest)
        except BrokenManifest:
            listed = {}
        if listed != {record.path: record for record in self._records()}:
            self.restart_manifest()

    def restart_manifest(self) -> None:
        """Begin the manifest's log anew from the rows."""
        self.manifest.restart(self._records(), at=clock.now().isoformat("T", "seconds"))

    def _records(self) -> Iterator[Record]:
        rows = PublicFile.objects.order_by("path").values_list("path", "sha256", "size", "sm3")
        last = ""
        for row in rows.iterator(chunk_size=5_000):
            if row[0] != last:
                yield Record(*row)
            last = row[0]
