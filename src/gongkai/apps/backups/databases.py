"""The database into a file and back: SQLite by its online backup, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from gongkai.apps.backups.archive import BackupError


def dump(target: Path) -> None:
    """A consistent copy of the whole database, while others go on writing."""
    if connection.vendor == "sqlite":
        _copy_sqlite(target)
    else:
        _run(("pg_dump", "--format=custom", "--no-owner", "--file", str(target)))


def load(source: Path) -> None:
    """Fill the (absent or empty) database from the copy."""
    if connection.vendor == "sqlite":
        _check_sqlite(source)
        connection.close()
        place = Path(str(connection.settings_dict["NAME"]))
        place.parent.mkdir(parents=True, exist_ok=True)
        # A copy, then a rename: killed half-way, there is no half database.
        part = place.with_name(f"{place.name}.part")
        shutil.copyfile(source, part)
        os.replace(part, place)
    else:
        _run(
            ("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction")
            + ("--dbname", str(connection.settings_dict["NAME"]), str(source)),
        )


def is_empty() -> bool:
    """Whether there is no database yet, or none with tables."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return not Path(name).exists() or not connection.introspection.table_names()
    return not connection.introspection.table_names()


def _copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        # The copy stands alone: no write-ahead log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def _check_sqlite(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as why:
        raise BackupError(f"备份里的数据库打不开（{why}）。请换一份备份。") from why
    if said != "ok":
        raise BackupError(f"备份里的数据库有损坏：{said}。请换一份备份。")


def _run(command: tuple[str, ...]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise BackupError(
            f"本机没有 {command[0]}。请安装 PostgreSQL 客户端（apt-get install postgresql-client），"
            "或者由数据库管理员备份、恢复数据库。"
        )
    done = subprocess.run(
        (program, *command[1:]), env=os.environ | _environment(), capture_output=True, text=True
    )
    if done.returncode and "version mismatch" in done.stderr:
        raise BackupError(
            f"本机的 {command[0]} 比数据库服务器旧（服务器 {_server_version()}），不能使用。"
            "请安装与服务器同版本的 PostgreSQL 客户端，或者把它的目录放在 PATH 最前面。"
        )
    if done.returncode:
        raise BackupError(f"{command[0]} 没有成功：{done.stderr.strip()[-500:]}")


def _server_version() -> str:
    """As the server says it: 180004 is 18.4."""
    connection.ensure_connection()
    number = int(connection.connection.info.server_version)
    return f"{number // 10000}.{number % 10000}"


def _environment() -> dict[str, str]:
    """How the client finds the server: in its environment, so that no password stands in a process list."""
    given: dict[str, Any] = connection.settings_dict
    named = {
        "PGDATABASE": given["NAME"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
    }
    return {name: str(value) for name, value in named.items() if value}
