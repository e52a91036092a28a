"""Having the index built anew: ordered here, done by the worker, read here."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.apps import clock
from gongkai.apps.audit import actions as audit
from gongkai.apps.audit.actor import Actor
from gongkai.apps.organs import access
from gongkai.apps.search.tasks import rebuild

# A task that runs longer belongs to a worker that was killed.
LONGEST = dt.timedelta(hours=6)


def ask_rebuild(actor: Actor) -> bool:
    """Have the worker build the whole index anew. False: one is waiting or being built already."""
    access.require(actor, "site.publish")
    with transaction.atomic():
        audit.record(actor, "site.publish", kind="Site", note="重建检索索引")
        if rebuild_under_way():
            return False
        rebuild.enqueue()
    return True


def rebuild_under_way() -> bool:
    """Whether a rebuild waits for the worker, or is being done."""
    running = Q(status=TaskResultStatus.RUNNING, started_at__gt=clock.now() - LONGEST)
    orders = DBTaskResult.objects.filter(task_path=rebuild.module_path)
    return orders.filter(Q(status=TaskResultStatus.READY) | running).exists()


def last_rebuild() -> tuple[dt.datetime, dict[str, Any]] | None:
    """When the worker last built it, and what came of it (`tasks.rebuild`). None: never."""
    done = DBTaskResult.objects.filter(
        task_path=rebuild.module_path, status=TaskResultStatus.SUCCESSFUL
    )
    last = done.order_by("-finished_at").first()
    return (last.finished_at, last.return_value) if last else None
