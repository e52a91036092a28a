"""Computing running cases anew: on a new day, and when the rules changed. Costs grow with running cases only."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

from django.db import IntegrityError, transaction

from gongkai.apps import clock
from gongkai.apps.cases.models import Case, LocalRules, Moved, Recomputation
from gongkai.apps.cases.recording import locked
from gongkai.apps.cases.refusals import Refused
from gongkai.apps.cases.standing import OPEN, refresh

BATCH = 200
# One that has not moved for so long was broken off.
PATIENCE = dt.timedelta(minutes=5)
LAW_FOLDERS = ("law", "law/parameters", "working_days/notices", "deadlines", "cases", "fees")

# What other apps compute anew with the cases: (recomputation) → None.
_followers: list[Callable[[Recomputation], None]] = []


def follow(work: Callable[[Recomputation], None]) -> None:
    """Have `work` done at the end of every recomputation; the same function again changes nothing."""
    if work not in _followers:
        _followers.append(work)


@cache
def _program_law() -> str:
    """A digest of the rules that come with the program: its data files."""
    digest = hashlib.sha256()
    for folder in LAW_FOLDERS:
        root = files("gongkai.domain").joinpath(folder)
        for file in sorted(root.iterdir(), key=lambda one: one.name):
            if file.name.endswith(".yaml"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def fingerprint() -> str:
    """Of the rules in use: the program's, and the local file's version. One query."""
    newest = LocalRules.objects.order_by("-id").values_list("pk", flat=True).first()
    return hashlib.sha256(f"{_program_law()} {newest}".encode()).hexdigest()


def due(at: dt.datetime) -> Recomputation | None:
    """The recomputation that somebody should carry out now: begun and broken off, or a new one. None: nothing.

    Of several who ask at once, one is given the new one.
    """
    day = at.astimezone(clock.CHINA).date()
    last, law = Recomputation.objects.first(), fingerprint()
    if last is not None and last.finished_at is None:
        return last if at - last.touched_at > PATIENCE else None
    if last is not None and last.fingerprint == law and last.day >= day:
        return None
    changed = last is not None and last.fingerprint != law
    reason = Recomputation.LAW if changed else Recomputation.DAILY
    try:
        with transaction.atomic():
            return Recomputation.objects.create(
                day=day, reason=reason, fingerprint=law, started_at=at, touched_at=at
            )
    except IntegrityError:  # a colleague was quicker
        return None


def carry_out(made: Recomputation) -> Recomputation:
    """Compute every running case, each in a transaction of its own, and note what moved."""
    running = Case.objects.filter(state__in=OPEN)
    made.total = made.done + running.filter(pk__gt=made.last_pk).count()
    _touch(made)
    for pks in _batches(made.last_pk):
        for pk in pks:
            _one(made, pk)
        made.done, made.last_pk = made.done + len(pks), pks[-1]
        _touch(made)
    for work in _followers:
        work(made)
    made.finished_at = clock.now()
    _touch(made)
    return made


def _batches(after: int) -> Iterator[list[int]]:
    while True:
        rows = Case.objects.filter(state__in=OPEN, pk__gt=after).order_by("pk")
        pks = list(rows.values_list("pk", flat=True)[:BATCH])
        if not pks:
            return
        yield pks
        after = pks[-1]


def _touch(made: Recomputation) -> None:
    made.touched_at = clock.now()
    made.save()


def _one(made: Recomputation, pk: int) -> None:
    before = case = None
    try:
        with transaction.atomic():
            case = locked(Case(pk=pk))
            before = said(case)
            refresh(case)
            if said(case) != before:
                _note(made, case, before, said(case))
    except Refused as no:
        # The case stays as it was; a person has to look at it.
        if case is not None and before is not None:
            _note(made, case, before, f"算不出：{no}"[:200])


def _note(made: Recomputation, case: Case, before: str, after: str) -> None:
    Moved.objects.create(
        recomputation=made,
        kind="case",
        object_id=case.pk,
        organ_id=case.organ_id,
        number=case.number,
        before=before,
        after=after,
    )


def said(case: Case) -> str:
    """The due day of a case in words, for the list of what moved."""
    if case.due_on is None:
        return case.waits_for or "没有期限"
    return f"{case.due_on.isoformat()}{'（暂定）' if case.due_provisional else ''}"
