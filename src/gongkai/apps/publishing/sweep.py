"""Every page of the site, in parallel where asked, with due changes carried out in between."""

import logging
import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from gongkai.apps.publishing import helping_process
from gongkai.apps.publishing.batches import PAGES_A_BATCH, Options, Plan, prepare
from gongkai.apps.publishing.models import PublicFile
from gongkai.apps.publishing.pages.contract import CannotRender, PageKey
from gongkai.apps.publishing.rounds import Run

log = logging.getLogger(__name__)
Batch = tuple[str, list[PageKey]]
# Below so many pages the start of the helping processes would cost more than they save.
SMALL = 20 * PAGES_A_BATCH


def sweep(run: Run) -> dict[str, str]:
    """Make every page and remove those that are no more; what could not be made, with the reasons."""
    options = Options(durable=False, thorough=run.options.thorough, sm3=run.options.sm3)
    keys, failed = _all_keys(run)
    total, done = sum(map(len, keys.values())), 0
    plans = _parallel if run.jobs > 1 and total > SMALL else _in_turn
    for plan in plans(run, _batches(keys), options):
        failed |= run.carry_out(plan)
        done += len(plan.pages) + len(plan.failures)
        if run.progress:
            run.progress(done, total)
    known = {str(key) for found in keys.values() for key in found}
    stale = [
        page
        for page in PublicFile.objects.order_by().values_list("page", flat=True).distinct()
        # A kind that cannot even list its pages keeps those it has.
        if page not in known and page.partition(":")[0] not in failed
    ]
    return failed | _stale(run, stale)


def _all_keys(run: Run) -> tuple[dict[str, list[PageKey]], dict[str, str]]:
    """Every page by kind; and the kinds that cannot say, with the reasons."""
    keys: dict[str, list[PageKey]] = {}
    failed: dict[str, str] = {}
    for name, kind in run.kinds.items():
        try:
            keys[name] = list(kind.all_keys())
        except CannotRender as error:
            failed[name] = str(error)
        except Exception as error:
            log.exception("不能列出这一类页面：%s", name)
            failed[name] = (
                f"程序不能列出“{name}”类的页面（{type(error).__name__}：{error}）。请联系维护人员。"
            )
    run.outcome.failures |= failed
    return keys, failed


def _batches(keys: dict[str, list[PageKey]]) -> Iterator[Batch]:
    for name, found in keys.items():
        for start in range(0, len(found), PAGES_A_BATCH):
            yield name, found[start : start + PAGES_A_BATCH]


def _in_turn(run: Run, batches: Iterator[Batch], options: Options) -> Iterator[Plan]:
    for name, keys in batches:
        yield prepare(run.kinds[name], keys, run.folder, options)
        run.changes()


def _parallel(run: Run, batches: Iterator[Batch], options: Options) -> Iterator[Plan]:
    """Plans made by other processes. A due change waits until the plans under way are carried out:
    one made before the change must not overwrite a page made after it."""
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[Plan]] = deque()
    with ProcessPoolExecutor(
        run.jobs, mp_context=context, initializer=helping_process.start
    ) as pool:
        for name, keys in batches:
            waiting.append(pool.submit(_prepare_elsewhere, name, keys, run.place, options))
            while len(waiting) >= 2 * run.jobs:
                yield waiting.popleft().result()
            if waiting[0].done() and run.due().exclude(subject__startswith="site:").exists():
                while waiting:
                    yield waiting.popleft().result()
                run.changes()
        while waiting:
            yield waiting.popleft().result()


def _prepare_elsewhere(name: str, keys: list[PageKey], place: object, options: Options) -> Plan:
    from gongkai.apps.publishing.pages.kinds import kinds
    from gongkai.apps.publishing.place import Place

    assert isinstance(place, Place)
    (kind,) = (kind for kind in kinds() if kind.name == name)
    return prepare(kind, keys, place.folder(), options)


def _stale(run: Run, pages: list[str]) -> dict[str, str]:
    """Pages that own files and are in nobody's list. Asked once more: one may be newer than the list."""
    keys = [PageKey.parse(page) for page in pages]
    failed = run.pages(key for key in keys if key.kind in run.kinds)
    ends = [
        (path, page)
        for page, path in PublicFile.objects.filter(
            page__in=[str(key) for key in keys if key.kind not in run.kinds]
        ).values_list("page", "path")
    ]
    if ends:
        failed |= run.carry_out(Plan(ends=ends))
    return failed
