"""The installation's signing key (Ed25519). SM2 is not offered: no maintained library signs with it."""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PRIVATE, PUBLIC = "signing-key.pem", "public-key.pem"


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The key in `folder`, made at first use, readable by its owner only; its public half beside it."""
    path = folder / PRIVATE
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        return _made(folder)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"清单签名密钥不是 Ed25519 密钥：{path}。请换回原来的密钥文件。")
    return key


def _made(folder: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    folder.mkdir(parents=True, exist_ok=True)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    part = folder / f"{PRIVATE}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(private)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / PRIVATE)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (folder / PUBLIC).write_bytes(public)
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """The public half, from a file that may lie on another machine."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except FileNotFoundError:
        raise ValueError(
            f"没有找到公钥文件：{path}。请从发布服务器的 publishing/manifest/{PUBLIC} 复制一份。"
        ) from None
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"这不是 Ed25519 公钥：{path}")
    return key


def sign(key: Ed25519PrivateKey, message: bytes) -> str:
    """The signature in base64."""
    return base64.b64encode(key.sign(message)).decode("ascii")


def is_signed(key: Ed25519PublicKey, message: bytes, signature: str) -> bool:
    """Whether `signature` was made over `message` by the owner of `key`."""
    try:
        key.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True
