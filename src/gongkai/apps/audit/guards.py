"""Triggers in the database itself: whoever reaches the tables by another way cannot change them either.

For the log and its seals, and for the tables of events that other apps keep. A later migration that
rebuilds such a table on SQLite drops them with the old table: run `raising` again after it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import migrations

TABLES = ("audit_entry", "audit_seal")
MESSAGE = "审计记录只能追加"


def raising(vendor: str, tables: Sequence[str] = TABLES, message: str = MESSAGE) -> Iterator[str]:
    """Statements that forbid UPDATE, DELETE (and on PostgreSQL TRUNCATE) on tables of one app."""
    if vendor not in ("sqlite", "postgresql"):
        raise NotImplementedError(f"没有为 {vendor} 写只能追加的触发器")
    function = _function(tables)
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS\n"
            f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$\n"
        )
    for table in tables:
        if vendor == "sqlite":
            for word in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{word.lower()} BEFORE {word} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
        else:
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {function}()"
            )
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            )


def lowering(vendor: str, tables: Sequence[str] = TABLES) -> Iterator[str]:
    """Statements that take the triggers away: for undoing the migration, and for tests that tamper."""
    for table in tables:
        if vendor == "sqlite":
            for word in ("update", "delete"):
                yield f"DROP TRIGGER IF EXISTS {table}_no_{word}"
        else:
            yield f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"


def guarded(tables: Sequence[str] = TABLES, message: str = MESSAGE) -> migrations.RunPython:
    """The step of a migration that raises the triggers; undone, it lowers them."""

    def up(_: Any, editor: Any) -> None:
        for statement in raising(editor.connection.vendor, tables, message):
            editor.execute(statement)

    def down(_: Any, editor: Any) -> None:
        for statement in lowering(editor.connection.vendor, tables):
            editor.execute(statement)

    return migrations.RunPython(up, down)


def _function(tables: Sequence[str]) -> str:
    """The function of an app's triggers on PostgreSQL: audit_append_only, cases_append_only …"""
    return f"{tables[0].partition('_')[0]}_append_only"
