"""What holds for every test: nothing may depend on how fast the machine is, nor on chance."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests.databases import STORED, PostgresCopy, SqliteCopy

# Hypothesis would fail an example that takes 200 ms, and one that is drawn slowly: both are the
# machine's doing. `derandomize` draws the same examples in every run.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")

# A dozen people in every small county: the real hasher takes a third of a second for each.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_make_parametrize_id(val: object) -> str | None:
    """A packed file holds the second it was made in: the workers would not agree on the test's name."""
    return "bytes" if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        uses = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if (uses or item.get_closest_marker("django_db")) and any(
            folder in item.path.parents for folder in STORED
        ):
            item.add_marker(pytest.mark.stored)
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A migrated copy for this worker, in place of running the migrations.

    After a test with transactions of its own a new copy is taken: the log of acts cannot be emptied,
    and the rows that migrations make would be gone.
    """
    from django.db import connection

    with django_db_blocker.unblock():
        copy: SqliteCopy | PostgresCopy
        if connection.vendor == "sqlite":
            copy = SqliteCopy(connection, tmp_path_factory.mktemp("database"))
        else:
            copy = PostgresCopy(connection, os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: copy.restore())
        yield
    with django_db_blocker.unblock():
        copy.close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """`scripts/test.sh` runs the tests twice and wants one sum: leave the counts where it asks."""
    counts = os.environ.get("GONGKAI_TEST_COUNTS")
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if counts and reporter and not hasattr(session.config, "workerinput"):
        sums = [
            len(reporter.stats.get("passed", ())),
            len(reporter.stats.get("failed", ())) + len(reporter.stats.get("error", ())),
            len(reporter.stats.get("skipped", ())),
        ]
        with Path(counts).open("a", encoding="ascii") as file:
            file.write(" ".join(map(str, sums)) + "\n")
