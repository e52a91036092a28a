"""Holding an archive file against its own manifest; needs no database, only the file and the public key."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from gongkai.documents.archiving.making import MANIFEST, SIGNATURE


@dataclass
class Checked:
    """`signed` None: no signature, or no key to look at it with. `faults`: sentences."""

    number: str = ""
    parts: int = 0
    outside: int = 0
    signed: bool | None = None
    faults: list[str] = field(default_factory=list)


def check_archive(content: bytes, is_signed: Callable[[bytes, str], bool] | None = None) -> Checked:
    """Every part by its digest, nothing more and nothing less, and the signature over the manifest."""
    made = Checked()
    try:
        held = _attached(content)
    except (PyPdfError, ValueError, KeyError, OSError) as why:
        made.faults.append(f"这不是能读的归档文件：{type(why).__name__}。")
        return made
    manifest = held.pop(MANIFEST, None)
    signature = held.pop(SIGNATURE, b"")
    if manifest is None:
        made.faults.append("文件里没有清单，不是归档文件。")
        return made
    try:
        said = json.loads(manifest)
        made.number = str(said["number"])
        _check_parts(said["parts"], held, made)
    except (ValueError, KeyError, TypeError):
        made.faults.append("清单读不懂，可能被改动。")
    if is_signed is not None and signature:
        made.signed = is_signed(manifest, signature.decode("ascii", "replace"))
        if not made.signed:
            made.faults.append("清单的签名不对：清单被改动，或者公钥不是这套系统的。")
    return made


def _attached(content: bytes) -> dict[str, bytes]:
    found = pypdf.PdfReader(io.BytesIO(content)).attachments
    made = {}
    for name, values in found.items():
        if len(values) != 1:
            raise ValueError(name)
        made[name.rpartition("/")[2]] = values[0]
    return made


def _check_parts(listed: list[dict[str, Any]], held: dict[str, bytes], made: Checked) -> None:
    for one in listed:
        name = str(one["name"])
        if not one["inside"]:
            made.outside += 1
            continue
        content = held.pop(name, None)
        made.parts += 1
        if content is None:
            made.faults.append(f"清单上的“{name}”不在文件里。")
        elif hashlib.sha256(content).hexdigest() != one["sha256"]:
            made.faults.append(f"“{name}”与清单上的摘要不符，被改动过。")
    made.faults += [f"文件里的“{name}”不在清单上。" for name in held]
