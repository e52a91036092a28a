"""The background task of the index, and how a change wakes it."""

import datetime as dt

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.apps import clock
from gongkai.apps.search.engine.interface import IndexBusy, SearchError
from gongkai.apps.search.indexing import catch_up
from gongkai.apps.search.indexing import rebuild as rebuild_index
from gongkai.apps.search.opening import backend

AGAIN_AFTER = dt.timedelta(seconds=10)


@task()
def index() -> dict[str, object]:
    """Bring the changes into the index. While another process writes, again a little later."""
    try:
        return {"items": catch_up(backend())}
    except IndexBusy as busy:
        index.using(run_after=clock.now() + AGAIN_AFTER).enqueue()
        return {"busy": str(busy)}


@task()
def rebuild() -> dict[str, object]:
    """The whole index anew; the old one is searched until the new one is there."""
    try:
        return {"documents": rebuild_index(backend()).documents}
    except SearchError as error:
        return {"refused": str(error)}


def wake() -> None:
    """Have `index` run soon. One waiting task is enough, however many changes there were."""
    waiting = DBTaskResult.objects.filter(
        task_path=index.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        index.enqueue()
