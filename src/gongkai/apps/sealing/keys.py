"""The key ring: a file outside the database, readable by its owner only.

One line a key: `seal <base64>` (Fernet; the first one seals, all of them open) and one `match <hex>`
(HMAC-SHA-256, for equality). A copy of the database without this file tells nobody who asked.
"""

import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class KeysMissing(Exception):
    """The ring cannot be read; the message says where it was looked for and what to do."""


@dataclass(frozen=True)
class KeyRing:
    """`sealing`: newest first."""

    sealing: tuple[bytes, ...]
    matching: bytes

    def box(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self.sealing])

    def text(self) -> str:
        lines = [f"seal {key.decode('ascii')}" for key in self.sealing]
        return "\n".join([*lines, f"match {self.matching.hex()}", ""])


def path() -> Path:
    """Where the ring lies: `GONGKAI_SEALING_KEYS`, else beside the database."""
    return Path(settings.SEALING_KEYS)


@cache
def ring() -> KeyRing:
    """The ring of this installation, made at the first use. Forget it with `ring.cache_clear()`."""
    place = path()
    try:
        return parse(place.read_text(encoding="ascii"))
    except FileNotFoundError:
        return _make(place)
    except (OSError, UnicodeDecodeError) as why:
        raise KeysMissing(f"读不出封存密钥 {place}：{why}。请从备份恢复这个文件。") from why


def parse(text: str) -> KeyRing:
    """Read a ring. KeysMissing where a line is damaged or a key is missing."""
    sealing: list[bytes] = []
    matching = b""
    for line in text.splitlines():
        kind, _, value = line.strip().partition(" ")
        try:
            if kind == "seal":
                Fernet(value)
                sealing.append(value.encode("ascii"))
            elif kind == "match":
                matching = bytes.fromhex(value)
        except ValueError as why:
            raise KeysMissing("封存密钥文件损坏，请从备份恢复。") from why
    if not sealing or len(matching) != 32:
        raise KeysMissing("封存密钥文件不完整，请从备份恢复。")
    return KeyRing(tuple(sealing), matching)


def write(made: KeyRing, place: Path) -> None:
    """Put a ring in the place of the old one, whole or not at all."""
    waiting = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made.text())
        file.flush()
        os.fsync(file.fileno())
    os.replace(waiting, place)


def _make(place: Path) -> KeyRing:
    made = KeyRing((Fernet.generate_key(),), secrets.token_bytes(32))
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return parse(place.read_text(encoding="ascii"))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made.text())
    return made
