"""Having the public files held against the manifest: ordered here, done by the worker, read here."""

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
from gongkai.apps.publishing.tasks import verify_files

# A task that runs longer belongs to a worker that was killed.
LONGEST = dt.timedelta(hours=1)


def ask_verification(actor: Actor) -> bool:
    """Have the worker verify every public file. False: one is waiting or at it already."""
    access.require(actor, "site.publish")
    with transaction.atomic():
        audit.record(actor, "site.publish", kind="Site", note="校验全站文件")
        if under_way(verify_files.module_path):
            return False
        verify_files.enqueue()
    return True


def under_way(task_path: str) -> bool:
    """Whether such a task waits for the worker, or is being done."""
    running = Q(status=TaskResultStatus.RUNNING, started_at__gt=clock.now() - LONGEST)
    orders = DBTaskResult.objects.filter(task_path=task_path)
    return orders.filter(Q(status=TaskResultStatus.READY) | running).exists()


def last_verification() -> tuple[dt.datetime, dict[str, Any]] | None:
    """When it was last done, and what it found (`tasks.verify_files`). None: never."""
    done = DBTaskResult.objects.filter(
        task_path=verify_files.module_path, status=TaskResultStatus.SUCCESSFUL
    )
    last = done.order_by("-finished_at").first()
    return (last.finished_at, last.return_value) if last else None
