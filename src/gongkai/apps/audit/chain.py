"""What binds a row of the log to the row before it: a SHA-256 over the row's fields in a fixed form."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from gongkai.domain.privacy import without_numbers

# What the first row is bound to.
GENESIS = "0" * 64
FIELDS = (
    "seq", "at", "person_id", "person_name", "organ_id", "organ_name", "address", "act", "subject_kind",
    "subject_id", "subject_label", "outcome", "before", "after", "note",
)  # fmt: skip


def digest(values: Mapping[str, Any], previous: str) -> str:
    """The hash of a row: over every field of `FIELDS` and the hash of the row before."""
    covered = {name: values[name] for name in FIELDS}
    covered["at"] = covered["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    form = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A row that was tampered with may hold what no text holds; its hash differs, that is all.
    return hashlib.sha256(f"{previous}\n{form}".encode("utf-8", "backslashreplace")).hexdigest()


def plain(value: Any) -> Any:
    """JSON values that come back from either database as they went in: what is stored is what was hashed.

    PostgreSQL writes 1e16 back as an integer and refuses NUL: numbers with a fraction become text.
    """
    match value:
        case None | bool() | int():
            return value
        case str():
            return text(value)
        case Mapping():
            return {text(str(key)): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case set() | frozenset():
            return sorted((plain(one) for one in value), key=str)
        case _:
            return text(str(value))


def text(value: str, length: int | None = None) -> str:
    """Text that both databases keep unchanged, cut to the length of its field.

    Nothing can be taken out of the log again: the numbers of persons (identity, card, phone, mailbox) go
    into it masked, in titles, reasons and values alike.
    """
    kept = value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    kept = without_numbers(kept)
    return kept if length is None else kept[:length]
