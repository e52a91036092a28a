"""The background task, and how a change wakes it."""

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.apps.publishing.engine import publish_due
from gongkai.apps.publishing.manifest.log import BrokenManifest
from gongkai.apps.publishing.manifest.verifying import verify
from gongkai.apps.publishing.place import configured_place


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


# Of each sort of difference so many are named; all of them: `gongkai site verify`.
NAMED = 100


@task()
def verify_files() -> dict[str, object]:
    """Hold every public file against the signed manifest; what was found stays in the task's result."""
    place = configured_place()
    try:
        found = verify(place.root, place.manifest)
    except FileNotFoundError:
        return {"refused": "公开目录里还没有文件。请先重新生成全站。"}
    except (BrokenManifest, ValueError) as error:
        return {"refused": str(error)}
    differences = {"changed": found.changed, "missing": found.missing, "foreign": found.foreign}
    return {
        "checked": found.checked,
        "numbers": {sort: len(paths) for sort, paths in differences.items()},
        "named": {sort: paths[:NAMED] for sort, paths in differences.items()},
    }
