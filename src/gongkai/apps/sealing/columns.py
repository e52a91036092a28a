"""Where sealed data lies: every column called `sealed`, and the files below SEALED_ROOT."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import BinaryField, Model

COLUMN = "sealed"
PART = ".part"


@dataclass(frozen=True)
class Column:
    """A model with a sealed column.

    `matched`: digest column → key of the sealed value it is made of, which is also its kind for `match`.
    """

    model: type[Model]
    matched: dict[str, str]

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def rows(self) -> Any:
        """Every row that holds something, whatever the model's own manager leaves out."""
        return self.model._base_manager.exclude(**{COLUMN: b""})


def columns() -> list[Column]:
    """By discovery, so that a new sealed column cannot be forgotten. `MATCHED` on the model names digests."""
    made = []
    for model in apps.get_models():
        held = {one.name: one for one in model._meta.fields}.get(COLUMN)
        if isinstance(held, BinaryField) and not model._meta.proxy:
            made.append(Column(model, dict(getattr(model, "MATCHED", {}))))
    return sorted(made, key=lambda one: one.model._meta.db_table)


def sealed_files() -> Iterator[Path]:
    """Every sealed file, in order; those still being written are left out."""
    root = Path(settings.SEALED_ROOT)
    for one in sorted(root.rglob("*")):
        if one.is_file() and not one.is_symlink() and one.suffix != PART:
            yield one


def holds_sealed() -> str:
    """Where something sealed lies, in words; empty where there is nothing yet."""
    if next(sealed_files(), None) is not None:
        return "卷宗文件夹"
    tables = set(connection.introspection.table_names())
    for one in columns():
        if one.model._meta.db_table in tables and one.rows.exists():
            return f"数据库的“{one.label}”"
    return ""
