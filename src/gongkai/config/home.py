"""Where an installation keeps its things: one folder, `GONGKAI_HOME` (default: `var` where it is started)."""

import os
import secrets
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
HOME = Path(os.environ.get("GONGKAI_HOME", "var")).resolve()
PUBLIC = HOME / "public"  # what a web server serves
PUBLISHING = HOME / "publishing"  # lock, journal and signed manifest of the public folder
MEDIA = HOME / "media"  # originals of uploaded files, never served
SEALED = HOME / "sealed"  # files of cases, sealed; never served
SEALING_KEYS = HOME / "sealing-keys"  # without it sealed data stays shut: keep a copy elsewhere
INDEX = HOME / "index"  # the search index
DATABASE = HOME / "gongkai.sqlite3"


def secret_key() -> str:
    """The installation's key, made at the first start and readable by its owner only."""
    given = os.environ.get("GONGKAI_SECRET_KEY")
    if given:
        return given
    path = HOME / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        HOME.mkdir(parents=True, exist_ok=True)
        made = secrets.token_urlsafe(64)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was quicker
            return path.read_text(encoding="ascii").strip() or made
        with os.fdopen(handle, "w") as file:
            file.write(made)
        return made


def database() -> dict[str, object]:
    """SQLite in the home folder, or the PostgreSQL that `GONGKAI_DATABASE` names.

    `postgresql://user:password@host:port/name`, or `postgresql://user@/name?host=/socket/folder`.
    """
    url = os.environ.get("GONGKAI_DATABASE", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATABASE,
            "OPTIONS": {
                # One writer at a time, taken at the start of a transaction: no deadlock half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                " PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;",
            },
            "TEST": {"NAME": None},
        }
    from urllib.parse import parse_qs, unquote, urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("GONGKAI_DATABASE 只接受 postgresql:// 开头的地址；不设则用 SQLite")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
