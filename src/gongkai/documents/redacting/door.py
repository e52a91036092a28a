"""The room's door: every call runs in a child process with limits on time and memory."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from gongkai.documents import sandbox
from gongkai.documents.redacting import making, originals, pictures, under
from gongkai.documents.redacting.marks import Mark, Original, Pointed, Redacted
from gongkai.documents.supervising import MEGABYTE, Limits

# A hundred pages are drawn, encoded, and drawn again for the proof; Word files wait for LibreOffice.
LIMITS = Limits(input=21 * MEGABYTE, seconds=90, memory=640 * MEGABYTE)
_PRELOAD = ("pypdfium2", "PIL.Image", "PIL.ImageDraw")


def look_at_safely(data: bytes) -> Original:
    """The kind and pages of a source. Raises Unreadable."""
    made = sandbox.call(f"{__name__}:_look_at", data, "", limits=LIMITS, preload=_PRELOAD)
    assert isinstance(made, Original)
    return made


def page_picture_safely(data: bytes, page: int, width: int) -> bytes:
    """One page (from 1) as JPEG, `width` dots wide. Raises Unreadable."""
    asked = json.dumps({"page": page, "width": width})
    made = sandbox.call(f"{__name__}:_page_picture", data, asked, limits=LIMITS, preload=_PRELOAD)
    assert isinstance(made, bytes)
    return made


def pointed_out_safely(data: bytes, page: int) -> tuple[Pointed, ...]:
    """Where personal data stands on a page (from 1). Raises Unreadable."""
    asked = json.dumps({"page": page})
    made = sandbox.call(f"{__name__}:_pointed_out", data, asked, limits=LIMITS, preload=_PRELOAD)
    assert isinstance(made, tuple)
    return made


def redact_safely(data: bytes, marks: Sequence[Mark]) -> Redacted:
    """The covered file, proved. Raises Unreadable, proving.Unproved."""
    asked = json.dumps([asdict(one) for one in marks])
    made = sandbox.call(f"{__name__}:_redact", data, asked, limits=LIMITS, preload=_PRELOAD)
    assert isinstance(made, Redacted)
    return made


def _look_at(data: bytes, asked: str) -> Original:
    return originals.look_at(data)


def _page_picture(data: bytes, asked: str) -> bytes:
    return pictures.page_picture(data, **json.loads(asked))


def _pointed_out(data: bytes, asked: str) -> tuple[Pointed, ...]:
    return under.pointed_out(data, **json.loads(asked))


def _redact(data: bytes, asked: str) -> Redacted:
    return making.redact(data, [Mark(**one) for one in json.loads(asked)])
