"""What a stored row said when an act wrote it: its digest goes into the act's row of the log.

A row that is changed behind the program has another digest than the log; one that is removed leaves a digest
without a row; one that is added has none. `gongkai annual verify` holds them against each other.
"""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model

KEY = "rows"
GONE = "gone"
# The number of the log's row cannot be in the log's row.
OUTSIDE = frozenset(("entry_seq",))
# Letters only: what looks like a telephone number is masked in the log.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def kept(*rows: Model) -> dict[str, list[str]]:
    """For `after` of the act that wrote these rows: `after=… | kept(made)`. Works before they are saved too."""
    return {KEY: [row_mark(one) for one in rows]}


def gone(*rows: Model) -> dict[str, list[str]]:
    """For `after` of the act that removes these rows."""
    return {KEY: [f"{type(one).__name__}#{one.pk}:{GONE}" for one in rows]}


def row_mark(row: Model) -> str:
    """`Statement:…`, `Problem#12:…`: the kind of the row, its number where it has one already, its digest."""
    number = "" if row.pk is None else f"#{row.pk}"
    return f"{type(row).__name__}{number}:{row_digest(row)}"


def row_digest(row: Model) -> str:
    """SHA-256 over the columns in a fixed form, in letters; equal before saving and after loading."""
    said = {
        field.name: _plain(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in OUTSIDE
    }
    form = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(form.encode("utf-8", "backslashreplace")).hexdigest()
    return digest.translate(_LETTERS)


def _plain(field: "Field[Any, Any]", value: Any) -> Any:
    value = field.to_python(value)
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
        case Decimal():
            return f"{value:.{getattr(field, 'decimal_places', None) or 0}f}"
        case bytes() | memoryview():
            return hashlib.sha256(bytes(value)).hexdigest()
        case None | bool() | int():
            return value
        case dict() | list():
            return value
        case _:
            return str(value)
