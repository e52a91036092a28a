"""Setting the pages and putting the parts into them: PDF/A-3a and PDF/UA-1, set by Typst, fonts embedded."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from gongkai.documents.errors import DocumentError
from gongkai.documents.rendering.pdf import lacking, reason

MANIFEST, SIGNATURE, RECORD = "manifest.json", "manifest.sig", "record.json"
FORMAT = 1
_STANDARDS: tuple[Literal["a-3a"], Literal["ua-1"]] = ("a-3a", "ua-1")


@dataclass(frozen=True)
class Table:
    """A chapter. `widths`: shares of the page; `head`: the names of the columns; `rows`: text."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


@dataclass(frozen=True)
class Record:
    """What the pages say. `facts` stand on the cover."""

    title: str
    organ: str
    number: str
    day: date
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table] = field(default=())


@dataclass(frozen=True)
class Part:
    """A file of the case. `content` None: it is listed with its digest but lies outside (too large)."""

    name: str
    label: str
    media_type: str
    sha256: str
    size: int
    content: bytes | None


def manifest_of(record: Record, parts: Sequence[Part], log: Sequence[Mapping[str, Any]]) -> bytes:
    """Every part with its digest, and the rows of the log with theirs; this is what is signed."""
    said = _said(record)
    listed = [_listed(RECORD, "卷宗记录（各页所印的内容）", said, "application/json")]
    listed += [
        {
            "name": one.name,
            "label": one.label,
            "media_type": one.media_type,
            "size": one.size,
            "sha256": one.sha256,
            "inside": one.content is not None,
        }
        for one in parts
    ]
    whole = {
        "format": FORMAT,
        "organ": record.organ,
        "number": record.number,
        "made_on": record.day.isoformat(),
        "parts": listed,
        "log": list(log),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")


def _listed(name: str, label: str, content: bytes, media_type: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "media_type": media_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "inside": True,
    }


def _said(record: Record) -> bytes:
    made = asdict(record) | {"day": record.day.isoformat()}
    return json.dumps(made, ensure_ascii=False, sort_keys=True).encode("utf-8")


def render_archive(
    record: Record, parts: Sequence[Part], manifest: bytes, signature: str = ""
) -> bytes:
    """The file. `signature` in base64 over `manifest`; empty where there is no key. Raises DocumentError."""
    import typst

    inside: dict[str, tuple[bytes, str, str]] = {
        MANIFEST: (manifest, "application/json", "清单：各部分的 SHA-256"),
        RECORD: (_said(record), "application/json", "卷宗记录"),
    }
    if signature:
        inside[SIGNATURE] = (signature.encode("ascii"), "text/plain", "清单的签名（Ed25519）")
    for one in parts:
        if one.content is not None:
            inside[one.name] = (one.content, one.media_type, one.label)
    data = json.loads(_said(record)) | {
        "date": [record.day.year, record.day.month, record.day.day],
        "signed": bool(signature),
        "digest": hashlib.sha256(manifest).hexdigest(),
        "parts": [
            {"name": one.name, "label": one.label, "size": one.size, "sha256": one.sha256,
             "inside": one.content is not None}
            for one in parts
        ],
        "attached": [[name, kind, label] for name, (_, kind, label) in inside.items()],
    }  # fmt: skip
    inputs = {"record": json.dumps(data, ensure_ascii=False)}
    try:
        with _laid_out({name: held[0] for name, held in inside.items()}) as root:
            made = typst.Compiler(
                root=root, font_paths=[_fonts()], ignore_system_fonts=not lacking(inputs["record"])
            ).compile(
                root / "main.typ", sys_inputs=inputs, format="pdf", pdf_standards=list(_STANDARDS)
            )
    except typst.TypstError as why:
        raise DocumentError(
            f"归档文件排版失败：{reason(why)}", "请把这件申请的编号告诉维护者。"
        ) from why
    if not isinstance(made, bytes):
        raise DocumentError("归档文件排版失败：没有得到文件。")
    return made


@contextmanager
def _laid_out(parts: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder as Typst wants it. What is in the parts never lies on a disk: the folder only points to
    memory of this process, which is gone with it, however it ends."""
    with tempfile.TemporaryDirectory(prefix="gongkai-archive-") as made, ExitStack() as open_ones:
        root = Path(made)
        (root / "main.typ").write_bytes((files(__package__) / "archive.typ").read_bytes())
        (root / "parts").mkdir()
        for name, content in parts.items():
            held = os.fdopen(os.memfd_create("part"), "wb")
            open_ones.enter_context(held)
            held.write(content)
            held.flush()
            (root / "parts" / name).symlink_to(f"/proc/self/fd/{held.fileno()}")
        yield root


@cache
def _fonts() -> Path:
    from pylopdf_fonts_zh_cn import serif_path

    return serif_path().parent
