"""Triggers in the database itself: whoever reaches the tables by another way cannot change them either.

A later migration that rebuilds `audit_entry` or `audit_seal` on SQLite drops them with the old table:
run `raising` again after it.
"""

from collections.abc import Iterator

TABLES = ("audit_entry", "audit_seal")
MESSAGE = "审计记录只能追加"

_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
"""


def raising(vendor: str) -> Iterator[str]:
    """Statements that forbid UPDATE, DELETE (and on PostgreSQL TRUNCATE) on the log and its seals."""
    if vendor not in ("sqlite", "postgresql"):
        raise NotImplementedError(f"没有为 {vendor} 写审计表的触发器")
    if vendor == "postgresql":
        yield _POSTGRES_FUNCTION
    for table in TABLES:
        if vendor == "sqlite":
            for word in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{word.lower()} BEFORE {word} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )
        else:
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION audit_append_only()"
            )
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
            )


def lowering(vendor: str) -> Iterator[str]:
    """Statements that take the triggers away: for undoing the migration, and for tests that tamper."""
    for table in TABLES:
        if vendor == "sqlite":
            for word in ("update", "delete"):
                yield f"DROP TRIGGER IF EXISTS {table}_no_{word}"
        else:
            yield f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
