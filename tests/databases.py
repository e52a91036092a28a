"""The test database: migrated once for each state of the migrations, then copied for every worker.

Wagtail's two hundred migrations take 8 to 30 seconds; a copy of the file they end in takes none.
PostgreSQL: `python -m tests.postgres …` starts a server and migrates a template; see there.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# Tests in these folders that use a database run on SQLite and on PostgreSQL.
STORED = tuple(ROOT / "tests" / name for name in ("apps", "office", "api", "safety", "simulation"))
KEPT = ROOT / ".pytest_cache" / "migrated"


def examples(number: int) -> int:
    """How many examples a property of stored things draws: all on SQLite, a quarter on PostgreSQL.

    What is drawn is the same; there it is asked whether the other database answers alike.
    """
    return max(5, number // 4) if os.environ.get("GONGKAI_DATABASE") else number


def state_of_migrations() -> str:
    """A name for what `migrate` would do now: our migrations, our apps, the locked versions of the rest."""
    files = sorted((ROOT / "src" / "gongkai").rglob("migrations/*.py"))
    files += [ROOT / "uv.lock", ROOT / "src/gongkai/config/settings.py"]
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def migrated_file() -> Path:
    """A SQLite file that is migrated and empty; made by the first who asks, the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = KEPT / f"{state_of_migrations()}.sqlite3"
    with _alone(KEPT / "lock"):
        if not made.exists():
            building = KEPT / f"building-{os.getpid()}"
            migrate(building, database="")
            os.replace(building / "gongkai.sqlite3", made)
            shutil.rmtree(building)
            for old in sorted(KEPT.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-4]:
                old.unlink(missing_ok=True)
    return made


def migrate(home: Path, database: str) -> None:
    """Run every migration in a process of its own. `database` is an address, or empty for SQLite."""
    home.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--settings", "gongkai.config.settings"],
        env=os.environ | {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE": database},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"migrate failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class SqliteCopy:
    """A copy of the migrated file, made for speed: nobody needs it after a crash."""

    def __init__(self, connection: Any, folder: Path) -> None:
        self.connection, self.copy = connection, folder / "test.sqlite3"
        connection.settings_dict["NAME"] = str(self.copy)
        options = connection.settings_dict["OPTIONS"]
        fast = options["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")
        options["init_command"] = fast
        self.restore()

    def restore(self) -> None:
        """As it was when the session began, with the rows that migrations make."""
        self.close()
        shutil.copyfile(migrated_file(), self.copy)

    def close(self) -> None:
        self.connection.close()
        for path in self.copy.parent.glob(f"{self.copy.name}*"):
            path.unlink()


class PostgresCopy:
    """A copy of the migrated template for one worker."""

    def __init__(self, connection: Any, worker: str) -> None:
        import psycopg
        from psycopg import sql

        settings = connection.settings_dict
        template, copy = settings["NAME"], f"{settings['NAME']}_{worker}"
        self.connection = connection
        self.drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy))
        self.create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(copy), sql.Identifier(template)
        )
        connection.close()
        self.server = psycopg.connect(
            host=settings["HOST"], user=settings["USER"], dbname="postgres", autocommit=True
        )
        settings["NAME"] = copy
        self.restore()

    def restore(self) -> None:
        """As it was when the session began, with the rows that migrations make."""
        self.connection.close()
        # Two workers cannot copy one template at the same moment.
        self.server.execute("SELECT pg_advisory_lock(1)")
        try:
            self._anew()
        finally:
            self.server.execute("SELECT pg_advisory_unlock(1)")

    def _anew(self) -> None:
        """Somebody may still be leaving the template: a worker that starts, the server's own cleaning."""
        from psycopg.errors import ObjectInUse

        self.server.execute(self.drop)
        end = time.monotonic() + 120
        while True:
            try:
                self.server.execute(self.create)
                return
            except ObjectInUse:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def close(self) -> None:
        self.connection.close()
        self.server.execute(self.drop)
        self.server.close()
