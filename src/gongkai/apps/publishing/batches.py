"""One batch of pages: rendered and compared without touching the public folder, then carried out.

`prepare` may run in any process; it only stages files. `carry_out` runs under the folder's lock and keeps
an order that a kill at any moment cannot hurt:

    announce new paths -> move files -> remove files -> manifest -> rows -> confirm

Until the rows are there the effect stays due, and doing it again finds the bytes in place.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.db import transaction

from gongkai.apps import clock
from gongkai.apps.publishing.folder import CHUNK, PublicFolder, UnsafePath, checked_path
from gongkai.apps.publishing.manifest.log import ManifestLog, Record
from gongkai.apps.publishing.models import PublicFile, PublishingFailure
from gongkai.apps.publishing.pages.contract import (
    CannotRender,
    Failed,
    PageKey,
    PageKind,
    Rendered,
)
from gongkai.documents.errors import why_not

log = logging.getLogger(__name__)
# Enough to read in bulk, few enough to stay in memory.
PAGES_A_BATCH = 200


@dataclass(frozen=True)
class Write:
    """A file that a page owns from now on. `staged` is "" if the bytes lie in place already."""

    page: str
    record: Record
    staged: str = ""


@dataclass
class Plan:
    """What a batch of pages comes to. Travels between processes."""

    pages: list[str] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    # (path, page) rows that are over.
    ends: list[tuple[str, str]] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    durable: bool = True


@dataclass(frozen=True)
class Options:
    """`thorough` reads copied files again to see whether somebody changed them on disk."""

    durable: bool = True
    thorough: bool = False
    sm3: bool = False


def prepare(
    kind: PageKind, keys: Sequence[PageKey], folder: PublicFolder, options: Options
) -> Plan:
    """Render the pages (all of one kind) and stage what differs from the public folder."""
    plan = Plan(durable=options.durable)
    files = _rendered(kind, keys, plan)
    owned = _rows_of(str(key) for key in keys)
    others = _owners_of({file.path for found in files.values() for file in found})
    ending = {
        (path, page)
        for page, rows in owned.items()
        if page in files
        for path in rows.keys() - {file.path for file in files[page]}
    }
    taken: dict[str, str] = {}
    for page, found in files.items():
        try:
            writes = [
                _write(file, owned.get(page, {}).get(file.path), folder, options) for file in found
            ]
            _claim(page, writes, taken, others, ending)
        except (UnsafePath, CannotRender) as error:
            plan.failures[page] = str(error)
        except OSError as error:
            plan.failures[page] = _disk_sentence(error)
        else:
            plan.pages.append(page)
            plan.writes += [write for write in writes if write is not None]
    plan.ends = sorted(end for end in ending if end[1] not in plan.failures)
    return plan


def _rendered(kind: PageKind, keys: Sequence[PageKey], plan: Plan) -> dict[str, list[Rendered]]:
    """The files of every page that could be rendered; the reasons of the others go into the plan."""
    found: dict[str, list[Rendered]] = {str(key): [] for key in keys}
    try:
        for answer in kind.render(keys):
            if isinstance(answer, Failed):
                plan.failures[str(answer.key)] = answer.reason
            elif answer.body is not None:
                found[str(answer.key)].append(answer)
    except Exception as error:
        if len(keys) > 1:
            # One page of the batch breaks it: find out which, and make the others.
            plan.failures.clear()
            alone = [_rendered(kind, [key], plan) for key in keys]
            return {page: files for part in alone for page, files in part.items()}
        if not isinstance(error, CannotRender):
            log.exception("页面 %s 生成出错", keys[0])
            error = CannotRender(
                f"程序生成这个页面时出错（{type(error).__name__}：{error}）。请联系维护人员。"
            )
        plan.failures[str(keys[0])] = str(error)
    return {page: files for page, files in found.items() if page not in plan.failures}


def _write(
    file: Rendered, known: str | None, folder: PublicFolder, options: Options
) -> Write | None:
    """What has to be done for one file; None if it lies there and is recorded. `known`: its digest."""
    path, page, body = checked_path(file.path), str(file.key), file.body
    if isinstance(body, Path):
        size = body.stat().st_size
        in_place = known is not None and folder.size(path) == size
        if in_place and (not options.thorough or folder.digest(path) == known):
            return None
        sha256, sm3 = _digests_of_file(body, options.sm3)
    else:
        assert body is not None
        size, in_place = len(body), folder.same(path, body)
        sha256 = hashlib.sha256(body).hexdigest()
        if in_place and sha256 == known:
            return None
        sm3 = _sm3(body) if options.sm3 else ""
        if in_place:
            return Write(page, Record(path, sha256, size, sm3))
    return Write(page, Record(path, sha256, size, sm3), folder.stage(body))


def _claim(
    page: str,
    writes: Iterable[Write | None],
    taken: dict[str, str],
    others: dict[str, dict[str, str]],
    ending: set[tuple[str, str]],
) -> None:
    """Two pages may own one path only with the same bytes."""
    for write in writes:
        if write is None:
            continue
        path, sha256 = write.record.path, write.record.sha256
        rivals = {
            digest
            for owner, digest in others.get(path, {}).items()
            if owner != page and (path, owner) not in ending
        }
        if taken.setdefault(path, sha256) != sha256 or rivals - {sha256}:
            raise CannotRender(_taken(path))


def together(plans: Iterable[Plan]) -> Plan:
    """Plans of several kinds as one: one block of the manifest, one transaction."""
    whole = Plan()
    taken: dict[str, Write] = {}
    for plan in plans:
        for write in plan.writes:
            other = taken.setdefault(write.record.path, write)
            if other.record.sha256 != write.record.sha256:
                plan.failures[write.page] = _taken(write.record.path)
        whole.durable = whole.durable and plan.durable
        whole.failures |= plan.failures
        whole.pages += [page for page in plan.pages if page not in plan.failures]
        whole.writes += [write for write in plan.writes if write.page not in plan.failures]
        whole.ends += [end for end in plan.ends if end[1] not in plan.failures]
    return whole


def carry_out(plan: Plan, folder: PublicFolder, manifest: ManifestLog, pending: set[str]) -> Plan:
    """Bring the folder, the manifest and the rows to what the plan says. Under the lock only.

    `pending` are paths that a killed process had announced; they stay announced. Returns the plan
    with what the disk refused moved from `writes` to `failures`.
    """
    known = _owners_of({write.record.path for write in plan.writes} | {p for p, _ in plan.ends})
    fresh = {write.record.path for write in plan.writes} - known.keys()
    if fresh:
        folder.announce(pending | fresh)
    _move(plan, folder)
    gone = _unclaimed(plan, known)
    for path in gone:
        folder.remove(path)
    at = clock.now()
    manifest.append([write.record for write in plan.writes], gone, at=at.isoformat("T", "seconds"))
    with transaction.atomic():
        PublicFile.objects.bulk_create(
            [
                PublicFile(page=write.page, written_at=at, **write.record._asdict())
                for write in plan.writes
            ],
            update_conflicts=True,
            unique_fields=["path", "page"],
            update_fields=["sha256", "sm3", "size", "written_at"],
        )
        for path, page in plan.ends:
            PublicFile.objects.filter(path=path, page=page).delete()
        PublishingFailure.objects.filter(page__in=plan.pages).delete()
    if fresh:
        folder.announce(pending) if pending else folder.confirm()
    return plan


def _move(plan: Plan, folder: PublicFolder) -> None:
    if plan.durable:
        folder.flush(write.staged for write in plan.writes if write.staged)
    moved = []
    for write in plan.writes:
        try:
            if write.staged:
                folder.put(write.staged, write.record.path)
        except OSError as error:
            plan.failures[write.page] = _disk_sentence(error)
        else:
            moved.append(write)
    if plan.durable:
        folder.settle(write.record.path for write in moved if write.staged)
    plan.writes = moved
    plan.pages = [page for page in plan.pages if page not in plan.failures]
    plan.ends = [end for end in plan.ends if end[1] not in plan.failures]


def _unclaimed(plan: Plan, known: dict[str, dict[str, str]]) -> list[str]:
    """Paths that nobody owns once the plan's ends are carried out."""
    ends, kept = set(plan.ends), {write.record.path for write in plan.writes}
    return sorted(
        {
            path
            for path, _ in ends
            if path not in kept and all((path, owner) in ends for owner in known.get(path, {}))
        }
    )


def _rows_of(pages: Iterable[str]) -> dict[str, dict[str, str]]:
    """page -> path -> digest."""
    found: dict[str, dict[str, str]] = {}
    rows = PublicFile.objects.filter(page__in=list(pages)).order_by()
    for page, path, sha256 in rows.values_list("page", "path", "sha256"):
        found.setdefault(page, {})[path] = sha256
    return found


def _owners_of(paths: Iterable[str]) -> dict[str, dict[str, str]]:
    """path -> page -> digest."""
    found: dict[str, dict[str, str]] = {}
    if not (wanted := list(paths)):
        return found
    rows = PublicFile.objects.filter(path__in=wanted).order_by()
    for path, page, sha256 in rows.values_list("path", "page", "sha256"):
        found.setdefault(path, {})[page] = sha256
    return found


def _sm3(body: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(body)
    return digest.finalize().hex()


def _digests_of_file(path: Path, with_sm3: bool) -> tuple[str, str]:
    sha256, sm3 = hashlib.sha256(), hashes.Hash(hashes.SM3())
    for chunk in _chunks(path):
        sha256.update(chunk)
        if with_sm3:
            sm3.update(chunk)
    return sha256.hexdigest(), sm3.finalize().hex() if with_sm3 else ""


def _chunks(path: Path) -> Iterator[bytes]:
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _taken(path: str) -> str:
    return f"另一个页面也要写入 {path}，内容不同。请检查两条信息的附件名称、栏目代码是否重复。"


def _disk_sentence(error: OSError) -> str:
    return (
        f"公开目录写入失败：{why_not(error)}（{error.filename or ''}）。请检查磁盘空间和目录权限。"
    )
