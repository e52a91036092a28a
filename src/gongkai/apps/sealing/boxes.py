"""Sealing and opening: values as compressed JSON, files as bytes, equality as keyed digests."""

import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import InvalidToken

from gongkai.apps.sealing.keys import ring

MOST_BYTES = 64 * 1024 * 1024


class BrokenSeal(Exception):
    """A sealed value was changed, or belongs to another key ring."""

    def __init__(self) -> None:
        super().__init__(
            "封存的个人信息打不开：数据被改动，或者密钥文件不是这套系统的。请从备份恢复密钥文件。"
        )


def seal(values: Mapping[str, Any]) -> bytes:
    """JSON values under the newest key. What goes in comes out equal."""
    return seal_bytes(json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8"))


def unseal(sealed: bytes) -> dict[str, Any]:
    """What `seal` was given. Raises BrokenSeal."""
    if not sealed:
        return {}
    opened: dict[str, Any] = json.loads(unseal_bytes(sealed))
    return opened


def seal_bytes(content: bytes) -> bytes:
    """A file's bytes, compressed, under the newest key. ValueError above 64 MB."""
    if len(content) > MOST_BYTES:
        raise ValueError("文件超过64 MB，不能封存。")
    return ring().box().encrypt(zlib.compress(content, 3))


def unseal_bytes(sealed: bytes) -> bytes:
    """The bytes that were sealed. Raises BrokenSeal."""
    try:
        return zlib.decompress(ring().box().decrypt(bytes(sealed)))
    except (InvalidToken, zlib.error) as why:
        raise BrokenSeal from why


def match(kind: str, text: str) -> str:
    """A digest that is equal for equal values of one kind (`name`, `id_number`, `phone`), else tells nothing.

    Full-width forms, spaces and case make no difference. Empty for an empty value.
    """
    import unicodedata

    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not plain:
        return ""
    return hmac.new(ring().matching, f"{kind}\n{plain}".encode(), hashlib.sha256).hexdigest()
