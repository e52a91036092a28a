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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# Tests in these folders that use a database run on SQLite and on PostgreSQL.
STORED = tuple(ROOT / "tests" / name for name in ("apps", "office", "api"))
KEPT = ROOT / ".pytest_cache" / "migrated"


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


def use_sqlite_copy(connection: Any, folder: Path) -> None:
    """Point the connection at a copy of its own, made for speed: nobody needs it after a crash."""
    copy = folder / "test.sqlite3"
    shutil.copyfile(migrated_file(), copy)
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    options = connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace(
        "synchronous=NORMAL", "synchronous=OFF"
    )


@contextmanager
def postgres_copy(connection: Any, worker: str) -> Iterator[None]:
    """Point the connection at a copy of the migrated template, for as long as the worker runs."""
    import psycopg
    from psycopg import sql

    settings = connection.settings_dict
    template, copy = settings["NAME"], f"{settings['NAME']}_{worker}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy))
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(copy), sql.Identifier(template)
    )
    connection.close()
    with psycopg.connect(
        host=settings["HOST"], user=settings["USER"], dbname="postgres", autocommit=True
    ) as server:
        # Two workers cannot copy one template at the same moment.
        server.execute("SELECT pg_advisory_lock(1)")
        server.execute(drop)
        server.execute(create)
        server.execute("SELECT pg_advisory_unlock(1)")
        settings["NAME"] = copy
        yield
        connection.close()
        server.execute(drop)
