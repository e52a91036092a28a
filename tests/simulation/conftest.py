"""One county that has lived its two years, for all tests of this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from proof.year_simulation.run import Kept, simulate

SEED = 1


@pytest.fixture(scope="package")
def kept(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """Lived once for this folder; taken back at its end."""
    from django.conf import settings

    before = settings.SEALED_ROOT
    settings.SEALED_ROOT = tmp_path_factory.mktemp("sealed")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield simulate(SEED)
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)
            settings.SEALED_ROOT = before
            connection.close()
