"""The key ring: a file outside the database, readable by its owner only.

One line a key: `seal <base64>` (Fernet; the first one seals, all of them open) and one `match <hex>`
(HMAC-SHA-256, for equality). A copy of the database without this file tells nobody who asked.
"""

import hashlib
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
        """Seals under the newest key, opens under any."""
        return _box(self.sealing)

    def newest(self) -> MultiFernet:
        """Opens only what lies under the newest key."""
        return _box(self.sealing[:1])

    def marks(self) -> list[str]:
        """Names of the keys for the log and the operator, from which nothing can be computed back."""
        return [hashlib.sha256(b"mark\n" + key).hexdigest()[:8] for key in self.sealing]

    def text(self) -> str:
        lines = [f"seal {key.decode('ascii')}" for key in self.sealing]
        return "\n".join([*lines, f"match {self.matching.hex()}", ""])


def path() -> Path:
    """Where the ring lies: `GONGKAI_SEALING_KEYS`, else beside the database."""
    return Path(settings.SEALING_KEYS)


@cache
def _box(sealing: tuple[bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in sealing])


# The ring as last read, and the file it was read from: a rotation is seen by every process at once.
_read: dict[Path, tuple[tuple[int, ...], KeyRing]] = {}


def ring() -> KeyRing:
    """The ring of this installation, made at the first use. KeysMissing where it was lost."""
    place = path()
    try:
        state = os.stat(place)
        now = (state.st_ino, state.st_mtime_ns, state.st_size)
        known = _read.get(place)
        if known is None or known[0] != now:
            known = _read[place] = (now, parse(place.read_text(encoding="ascii")))
        return known[1]
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
    """The first ring of an installation; never in the place of one that was lost."""
    from gongkai.apps.sealing.columns import holds_sealed

    if (where := holds_sealed()) and not place.exists():
        raise KeysMissing(
            f"找不到封存密钥 {place}，而{where}里已有封存的个人信息。请把另外保存的密钥文件放回原处；"
            "没有它，这些信息打不开，程序也不会另造一个。"
        )
    made = KeyRing((Fernet.generate_key(),), secrets.token_bytes(32))
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return parse(place.read_text(encoding="ascii"))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made.text())
    return made
