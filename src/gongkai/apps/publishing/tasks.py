"""The background task, and how a change wakes it."""

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.apps.publishing.engine import publish_due


# Before everything else that waits: the public is waiting for a correction or a withdrawal.
@task(priority=50)
def publish() -> dict[str, int]:
    """Carry out what is due; the numbers stay in the task's result."""
    outcome = publish_due()
    return {
        "pages": outcome.pages,
        "written": outcome.written,
        "removed": outcome.removed,
        "failed": len(outcome.failures),
    }


def wake() -> None:
    """Have `publish` run soon. One waiting task is enough, however many changes there were."""
    waiting = DBTaskResult.objects.filter(
        task_path=publish.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        publish.enqueue()
