"""The background worker's part inside a test's own transaction, where the worker itself cannot be."""

from typing import Any

from django_tasks_db.models import DBTaskResult


def work(task: Any) -> None:
    """Claim the waiting order of this kind, carry it out, keep its result: as the worker does."""
    waiting = DBTaskResult.objects.ready().get(task_path=task.module_path)
    waiting.claim("test")
    waiting.set_successful(waiting.task.call())
